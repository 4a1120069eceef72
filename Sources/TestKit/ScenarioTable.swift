import Contract
import HTTPTypes
import ManagementClient
import Testing

extension TestTenant {
    /// Sends the request of each row of a table, in order, and records differences from the expected responses.
    /// - Parameters:
    ///   - root: The base path.
    ///   - domain: The address of the server if requests are sent through a socket.
    /// - Returns: The values that the rows stored.
    @discardableResult
    public func run(
        _ scenarios: [Scenario], root: String = "/api/v2", at domain: String? = nil
    ) async throws -> [String: JSON] {
        var kept: [String: JSON] = [:]
        for scenario in scenarios {
            let row = scenario.filled(from: kept)
            let bearer = try await bearer(row.asker)
            let answer =
                if let domain {
                    try await request(row, at: domain + root, token: bearer)
                } else {
                    try await request(row.method.rawValue, row.path, body: row.body, token: bearer, root: root)
                }
            for complaint in row.complaints(about: answer) {
                let comment: Comment = "\(engine.rawValue): \(row.method.rawValue) \(row.path): \(complaint)"
                Issue.record(comment, sourceLocation: row.location)
            }
            for (name, path) in row.kept { kept[name] = answer.json.member(path) }
        }
        return kept
    }

    private func request(_ row: Scenario, at root: String, token: String?) async throws -> Answer {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let token { headers[.authorization] = "Bearer \(token)" }
        let method = HTTPRequest.Method(rawValue: row.method.rawValue) ?? .get
        let url = root + row.path.replacing("|", with: "%7C")
        let response = try await HTTPTransport.shared.send(
            TransportRequest(
                method: method, url: url, headers: headers, body: row.body.map { .bytes($0.bytes) },
                deadline: .now + .seconds(30)))
        let json: JSON = response.body.isEmpty ? .null : try JSON(parsing: response.body)
        return Answer(status: response.status.code, json: json, headers: response.headers, body: response.body)
    }

    private func bearer(_ asker: Scenario.Asker) async throws -> String? {
        switch asker {
        case .administrator: token
        case .scopes(let scopes): try await token(scopes: scopes)
        case .token(let token): token
        case .nobody: nil
        }
    }
}

/// Runs a table with a new tenant on each engine.
public func eachEngine(run scenarios: [Scenario]) async throws {
    try await eachEngine { _ = try await $0.run(scenarios) }
}

extension Scenario {
    func filled(from kept: [String: JSON]) -> Scenario {
        guard !kept.isEmpty else { return self }
        var copy = self
        copy.path = JSON.string(path).filled(from: kept).string ?? path
        copy.body = body?.filled(from: kept)
        copy.answer = answer?.filled(from: kept)
        return copy
    }

    func complaints(about received: TestTenant.Answer) -> [String] {
        guard received.status == status else {
            return ["expected status \(status), got \(received.status) \(received.json.text)"]
        }
        var complaints: [String] = []
        if let answer, let difference = received.json.difference(from: answer) {
            complaints.append("\(difference), in \(received.json.text)")
        }
        for name in absent where received.json.member(name) != nil {
            complaints.append("\(name) is there, in \(received.json.text)")
        }
        return complaints
    }
}

extension JSON {
    /// Returns the value at a path of members and indexes, such as `scopes.0.value`.
    public func member(_ path: String) -> JSON? {
        var value: JSON? = self
        for part in path.split(separator: ".") {
            if let index = Int(part), let items = value?.array {
                value = items.indices.contains(index) ? items[index] : nil
            } else {
                value = value?[String(part)]
            }
        }
        return value
    }

    fileprivate func filled(from kept: [String: JSON]) -> JSON {
        switch self {
        case .array(let items): return .array(items.map { $0.filled(from: kept) })
        case .object(let members): return .object(members.mapValues { $0.filled(from: kept) })
        case .string(var text):
            for (name, value) in kept {
                if text == "{\(name)}" { return value }
                text = text.replacing("{\(name)}", with: value.string ?? value.text)
            }
            return .string(text)
        default: return self
        }
    }

    /// Returns a description of the first difference from an expected value; `nil` if there is none.
    public func difference(from expected: JSON, at path: String = "") -> String? {
        let place = path.isEmpty ? "the answer" : path
        switch (expected, self) {
        case (.string(let pattern), .string(let text)) where pattern.hasPrefix("~"):
            return Pattern(stringLiteral: String(pattern.dropFirst())).matches(text)
                ? nil : "\(place) is \"\(text)\", which does not match \(pattern.dropFirst())"
        case (.object(let wanted), .object(let members)):
            for (name, value) in wanted {
                let path = path.isEmpty ? name : "\(path).\(name)"
                guard let member = members[name] else { return "\(path) is missing" }
                if let difference = member.difference(from: value, at: path) { return difference }
            }
            return nil
        case (.array(let wanted), .array(let items)):
            guard wanted.count == items.count else {
                return "\(place) has \(items.count) items, expected \(wanted.count)"
            }
            for (index, pair) in zip(wanted, items).enumerated() {
                if let difference = pair.1.difference(from: pair.0, at: "\(path)[\(index)]") { return difference }
            }
            return nil
        default: return expected == self ? nil : "\(place) is \(text), expected \(expected.text)"
        }
    }
}

/// Returns the error response with which a client's call fails.
/// - Throws: `CallSucceeded` if the call succeeds; any other error.
public func refusal(of call: () async throws -> some Sendable) async throws -> String {
    do {
        _ = try await call()
    } catch let error as ManagementError {
        return "\(error.statusCode ?? 0) \(error.message)" + (error.errorCode.map { " (\($0))" } ?? "")
    }
    throw CallSucceeded()
}

/// A call succeeded that should have failed.
public struct CallSucceeded: Error {}
