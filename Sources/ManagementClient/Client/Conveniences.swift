import ManagementClientCore

extension ManagementClient {
    /// Creates a client that uses an existing access token.
    ///
    /// ```swift
    /// let client = ManagementClient(domain: "tenant.eu.auth0.com", token: token) { $0.timeout = .seconds(5) }
    /// ```
    /// - Parameters:
    ///   - domain: The tenant's domain; with `http://` and a port for a local server.
    ///   - token: An access token for the Management API.
    ///   - transport: The transport that sends the requests.
    ///   - configure: A closure that changes the default configuration.
    public init(
        domain: String, token: String, transport: any Transport = HTTPTransport.shared,
        configure: (inout Configuration) -> Void = { _ in }
    ) {
        self.init(domain: domain, tokens: StaticToken(token), transport: transport, configure: configure)
    }

    /// Creates a client that gets its access tokens from a provider.
    /// - Parameters:
    ///   - domain: The tenant's domain; with `http://` and a port for a local server.
    ///   - tokens: The provider of access tokens.
    ///   - transport: The transport that sends the requests.
    ///   - configure: A closure that changes the default configuration.
    public init(
        domain: String, tokens: any AccessTokenProvider, transport: any Transport = HTTPTransport.shared,
        configure: (inout Configuration) -> Void = { _ in }
    ) {
        var configuration = Configuration(domain: domain)
        configure(&configuration)
        self.init(configuration: configuration, transport: transport, tokens: tokens)
    }

    /// Creates a client that gets its access tokens with the client credentials grant and a client secret.
    /// - Parameters:
    ///   - domain: The tenant's domain; with `http://` and a port for a local server.
    ///   - clientID: The client ID of the application.
    ///   - clientSecret: The client secret of the application.
    ///   - audience: The audience of the access tokens; the tenant's Management API by default.
    ///   - scope: The requested scopes, separated by spaces; all granted scopes by default.
    ///   - cache: The caching of access tokens.
    ///   - transport: The transport that sends the requests.
    ///   - configure: A closure that changes the default configuration.
    public init(
        domain: String, clientID: String, clientSecret: String, audience: String? = nil, scope: String? = nil,
        cache: TokenCache = TokenCache(), transport: any Transport = HTTPTransport.shared,
        configure: (inout Configuration) -> Void = { _ in }
    ) {
        self.init(
            domain: domain, clientID: clientID, authentication: .secret(clientSecret), audience: audience,
            scope: scope, cache: cache, transport: transport, configure: configure)
    }

    /// Creates a client that gets its access tokens with the client credentials grant and a private key
    /// (`private_key_jwt`).
    /// - Parameters:
    ///   - domain: The tenant's domain; with `http://` and a port for a local server.
    ///   - clientID: The client ID of the application.
    ///   - signingKey: The private key of the application in PEM format.
    ///   - algorithm: The signing algorithm for which the application is registered.
    ///   - keyID: The `kid` of the key, needed if the application has several keys.
    ///   - audience: The audience of the access tokens; the tenant's Management API by default.
    ///   - scope: The requested scopes, separated by spaces; all granted scopes by default.
    ///   - cache: The caching of access tokens.
    ///   - transport: The transport that sends the requests.
    ///   - configure: A closure that changes the default configuration.
    /// - Throws: `ManagementError` of kind `configuration` if the key does not fit the algorithm.
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

    /// Creates a client that gets its access tokens with the client credentials grant and any method of authentication.
    /// - Parameters:
    ///   - domain: The tenant's domain; with `http://` and a port for a local server.
    ///   - clientID: The client ID of the application.
    ///   - authentication: The authentication method of the application.
    ///   - audience: The audience of the access tokens; the tenant's Management API by default.
    ///   - scope: The requested scopes, separated by spaces; all granted scopes by default.
    ///   - cache: The caching of access tokens.
    ///   - transport: The transport that sends the requests.
    ///   - configure: A closure that changes the default configuration.
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
