import Contract

/// The output of a process for a job.
struct ScriptAnswer: Sendable {
    var results: [ScriptResult] = []
    /// The syntax error of code that was only checked.
    var fault: ScriptError?
    /// Whether the process received the job.
    var hasBegun = false
    /// The records of `api.cache` after the run; `nil` if the job did not complete.
    var cache: [ScriptCacheRecord]?
    /// The error of a job that did not complete.
    var failure: ScriptError?

    /// Returns the output for a process that ended unexpectedly.
    static func failed(_ message: String) -> ScriptAnswer {
        var answer = ScriptAnswer()
        answer.failure = ScriptError(message: message)
        return answer
    }

    /// Processes a line of output.
    /// - Returns: whether it was the last one.
    mutating func take(_ line: [UInt8], token: String) -> Bool {
        // Lines without the token were written by scripts, and are ignored.
        let start = Array(token.utf8) + [UInt8(ascii: " ")]
        guard line.starts(with: start) else { return false }
        hasBegun = true
        // No decision of an action may be lost, so an unreadable line fails the flow.
        guard let message = try? JSON(parsing: line.dropFirst(start.count)) else { return fail() }
        if let result = message["result"] {
            guard message["index"]?.integer == results.count else { return fail() }
            results.append(ScriptResult(result))
        }
        guard message["done"]?.bool == true else { return false }
        guard message["count"]?.integer ?? 0 == results.count else { return fail() }
        fault = message["error"].map(ScriptError.init)
        cache = (message["cache"]?.array ?? []).compactMap(ScriptCacheRecord.init)
        return true
    }

    /// Fails the flow.
    /// - Returns: `true`.
    mutating func fail() -> Bool {
        failure = ScriptError(message: "The result of the action cannot be read")
        return true
    }
}

extension ScriptResult {
    fileprivate init(_ json: JSON) {
        commands = (json["commands"]?.array ?? []).compactMap { command in
            command["type"]?.string.map { ScriptCommand($0, command["args"]?.array ?? []) }
        }
        logs = json["logs"]?.string ?? ""
        error = json["error"].map(ScriptError.init)
        waited = Self.milliseconds(json["waited"])
        boot = Self.milliseconds(json["boot"])
        ran = Self.milliseconds(json["ran"])
    }

    /// Returns a duration that the process measured. Scripts can manipulate it, so it is clamped.
    private static func milliseconds(_ json: JSON?) -> Int { min(max(json?.integer ?? 0, 0), 3_600_000) }

    /// Returns the result with secrets masked in its output.
    func hiding(_ secrets: [String]) -> ScriptResult {
        var copy = self
        copy.logs = logs.hiding(secrets)
        copy.error = error.map {
            ScriptError(
                name: $0.name.hiding(secrets), message: $0.message.hiding(secrets), stack: $0.stack?.hiding(secrets))
        }
        return copy
    }
}

extension ScriptError {
    fileprivate init(_ json: JSON) {
        self.init(
            name: json["name"]?.string ?? "Error", message: json["message"]?.string ?? "",
            stack: json["stack"]?.string)
    }
}

extension String {
    /// Returns the text with secrets masked, both in plain form and as JSON strings.
    fileprivate func hiding(_ secrets: [String]) -> String {
        var text = self
        // Longer secrets come first, because one may contain another.
        for secret in secrets.sorted(by: { $0.utf8.count > $1.utf8.count }) where !secret.isEmpty {
            let written = String(decoding: JSON.string(secret).bytes.dropFirst().dropLast(), as: UTF8.self)
            for form in Set([secret, written]) { text = text.replacingExactly(form, with: "*****") }
        }
        return text
    }
}
