import ManagementClientCore

extension ManagementClient {
    /// A client that uses a token obtained elsewhere.
    ///
    /// ```swift
    /// let client = ManagementClient(domain: "tenant.eu.auth0.com", token: token) { $0.timeout = .seconds(5) }
    /// ```
    /// - Parameters:
    ///   - domain: The tenant's domain; with `http://` and a port for a local server.
    ///   - token: An access token for the Management API.
    ///   - transport: What sends the requests.
    ///   - configure: Changes the usual configuration.
    public init(
        domain: String, token: String, transport: any Transport = HTTPTransport.shared,
        configure: (inout Configuration) -> Void = { _ in }
    ) {
        self.init(domain: domain, tokens: StaticToken(token), transport: transport, configure: configure)
    }

    /// A client that gets its tokens from a provider.
    /// - Parameters:
    ///   - domain: The tenant's domain; with `http://` and a port for a local server.
    ///   - tokens: Where the access tokens come from.
    ///   - transport: What sends the requests.
    ///   - configure: Changes the usual configuration.
    public init(
        domain: String, tokens: any AccessTokenProvider, transport: any Transport = HTTPTransport.shared,
        configure: (inout Configuration) -> Void = { _ in }
    ) {
        var configuration = Configuration(domain: domain)
        configure(&configuration)
        self.init(configuration: configuration, transport: transport, tokens: tokens)
    }

    /// A client that gets its tokens as an application with a secret.
    /// - Parameters:
    ///   - domain: The tenant's domain; with `http://` and a port for a local server.
    ///   - clientID: Names the application.
    ///   - clientSecret: Proves who it is.
    ///   - audience: For which API the tokens are; for the tenant's Management API unless told.
    ///   - scope: The scopes to ask for, separated by spaces; all that the application was granted unless told.
    ///   - cache: How long a token is used.
    ///   - transport: What sends the requests.
    ///   - configure: Changes the usual configuration.
    public init(
        domain: String, clientID: String, clientSecret: String, audience: String? = nil, scope: String? = nil,
        cache: TokenCache = TokenCache(), transport: any Transport = HTTPTransport.shared,
        configure: (inout Configuration) -> Void = { _ in }
    ) {
        self.init(
            domain: domain, clientID: clientID, authentication: .secret(clientSecret), audience: audience,
            scope: scope, cache: cache, transport: transport, configure: configure)
    }

    /// A client that gets its tokens as an application with a private key (`private_key_jwt`).
    /// - Parameters:
    ///   - domain: The tenant's domain; with `http://` and a port for a local server.
    ///   - clientID: Names the application.
    ///   - signingKey: The application's private key, in PEM.
    ///   - algorithm: How assertions are signed, as the application is registered.
    ///   - keyID: The `kid` under which the tenant knows the key, where it has several.
    ///   - audience: For which API the tokens are; for the tenant's Management API unless told.
    ///   - scope: The scopes to ask for, separated by spaces; all that the application was granted unless told.
    ///   - cache: How long a token is used.
    ///   - transport: What sends the requests.
    ///   - configure: Changes the usual configuration.
    /// - Throws: `ManagementError` of kind `configuration` when the key is not one for the algorithm.
    public init(
        domain: String, clientID: String, signingKey: String, algorithm: PrivateKeySigner.Algorithm = .rs256,
        keyID: String? = nil, audience: String? = nil, scope: String? = nil, cache: TokenCache = TokenCache(),
        transport: any Transport = HTTPTransport.shared, configure: (inout Configuration) -> Void = { _ in }
    ) throws(ManagementError) {
        let signer = try PrivateKeySigner(pem: signingKey, algorithm: algorithm, keyID: keyID)
        self.init(
            domain: domain, clientID: clientID, authentication: .assertion(signer), audience: audience, scope: scope,
            cache: cache, transport: transport, configure: configure)
    }

    /// A client that gets its tokens as an application, however that proves who it is.
    /// - Parameters:
    ///   - domain: The tenant's domain; with `http://` and a port for a local server.
    ///   - clientID: Names the application.
    ///   - authentication: How the application proves who it is.
    ///   - audience: For which API the tokens are; for the tenant's Management API unless told.
    ///   - scope: The scopes to ask for, separated by spaces; all that the application was granted unless told.
    ///   - cache: How long a token is used.
    ///   - transport: What sends the requests.
    ///   - configure: Changes the usual configuration.
    public init(
        domain: String, clientID: String, authentication: ClientAuthentication, audience: String? = nil,
        scope: String? = nil, cache: TokenCache = TokenCache(), transport: any Transport = HTTPTransport.shared,
        configure: (inout Configuration) -> Void = { _ in }
    ) {
        var configuration = Configuration(domain: domain)
        configure(&configuration)
        let tokens = ClientCredentials(
            configuration: configuration, transport: transport, clientID: clientID, authentication: authentication,
            audience: audience, scope: scope, cache: cache)
        self.init(configuration: configuration, transport: transport, tokens: tokens)
    }
}
