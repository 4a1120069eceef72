import Contract
import Model
import Serving

/// A checked authorization request (RFC 6749, section 4.1.1; OpenID Connect Core, section 3.1.2.1).
struct AuthorizationRequest: Codable, Sendable {
    /// The way in which the authorization response is returned.
    enum ResponseMode: String, Codable, Sendable {
        case query
        case fragment
        /// A form that the browser submits.
        case formPost = "form_post"
        /// A message to the parent frame or to the window that opened this one.
        case webMessage = "web_message"
    }

    let clientID: ClientID
    let redirectURI: String
    /// Whether the request had a `redirect_uri`, which the token request must repeat then.
    let isRedirectURINamed: Bool
    var responseType = ResponseType.code
    var responseMode = ResponseMode.query
    var state: String?
    var nonce: String?
    var challenge: CodeChallenge?
    var scope: String?
    var audience: String?
    var resource: String?
    var organization: String?
    /// The ticket of an invitation to the organization.
    var invitation: String?
    /// The connection's name.
    var connection: String?
    /// Additional scopes to request from the connection's provider.
    var connectionScope: String?
    /// Parameters that connections may forward to their providers.
    var forwarded: [String: String]?
    var prompts: [String] = []
    /// The maximum age of the user's last login, in seconds.
    var maxAge: Int?
    /// The device that waits for the login; `nil` for a login in the application itself.
    var device: WaitingDevice?
    var loginHint: String?
    var screenHint: String?
    /// Whether the login redirects to a provider and back without a page of this server.
    var skipsScreens: Bool?

    /// Creates a request with the parameters without which errors cannot be returned to the application.
    init(client: ClientRow, redirectURI: String, isNamed: Bool) {
        clientID = client.id
        self.redirectURI = redirectURI
        isRedirectURINamed = isNamed
    }

    /// Reads the remaining parameters.
    /// - Throws: `OAuthError`, to be returned to the application.
    mutating func read(_ parameters: TokenParameters, of client: ClientRow) throws(OAuthError) {
        state = parameters["state"]
        nonce = parameters["nonce"]
        scope = parameters["scope"]
        try readResponse(parameters, of: client)
        challenge = try CodeChallenge(parameters)
        if challenge == nil, responseType.has(.code), client.isPublic { throw .missing("code_challenge") }
        audience = parameters["audience"]
        resource = parameters["resource"]
        organization = parameters["organization"]
        invitation = parameters["invitation"]
        connection = parameters["connection"]
        connectionScope = parameters["connection_scope"]
        forwarded = Dictionary(
            uniqueKeysWithValues: Self.forwardable.compactMap { name in parameters[name].map { (name, $0) } })
        loginHint = parameters["login_hint"]
        screenHint = parameters["screen_hint"]
        prompts = (parameters["prompt"] ?? "").split(separator: " ").map(String.init)
        let known: Set<String> = ["none", "login", "consent", "select_account"]
        guard prompts.allSatisfy(known.contains), !prompts.contains("none") || prompts.count == 1 else {
            throw .invalidRequest("Invalid prompt: \(prompts.joined(separator: " "))")
        }
        guard let age = parameters["max_age"] else { return }
        guard let seconds = Int(age), seconds >= 0 else { throw .invalidRequest("max_age must be a number") }
        maxAge = seconds
    }

    /// The parameters that connections may name in `upstream_params`.
    private static let forwardable = [
        "acr_values", "audience", "client_id", "display", "id_token_hint", "login_hint", "max_age", "prompt",
        "resource", "response_mode", "response_type", "ui_locales",
    ]

    func asks(_ prompt: String) -> Bool { prompts.contains(prompt) }

    /// The parameters that a login needs.
    /// - Parameter more: the user's input.
    func parameters(_ more: [String: String] = [:]) -> TokenParameters {
        let asked = [
            "scope": scope, "audience": audience, "resource": resource, "organization": organization,
            "invitation": invitation,
        ]
        return TokenParameters(asked.compactMapValues { $0 }.merging(more) { $1 })
    }
}

/// A PKCE code challenge (RFC 7636). Only S256 is supported, because a `plain` challenge is the secret itself.
struct CodeChallenge: Codable, Sendable {
    let text: String

    /// - Returns: `nil` if the request has no code challenge.
    init?(_ parameters: TokenParameters) throws(OAuthError) {
        guard let challenge = parameters["code_challenge"] else {
            if parameters["code_challenge_method"] != nil { throw .missing("code_challenge") }
            return nil
        }
        guard (43...128).contains(challenge.utf8.count) else {
            throw .invalidRequest("code_challenge must have 43 to 128 characters")
        }
        let method = parameters["code_challenge_method"] ?? "plain"
        guard method == "S256" else { throw .invalidRequest("Unsupported code_challenge_method: \(method)") }
        text = challenge
    }
}
