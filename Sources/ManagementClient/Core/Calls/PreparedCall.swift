import Contract

/// An encoded call without the parts that each attempt adds. From here on no code is generic.
struct PreparedCall: Sendable {
    let method: Method
    /// The endpoint's path, with placeholders such as `{id}` for the arguments.
    let path: String
    /// The path with its arguments and the query, percent-encoded.
    let target: String
    let body: TransportBody?
    /// The media type of the body.
    let contentType: String

    /// The method and path of the endpoint, without personal data.
    var name: String { "\(method.rawValue) \(path)" }

    /// Whether the call is idempotent.
    var isIdempotent: Bool { [.get, .put, .delete].contains(method) }

    /// The loggable form of the body; `null` if there is none.
    let loggedBody: JSON

    /// - Parameter file: The pieces of the form's file; `nil` for the form's own text.
    init<Path, Query, Body, Answer>(
        _ endpoint: Endpoint<Path, Query, Body, Answer>, at path: Path, query: Query?, body: Body,
        file: TransportPieces? = nil
    ) throws(ManagementError) {
        method = endpoint.method
        self.path = endpoint.path
        do {
            var target = try RequestTarget(path: endpoint.path, arguments: path.arguments)
            if let query { try target.add(query: JSON(encoding: query)) }
            self.target = target.text
            if let form = body as? any MultipartForm {
                let text = try MultipartText(form, file: file)
                self.body = text.body
                contentType = text.contentType
                loggedBody = ["form": "with a file"]
            } else {
                let json: JSON = endpoint.hasBody ? try JSON(encoding: body) : .null
                self.body = endpoint.hasBody ? .bytes(json.bytes) : nil
                contentType = "application/json"
                loggedBody = Body.self is any SecretBody.Type ? json.withStars : json
            }
        } catch let error as RequestTarget.Unusable {
            throw ManagementError(.request, error.reason, operation: "\(endpoint.method.rawValue) \(endpoint.path)")
        } catch {
            let message = "The query or the body cannot be written as JSON"
            throw ManagementError(.request, message, operation: "\(endpoint.method.rawValue) \(endpoint.path)")
        }
    }
}
