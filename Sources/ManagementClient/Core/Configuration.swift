import HTTPTypes
import Logging

extension ManagementClient {
    /// How a client talks to its tenant.
    public struct Configuration: Sendable {
        /// Where the tenant answers, as `https://tenant.eu.auth0.com`, without a slash at the end.
        public var origin: String
        /// Where the Management API begins, as `https://tenant.eu.auth0.com/api/v2`, without a slash at the end.
        public var apiURL: String
        /// When failed requests are sent again.
        public var retry = RetryPolicy()
        /// Further header fields of every request. They replace the client's own of the same name, but for
        /// `Authorization`.
        public var headers: HTTPFields = [:]
        /// How long each attempt may take, from connecting to the last byte of the answer.
        public var timeout: Duration = .seconds(30)
        /// How long a call may take in all, with its retries and the pauses between them; `nil` sets no bound. No
        /// request is sent after that, but one that waits for its turn or for a token learns so when it gets it.
        public var callTimeout: Duration?
        /// How many requests are under way at most; further calls wait for their turn.
        public var maxConcurrentRequests = 16
        /// Told, at debug level, of every request's method, path, status, duration and request identifier, and of
        /// nothing else. The path is the endpoint's, with `{id}` for what identifies someone.
        ///
        /// At trace level it is told of bodies too, in which secrets are replaced by stars. These name people.
        public var logger = Logger(label: "ManagementClient", factory: { _ in SwiftLogNoOpLogHandler() })
        /// What requests tell of this program.
        public var telemetry = Telemetry()
        /// Where time and chance come from.
        public var clock: ClientClock = .system

        /// The configuration for a tenant.
        /// - Parameter domain: The tenant's domain, as `tenant.eu.auth0.com`, reached over HTTPS; or with a scheme and
        ///   port of its own, as `http://localhost:3000`.
        public init(domain: String) {
            var origin = domain.contains("://") ? domain : "https://\(domain)"
            while origin.hasSuffix("/") { origin.removeLast() }
            self.origin = origin
            apiURL = "\(origin)/api/v2"
        }
    }
}

extension ManagementClient.Configuration {
    /// The audience of tokens for the Management API.
    public var defaultAudience: String { "\(origin)/api/v2/" }

    /// The fields that every request has.
    var commonHeaders: HTTPFields {
        var fields: HTTPFields = [.accept: "application/json", .userAgent: telemetry.userAgent]
        if telemetry.isEnabled { fields[named: "Auth0-Client"] = telemetry.header }
        for name in Set(headers.map(\.name)) { fields[fields: name] = headers[fields: name] }
        return fields
    }
}
