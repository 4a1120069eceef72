import HTTPTypes
import ManagementClient
import Synchronization

/// An endpoint, whatever its types, called as in a recording.
protocol RecordedCall: Sendable {
    var operation: String { get }
    /// Calls the endpoint with what was sent, against a transport that answers as was answered.
    /// - Returns: how what is sent or read differs from the recording.
    func complaints(about recording: Recording) async -> [String]
}

extension Endpoint: RecordedCall {
    func complaints(about recording: Recording) async -> [String] {
        let transport = RecordedTransport(recording)
        let client = ManagementClient(domain: "tenant.test", token: "token", transport: transport) { $0.retry = .none }
        do {
            let arguments: [String] = zip(path.split(separator: "/"), recording.path.split(separator: "/"))
                .filter { $0.0.hasPrefix("{") }.map { $0.1.removingPercentEncoding ?? String($0.1) }
            let body: Body
            do {
                body = try Body.self == NoContent.self ? JSON.object([:]).decoded() : recording.sentBody(as: Body.self)
            } catch {
                return recording.status < 300 ? ["the body is not a \(Body.self): \(error)"] : []
            }
            let hasQuery = Query.self != NoContent.self && !recording.query.isEmpty
            let query: Query? = try hasQuery ? Self.query(recording.query) : nil
            let answer = try await client.call(self, at: Path(arguments: arguments), query: query, body: body).answer
            let read: JSON = answer is NoContent ? .null : try JSON(encoding: answer)
            guard recording.status < 300 else { return ["a refusal was taken for success"] }
            let told: JSON = answer is NoContent ? .null : recording.response
            // An answer without a body is nothing, or an object without members.
            let isEmpty = told.isNull && read == [:]
            return sent(transport, recording) + (isEmpty ? [] : Self.lost(of: told, in: read, at: "answer"))
        } catch let error as ManagementError {
            guard recording.status >= 300, error.kind == .refused else { return ["\(error)"] }
            return sent(transport, recording) + misread(error, recording)
        } catch {
            return ["\(error)"]
        }
    }

    private func sent(_ transport: RecordedTransport, _ recording: Recording) -> [String] {
        guard let request = transport.request else { return ["nothing was sent"] }
        var complaints: [String] = []
        let halves = request.url.split(separator: "?", maxSplits: 1)
        let path = halves[0].dropFirst("https://tenant.test/api/v2".count).removingPercentEncoding ?? ""
        if path != recording.path.removingPercentEncoding { complaints.append("sent to \(path)") }
        let query = halves.count == 2 ? Recording.pairs(halves[1]) : []
        let asked = Query.self == NoContent.self ? [] : recording.query
        for (name, value) in asked where !query.contains(where: { $0 == (name, value) }) {
            complaints.append("query: \(name)=\(value) was not sent")
        }
        if query.count > asked.count { complaints.append("query: more was sent") }
        guard hasBody, !(Body.self is any MultipartForm.Type) else { return complaints }
        // A text that was sent as it is is sent in an object: both are documented.
        if Body.self is any TextBody.Type, let text = recording.body.string {
            let isSent = request.json.object?.values.contains(.string(text)) == true
            return complaints + (isSent ? [] : ["body: the text is not sent"])
        }
        // No body at all is the same as one that says nothing.
        if recording.body.isNull, request.json == [:] { return complaints }
        return complaints + Self.differences(recording.body, request.json, at: "body")
    }

    private func misread(_ error: ManagementError, _ recording: Recording) -> [String] {
        var complaints: [String] = []
        if error.statusCode != recording.status { complaints.append("error: \(error.statusCode ?? 0)") }
        for (name, value) in [("message", error.message), ("error", error.error), ("errorCode", error.errorCode)] {
            guard let told = recording.response[name]?.string, told != value else { continue }
            complaints.append("error: \(name) is \(value ?? "missing")")
        }
        return complaints
    }

    /// A query as its type reads it: each text is tried as a number, a boolean, a list and itself.
    private static func query(_ pairs: [(name: String, value: String)]) throws -> Query {
        var values: [(name: String, readings: [JSON])] = []
        for (name, value) in pairs {
            let text = JSON.string(value)
            if let place = values.firstIndex(where: { $0.name == name }) {
                let before: [JSON] = values[place].readings.last?.array ?? []
                values[place].readings = [.array(before + [text])]
            } else {
                let typed: [JSON] = [Int64(value).map { .integer($0) }, Bool(value).map { .bool($0) }].compactMap { $0 }
                values.append((name, typed + [text, .array([text])]))
            }
        }
        return try reading(values[...], in: [:])
    }

    private static func reading(_ values: ArraySlice<(name: String, readings: [JSON])>, in members: JSONObject) throws
        -> Query
    {
        guard let (name, readings) = values.first else { return try JSON.object(members).decoded() }
        var members = members
        for reading in readings.dropLast() {
            members[name] = reading
            if let query = try? Self.reading(values.dropFirst(), in: members) { return query }
        }
        members[name] = readings.last
        return try reading(values.dropFirst(), in: members)
    }

    /// What of an answer was read and is not written again, or differently. What is `null` may be left out.
    static func lost(of told: JSON, in read: JSON, at place: String) -> [String] {
        switch (told, read) {
        case (.object(let told), .object(let read)):
            return told.flatMap { name, value -> [String] in
                guard let own = read[name] else { return value.isNull ? [] : ["\(place).\(name) is lost"] }
                return lost(of: value, in: own, at: "\(place).\(name)")
            }
        case (.array(let told), .array(let read)):
            guard told.count == read.count else { return ["\(place) has \(read.count) of \(told.count) items"] }
            return zip(told, read).flatMap { lost(of: $0, in: $1, at: "\(place)[]") }
        default:
            return isSame(told, read) ? [] : ["\(place) is \(read.text), not \(told.text)"]
        }
    }

    /// How two bodies differ, in either direction.
    static func differences(_ recorded: JSON, _ sent: JSON, at place: String) -> [String] {
        switch (recorded, sent) {
        case (.object(let recorded), .object(let sent)):
            let names = Array(recorded.keys) + sent.keys.filter { recorded[$0] == nil }
            return names.flatMap { name -> [String] in
                guard let before = recorded[name] else { return ["\(place).\(name) is added"] }
                guard let after = sent[name] else { return ["\(place).\(name) is not sent"] }
                return differences(before, after, at: "\(place).\(name)")
            }
        case (.array(let recorded), .array(let sent)) where recorded.count == sent.count:
            return zip(recorded, sent).flatMap { differences($0, $1, at: "\(place)[]") }
        default:
            return isSame(recorded, sent) ? [] : ["\(place) is sent as \(sent.text), not \(recorded.text)"]
        }
    }

    /// Whether two values mean the same: moments may be written with more or fewer digits.
    private static func isSame(_ one: JSON, _ other: JSON) -> Bool {
        if one == other { return true }
        switch (one, other) {
        case (.integer(let one), .number(let other)), (.number(let other), .integer(let one)):
            return Double(one) == other
        case (.string(let one), .string(let other)):
            guard let one = Timestamp(one), let other = Timestamp(other) else { return false }
            return one == other
        default: return false
        }
    }
}

/// Answers one request as was answered once, and remembers it.
private final class RecordedTransport: Transport {
    private let recording: Recording
    private let kept = Mutex<TransportRequest?>(nil)
    var request: TransportRequest? { kept.withLock { $0 } }

    init(_ recording: Recording) { self.recording = recording }

    func send(_ request: TransportRequest) async throws -> TransportResponse {
        kept.withLock { $0 = request }
        let text: String? = recording.response.string
        return TransportResponse(
            status: HTTPResponse.Status(code: recording.status),
            headers: [.contentType: text == nil ? "application/json" : "text/html"],
            body: recording.response.isNull ? [] : text.map { Array($0.utf8) } ?? recording.response.bytes)
    }
}

extension TransportRequest {
    /// The body as JSON; `null` where there is none.
    fileprivate var json: JSON {
        guard case .bytes(let bytes) = body else { return .null }
        do {
            return try JSON(parsing: bytes)
        } catch {
            return .string(String(decoding: bytes, as: UTF8.self))
        }
    }
}
