import Contract

/// A destination for an uploaded file.
public protocol UploadSink: Sendable {
    /// Writes the next bytes.
    /// - Throws: an error, which rejects the request.
    mutating func write(_ bytes: [UInt8]) async throws
    /// Discards what was written, because the request fails.
    func discard() async
}

/// An upload of a form with a file.
struct Upload<Sink: UploadSink> {
    private static var longestField: Int { 64 * 1024 }

    private(set) var sink: Sink
    private(set) var fields: [(name: String, value: String)] = []
    private(set) var hasFile = false
    private let fileMember: String
    private var field: (name: String, value: [UInt8])?
    private var isInFile = false

    init(_ sink: Sink, fileMember: String) {
        self.sink = sink
        self.fileMember = fileMember
    }

    /// Reads the whole form.
    /// - Throws: `APIError` if the form is malformed.
    mutating func read(_ request: IncomingRequest) async throws {
        guard var reader = MultipartReader(contentType: request.headers[.contentType]) else {
            throw APIError(415, "Unsupported Media Type")
        }
        do {
            for try await buffer in request.stream {
                for part in try reader.read(buffer.readableBytesView) { try await take(part) }
            }
        } catch is MultipartReader.Malformed {
            throw APIError.invalidBody("Invalid multipart payload format")
        }
        guard reader.isComplete else { throw APIError.invalidBody("Invalid multipart payload format") }
    }

    private mutating func take(_ part: MultipartReader.Part) async throws {
        switch part {
        case .begin(let name, _):
            isInFile = name == fileMember
            if isInFile, hasFile { throw APIError.invalidBody("There can be one \(name) only") }
            if isInFile { hasFile = true } else { field = (name, []) }
        case .bytes(let bytes):
            if isInFile { try await sink.write(bytes) }
            field?.value += bytes
            if let field, field.value.count > Self.longestField {
                throw APIError(413, "The field \(field.name) is too large")
            }
        case .end:
            isInFile = false
            guard let ended = field else { return }
            fields.append((ended.name, String(decoding: ended.value, as: UTF8.self)))
            field = nil
        }
    }
}

extension Routes {
    /// Adds an endpoint that receives a file, which may be larger than memory.
    /// - Parameters:
    ///   - open: creates the destination of the file. It is called before the form is read.
    ///   - handler: called after the whole form was read and checked.
    public mutating func onUpload<Query, Form: MultipartForm, Answer, Sink: UploadSink>(
        _ endpoint: Endpoint<NoContent, Query, Form, Answer>,
        into open: @escaping @Sendable (TenantContext, Services) async throws -> Sink,
        _ handler: @escaping @Sendable (Call<NoContent, Query, Form>, Sink) async throws -> OperationResponse
    ) {
        let description = OperationDescription(endpoint)
        add(description, isUpload: true) { arguments in
            // Auth0 ignores the query of forms that declare none.
            let query = Query.self == NoContent.self ? [:] : try description.checkedQuery(arguments.query)
            var upload = Upload(
                try await open(arguments.tenant, arguments.services), fileMember: Form.fileMember)
            do {
                try await upload.read(arguments.request)
                let body = try description.checkedForm(upload.fields, file: upload.hasFile ? Form.fileMember : nil)
                let call = Call(
                    path: NoContent(), query: try query.decoded(as: Query.self), body: try body.decoded(as: Form.self),
                    members: body.object ?? [:], caller: arguments.caller, tenant: arguments.tenant,
                    services: arguments.services, record: arguments.record)
                return try MemberVisibility(description, arguments.caller).shown(try await handler(call, upload.sink))
            } catch {
                await upload.sink.discard()
                throw error
            }
        }
    }
}
