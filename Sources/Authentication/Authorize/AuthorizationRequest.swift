import Contract
import Model
import Serving

/// What an application asks a browser to bring it (RFC 6749, section 4.1.1; OpenID Connect Core, 3.1.2.1), checked.
struct AuthorizationRequest: Codable, Sendable {
    /// How the answer is brought.
    enum ResponseMode: String, Codable, Sendable {
        case query
        case fragment
        /// In a form that the browser sends.
        case formPost = "form_post"
        /// In a message to the page whose frame this is in.
        case webMessage = "web_message"
    }

    let clientID: ClientID
    let redirectURI: String
    /// Whether the request named it, so that the exchange must, too.
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
    /// Scopes that the connection's provider is asked for besides.
    var connectionScope: String?
    /// What connections may pass on to their providers.
    var forwarded: [String: String]?
    var prompts: [String] = []
    /// For how long ago a login counts still, in seconds.
    var maxAge: Int?
    /// The device that waits for the answer, where one does.
    var device: WaitingDevice?
    var loginHint: String?
    var screenHint: String?

    /// Without the address that the answer goes to nobody can be told of what is wrong but the person at the browser.
    init(client: ClientRow, redirectURI: String, isNamed: Bool) {
        clientID = client.id
        self.redirectURI = redirectURI
        isRedirectURINamed = isNamed
    }

    /// Takes in what else was asked for.
    /// - Throws: `OAuthError`, for the application.
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

    /// What a login needs to know of it.
    /// - Parameter more: what the person at the browser says.
    func parameters(_ more: [String: String] = [:]) -> TokenParameters {
        let asked = [
            "scope": scope, "audience": audience, "resource": resource, "organization": organization,
            "invitation": invitation,
        ]
        return TokenParameters(asked.compactMapValues { $0 }.merging(more) { $1 })
    }
}

/// The digest of a secret that the exchange of a code must show (RFC 7636). It is S256 alone: whoever sees a `plain`
/// challenge has the secret.
struct CodeChallenge: Codable, Sendable {
    let text: String

    /// - Returns: `nil` where there is none.
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
