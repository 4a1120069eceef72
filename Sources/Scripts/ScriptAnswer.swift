import Contract

/// What a process told of a job.
struct ScriptAnswer: Sendable {
    var results: [ScriptResult] = []
    /// What is wrong with code that was only to be checked.
    var fault: ScriptError?
    /// Whether the process got to know of the job.
    var hasBegun = false
    /// What the scripts keep for the next time; `nil` where the job did not come to its end.
    var cache: [ScriptCacheRecord]?
    /// Why there is no more, where the job did not come to its end.
    var failure: ScriptError?

    /// The answer of a process that ended.
    static func failed(_ message: String) -> ScriptAnswer {
        var answer = ScriptAnswer()
        answer.failure = ScriptError(message: message)
        return answer
    }

    /// Takes in a line.
    /// - Returns: whether it was the last.
    mutating func take(_ line: [UInt8], token: String) -> Bool {
        // A line that does not begin with the token was written by the script, and means nothing.
        let start = Array(token.utf8) + [UInt8(ascii: " ")]
        guard line.starts(with: start) else { return false }
        hasBegun = true
        // Nothing that an action decided may get lost: a line that cannot be read fails the flow.
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

    /// Has the flow fail.
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

    /// A duration that the process measured. The script may have had a hand in it.
    private static func milliseconds(_ json: JSON?) -> Int { min(max(json?.integer ?? 0, 0), 3_600_000) }

    /// The result without secrets in what it says.
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
    /// The text with stars in place of secrets, as they are and as JSON has them.
    fileprivate func hiding(_ secrets: [String]) -> String {
        var text = self
        // The longest first: one may be a part of another.
        for secret in secrets.sorted(by: { $0.utf8.count > $1.utf8.count }) where !secret.isEmpty {
            let written = String(decoding: JSON.string(secret).bytes.dropFirst().dropLast(), as: UTF8.self)
            for form in Set([secret, written]) { text = text.replacingExactly(form, with: "*****") }
        }
        return text
    }
}
