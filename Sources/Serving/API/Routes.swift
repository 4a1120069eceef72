import Contract
import Storage

/// A resource with handlers and its own tables.
public protocol ServedResource: Resource {
    static var migrations: [Migration] { get }
    func mount(on routes: inout Routes)
}

/// The operations of an API, collected from its resources.
public struct Routes: Sendable {
    public private(set) var operations: [ServedOperation] = []

    public init() {}

    /// Adds an endpoint whose handler returns a value.
    public mutating func on<Path, Query, Body, Answer>(
        _ endpoint: Endpoint<Path, Query, Body, Answer>,
        _ handler: @escaping @Sendable (Call<Path, Query, Body>) async throws -> Answer
    ) {
        add(endpoint) { call in
            let answer = try await handler(call)
            if Answer.self == NoContent.self { return OperationResponse(endpoint.status == 204 ? nil : [:]) }
            return OperationResponse(try JSON(encoding: answer))
        }
    }

    /// Adds an endpoint whose handler returns JSON that is stored in the form of the response.
    public mutating func onStored<Path, Query, Body, Answer>(
        _ endpoint: Endpoint<Path, Query, Body, Answer>,
        _ handler: @escaping @Sendable (Call<Path, Query, Body>) async throws -> OperationResponse
    ) { add(endpoint, handler) }

    private mutating func add<Path, Query, Body, Answer>(
        _ endpoint: Endpoint<Path, Query, Body, Answer>,
        _ handler: @escaping @Sendable (Call<Path, Query, Body>) async throws -> OperationResponse
    ) {
        let description = OperationDescription(endpoint)
        let parts = Deferred {
            (queries: Checked<Query>(ifEmpty: [:]), bodies: Checked<Body>(ifEmpty: description.hasBody ? nil : [:]))
        }
        add(description) { arguments in
            let (queries, bodies) = parts.value
            let visibility = MemberVisibility(description, arguments.caller)
            let query = try queries.read(isEmpty: arguments.query.isEmpty) {
                try description.checkedQuery(arguments.query)
            }
            let body = try bodies.read(isEmpty: !description.hasBody) {
                try description.checkedBody(of: arguments.request)
            }
            try visibility.requireReadable(query.json)
            try visibility.requireSettable(body.json.object ?? [:])
            let call = Call(
                path: try description.checkedPath(arguments.path, Path.self), query: query.value, body: body.value,
                members: body.json.object ?? [:], caller: arguments.caller, tenant: arguments.tenant,
                services: arguments.services, record: arguments.record,
                lastEventID: arguments.request.headers.first(.lastEventID))
            let reply = try await handler(call)
            return try visibility.shown(reply).selecting(FieldSelection(query.json, list: description.listName))
        }
    }

    mutating func add(
        _ description: OperationDescription, isUpload: Bool = false,
        run: @escaping @Sendable (ServedOperation.Arguments) async throws -> OperationResponse
    ) { operations.append(ServedOperation(description: description, isUpload: isUpload, run: run)) }
}

/// Decodes a part of requests. The value of an empty part is decoded once.
private struct Checked<Value: Decodable & Sendable>: Sendable {
    typealias Part = (json: JSON, value: Value)

    private let empty: Part?

    /// - Parameter json: the JSON of an empty part; `nil` if the part must not be empty.
    init(ifEmpty json: JSON?) {
        // A type with required members has no empty value; then the part of each request is decoded and rejected.
        empty = json.flatMap { json in (try? json.decoded(as: Value.self)).map { (json, $0) } }
    }

    func read(isEmpty: Bool, _ check: () throws -> JSON) throws -> Part {
        if isEmpty, let empty { return empty }
        let json = try check()
        return (json, try json.decoded(as: Value.self))
    }
}

/// The response of an operation's handler.
public struct OperationResponse: Sendable {
    enum Content: Sendable {
        case none
        case json(JSON)
        case text(String)
        case plain(String)
        case stream(type: String, OutgoingResponse.Parts)
    }

    let content: Content
    /// The status, if it differs from the endpoint's.
    let status: Int?

    public init(_ json: JSON?, status: Int? = nil) {
        content = json.map(Content.json) ?? .none
        self.status = status
    }

    /// Creates a response with JSON text that is sent unchanged.
    public init(text: String) {
        content = .text(text)
        status = nil
    }

    /// Creates a response with text that is not JSON.
    public init(plain text: String) {
        content = .plain(text)
        status = nil
    }

    /// Creates a response with a stream of unlimited length.
    /// - Parameter type: the media type.
    public init(stream parts: @escaping OutgoingResponse.Parts, type: String) {
        content = .stream(type: type, parts)
        status = nil
    }

    private init(content: Content, status: Int?) {
        self.content = content
        self.status = status
    }

    func selecting(_ selection: FieldSelection?) throws -> OperationResponse {
        guard let selection else { return self }
        return try mapping(selection.applied)
    }

    /// Whether the response may have members with these names. Stored text is searched without parsing it.
    func mayHave(_ names: [String]) -> Bool {
        guard !names.isEmpty, case .text(let text) = content else { return !names.isEmpty }
        return names.contains { text.utf8.firstRange(of: "\"\($0)\"".utf8) != nil }
    }

    /// Returns a response with changed JSON.
    func mapping(_ change: (JSON) throws -> JSON) throws -> OperationResponse {
        switch content {
        case .none, .plain, .stream: return self
        case .json(let json): return OperationResponse(content: .json(try change(json)), status: status)
        case .text(let text):
            return OperationResponse(content: .json(try change(try JSON(parsing: text))), status: status)
        }
    }

    var bytes: [UInt8] {
        switch content {
        case .none, .stream: []
        case .json(let json): json.bytes
        case .text(let text), .plain(let text): Array(text.utf8)
        }
    }
}

/// An endpoint with its handler.
public final class ServedOperation: Sendable {
    /// The unchecked arguments of a request.
    struct Arguments: Sendable {
        let request: IncomingRequest
        let path: [String]
        let caller: Caller
        let tenant: TenantContext
        let services: Services
        let record: CallRecord

        var query: String { request.query }
    }

    public let description: OperationDescription
    /// Whether the body is read as a stream.
    let isUpload: Bool
    let run: @Sendable (Arguments) async throws -> OperationResponse

    init(
        description: OperationDescription, isUpload: Bool,
        run: @escaping @Sendable (Arguments) async throws -> OperationResponse
    ) {
        self.description = description
        self.isUpload = isUpload
        self.run = run
    }
}
