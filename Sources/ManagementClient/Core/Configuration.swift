import HTTPTypes
import Logging

extension ManagementClient {
    /// The configuration of a client.
    public struct Configuration: Sendable {
        /// The origin of the tenant, such as `https://tenant.eu.auth0.com`, without a trailing slash.
        public var origin: String
        /// The base URL of the Management API, such as `https://tenant.eu.auth0.com/api/v2`, without a trailing slash.
        public var apiURL: String
        /// The retry policy.
        public var retry = RetryPolicy()
        /// Additional header fields of every request. They override the client's own fields of the same name, except
        /// `Authorization`.
        public var headers: HTTPFields = [:]
        /// The time limit for each attempt, from connecting to the last byte of the response.
        public var timeout: Duration = .seconds(30)
        /// The time limit for a call, including retries and the delays between them; `nil` sets none. No request is
        /// sent after it, but a call that waits for its turn or for a token fails only when it gets it.
        public var callTimeout: Duration?
        /// The maximum number of concurrent requests; further calls wait.
        public var maxConcurrentRequests = 16
        /// The logger, which records at debug level only the method, path, status, duration and request ID of every
        /// request. The path is that of the endpoint, with placeholders such as `{id}` for identifiers.
        ///
        /// At trace level it records bodies too, with asterisks in place of secrets. These contain personal data.
        public var logger = Logger(label: "ManagementClient", factory: { _ in SwiftLogNoOpLogHandler() })
        /// The information about this program in requests.
        public var telemetry = Telemetry()
        /// The source of time and randomness.
        public var clock: ClientClock = .system

        /// Creates the configuration for a tenant.
        /// - Parameter domain: The tenant's domain, such as `tenant.eu.auth0.com`, for HTTPS; or with its own scheme
        ///   and port, such as `http://localhost:3000`.
        public init(domain: String) {
            var origin = domain.contains("://") ? domain : "https://\(domain)"
            while origin.hasSuffix("/") { origin.removeLast() }
            self.origin = origin
            apiURL = "\(origin)/api/v2"
        }
    }
}

extension ManagementClient.Configuration {
    /// The default audience of access tokens: the Management API.
    public var defaultAudience: String { "\(origin)/api/v2/" }

    /// The header fields of every request.
    var commonHeaders: HTTPFields {
        var fields: HTTPFields = [.accept: "application/json", .userAgent: telemetry.userAgent]
        if telemetry.isEnabled { fields[named: "Auth0-Client"] = telemetry.header }
        for name in Set(headers.map(\.name)) { fields[fields: name] = headers[fields: name] }
        return fields
    }
}
