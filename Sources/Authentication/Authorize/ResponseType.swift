import Model

/// A response type (OAuth 2.0 Multiple Response Type Encoding Practices).
struct ResponseType: Hashable, Codable, Sendable {
    enum Part: String, CaseIterable, Codable, Sendable {
        case code
        case token
        case idToken = "id_token"
    }

    private let parts: Set<Part>

    static let code = ResponseType([.code])
    /// All response types.
    static let all: [ResponseType] = [
        code, ResponseType([.token]), ResponseType([.idToken]), ResponseType([.code, .token]),
        ResponseType([.code, .idToken]), ResponseType([.token, .idToken]), ResponseType([.code, .token, .idToken]),
    ]

    private init(_ parts: Set<Part>) { self.parts = parts }

    /// - Parameter text: the names of the parts in any order, separated by spaces.
    init?(_ text: String) {
        let words = text.split(separator: " ")
        let parts = Set(words.compactMap { Part(rawValue: String($0)) })
        guard !parts.isEmpty, parts.count == words.count else { return nil }
        self.parts = parts
    }

    func has(_ part: Part) -> Bool { parts.contains(part) }

    /// Whether the authorization response contains tokens.
    var bringsTokens: Bool { self != .code }

    var text: String { Part.allCases.filter(has).map(\.rawValue).joined(separator: " ") }
}

extension AuthorizationRequest {
    /// Reads the response type and the response mode, which also apply to errors in the remaining parameters.
    mutating func readResponse(_ parameters: TokenParameters, of client: ClientRow) throws(OAuthError) {
        let mode = parameters["response_mode"].map { ($0, ResponseMode(rawValue: $0)) }
        if let known = mode?.1 { responseMode = known }
        guard let name = parameters["response_type"] else { throw .missing("response_type") }
        guard let type = ResponseType(name) else {
            throw OAuthError(400, "unsupported_response_type", "Unsupported response type: \(name)")
        }
        responseType = type
        // Browsers do not send the fragment to servers, so tokens in it appear in no server's log.
        if type.bringsTokens, mode?.1 == nil || mode?.1 == .query { responseMode = .fragment }
        if let (name, known) = mode, known == nil || (known == .query && type.bringsTokens) {
            throw .invalidRequest("Unsupported response mode: \(name)")
        }
        if type.has(.code) { try requireGrant("authorization_code", of: client) }
        guard type.bringsTokens else { return }
        try requireGrant("implicit", of: client)
        guard type.has(.idToken) else { return }
        if nonce == nil { throw .missing("nonce") }
        if let scope, !scope.scopes.contains("openid") {
            throw .invalidRequest("The scope openid is needed for an ID token")
        }
    }

    private func requireGrant(_ type: String, of client: ClientRow) throws(OAuthError) {
        guard client.grantTypes.contains(type) else {
            throw OAuthError(403, "unauthorized_client", "Grant type '\(type)' not allowed for the client.")
        }
    }

    /// The name of the protocol in actions.
    var `protocol`: String {
        if device != nil { return "oauth2-device-code" }
        guard responseType.bringsTokens else { return "oidc-basic-profile" }
        return responseType.has(.code) ? "oidc-hybrid-profile" : "oidc-implicit-profile"
    }
}
