import Contract

/// Access tokens that an application gets for itself, by the OAuth client credentials grant.
///
/// A token is kept until shortly before it expires. However many calls wait for one, it is asked for once.
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

    /// Makes a provider for an application.
    /// - Parameters:
    ///   - configuration: Where the tenant is, how long a request may take and when it is sent again.
    ///   - transport: What sends the requests.
    ///   - clientID: Names the application.
    ///   - authentication: How the application proves who it is.
    ///   - audience: For which API the tokens are; for the tenant's Management API unless told.
    ///   - scope: The scopes to ask for, separated by spaces; all that the application was granted unless told.
    ///   - cache: How long a token is used.
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

    /// A token that is good for a while yet.
    /// - Throws: `ManagementError` of kind `token` when the application is refused, of kind `transport` or `timeout`
    ///   when the token endpoint is not reached; `CancellationError`; whatever a signer throws.
    public func token() async throws -> String {
        if let kept, kept.end > request.configuration.clock.uptime() { return kept.token }
        let waiter = nextWaiter
        nextWaiter += 1
        // Callers wait each for themselves, so that one who gives up neither waits on nor stops the others.
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

    /// Forgets a token, unless another one has taken its place already.
    public func discard(_ token: String) -> Bool {
        if kept?.token == token { kept = nil }
        return true
    }

    private func ask() async {
        let result: Result<String, any Error>
        do {
            let issued = try await request.send()
            // Counted from before it was asked for, a token never seems to last longer than it does.
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
