import Contract

/// A provider of access tokens by the OAuth client credentials grant.
///
/// A token is cached until shortly before it expires. Concurrent calls share one token request.
public actor ClientCredentials: AccessTokenProvider {
    private struct Kept {
        let token: String
        let end: ContinuousClock.Instant
    }

    private let request: TokenRequest
    private let cache: TokenCache
    private var kept: Kept?
    private var waiting: [UInt64: CheckedContinuation<String, any Error>] = [:]
    private var nextWaiter: UInt64 = 0
    private var isAsking = false

    /// Creates a provider for an application.
    /// - Parameters:
    ///   - configuration: The tenant's address, time limits and retry policy.
    ///   - transport: The transport that sends the requests.
    ///   - clientID: The client ID of the application.
    ///   - authentication: The authentication method of the application.
    ///   - audience: The audience of the access tokens; the tenant's Management API by default.
    ///   - scope: The requested scopes, separated by spaces; all granted scopes by default.
    ///   - cache: The caching of access tokens.
    public init(
        configuration: ManagementClient.Configuration, transport: any Transport, clientID: String,
        authentication: ClientAuthentication, audience: String? = nil, scope: String? = nil,
        cache: TokenCache = TokenCache()
    ) {
        request = TokenRequest(
            configuration: configuration, transport: transport, clientID: clientID, authentication: authentication,
            audience: audience ?? configuration.defaultAudience, scope: scope)
        self.cache = cache
    }

    /// Returns a valid token.
    /// - Throws: `ManagementError` of kind `token` if the token endpoint responds with an error, of kind `transport` or
    ///   `timeout` if it cannot be reached; `CancellationError`; any error of a signer.
    public func token() async throws -> String {
        if let kept, kept.end > request.configuration.clock.uptime() { return kept.token }
        let waiter = nextWaiter
        nextWaiter += 1
        // Callers wait independently, so that cancelling one returns at once and does not affect the others.
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume(throwing: CancellationError()) }
                waiting[waiter] = continuation
                guard !isAsking else { return }
                isAsking = true
                Task { await ask() }
            }
        } onCancel: {
            Task { await giveUp(waiter) }
        }
    }

    /// Discards a token, unless it has already been replaced.
    public func discard(_ token: String) -> Bool {
        if kept?.token == token { kept = nil }
        return true
    }

    private func ask() async {
        let result: Result<String, any Error>
        do {
            let issued = try await request.send()
            // The lifetime is counted from before the request, so it is never overestimated.
            kept = Kept(token: issued.token, end: issued.start.advanced(by: cache.duration(of: issued.lifetime)))
            result = .success(issued.token)
        } catch {
            result = .failure(error)
        }
        isAsking = false
        let waiters = waiting.values
        waiting = [:]
        for waiter in waiters { waiter.resume(with: result) }
    }

    private func giveUp(_ waiter: UInt64) {
        waiting.removeValue(forKey: waiter)?.resume(throwing: CancellationError())
    }
}
