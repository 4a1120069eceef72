import Foundation
import ManagementClientCore

extension ManagementClient {
    /// Creates a client from environment variables.
    ///
    /// `AUTH0_DOMAIN` is required, and one of
    /// - `AUTH0_API_TOKEN`, an access token;
    /// - `AUTH0_CLIENT_ID` with `AUTH0_CLIENT_SECRET`;
    /// - `AUTH0_CLIENT_ID` with `AUTH0_CLIENT_ASSERTION_PRIVATE_KEY` (PEM) and, unless it is RS256,
    ///   `AUTH0_CLIENT_ASSERTION_SIGNING_ALG`.
    ///
    /// `AUTH0_AUDIENCE` overrides the audience of access tokens, and `AUTH0_SCOPE` sets the requested scopes.
    /// `AUTH0_TOKEN_TTL` is the maximum time in seconds for which a token is reused; `0` disables reuse.
    /// `AUTH0_MAX_RETRIES` is the maximum number of retries, and `AUTH0_PROXY` the URL of a proxy, such as
    /// `http://proxy.example:8080`. Empty variables count as absent.
    /// - Parameters:
    ///   - environment: The variables; by default those of the process.
    ///   - transport: The transport that sends the requests; HTTP by default.
    ///   - configure: A closure that changes the configuration.
    /// - Throws: `ManagementError` of kind `configuration` that names the missing or invalid variable.
    public static func fromEnvironment(
        _ environment: [String: String] = ProcessInfo.processInfo.environment, transport: (any Transport)? = nil,
        configure: (inout Configuration) -> Void = { _ in }
    ) throws(ManagementError) -> ManagementClient {
        let variables = Variables(all: environment)
        let domain = try variables.required("AUTH0_DOMAIN")
        let sender: any Transport = if let transport { transport } else { try variables.transport() }
        let retries = try variables.count("AUTH0_MAX_RETRIES")
        let configure: (inout Configuration) -> Void = { configuration in
            if let retries { configuration.retry.maxRetries = retries }
            configure(&configuration)
        }
        if let token = variables["AUTH0_API_TOKEN"] {
            return ManagementClient(domain: domain, token: token, transport: sender, configure: configure)
        }
        return ManagementClient(
            domain: domain, clientID: try variables.required("AUTH0_CLIENT_ID"),
            authentication: try variables.authentication(), audience: variables["AUTH0_AUDIENCE"],
            scope: variables["AUTH0_SCOPE"], cache: try variables.cache(), transport: sender, configure: configure)
    }
}

/// The variables of an environment; empty ones count as absent.
private struct Variables {
    let all: [String: String]

    subscript(name: String) -> String? { all[name].flatMap { $0.isEmpty ? nil : $0 } }

    func required(_ name: String) throws(ManagementError) -> String {
        guard let value = self[name] else { throw ManagementError(.configuration, "\(name) is not set") }
        return value
    }

    func count(_ name: String) throws(ManagementError) -> Int? {
        guard let text = self[name] else { return nil }
        guard let count = Int(text), count >= 0 else {
            throw ManagementError(.configuration, "\(name) is not a whole number from 0 on")
        }
        return count
    }

    func cache() throws(ManagementError) -> TokenCache {
        var cache = TokenCache()
        guard let seconds = try count("AUTH0_TOKEN_TTL") else { return cache }
        if seconds == 0 { return .none }
        cache.timeToLive = .seconds(seconds)
        return cache
    }

    func transport() throws(ManagementError) -> any Transport {
        guard let proxy = self["AUTH0_PROXY"] else { return HTTPTransport.shared }
        return try HTTPTransport(proxy: proxy)
    }

    func authentication() throws(ManagementError) -> ClientAuthentication {
        if let secret = self["AUTH0_CLIENT_SECRET"] { return .secret(secret) }
        guard let key = self["AUTH0_CLIENT_ASSERTION_PRIVATE_KEY"] else {
            throw ManagementError(
                .configuration, "Neither AUTH0_CLIENT_SECRET nor AUTH0_CLIENT_ASSERTION_PRIVATE_KEY is set")
        }
        let name = self["AUTH0_CLIENT_ASSERTION_SIGNING_ALG"] ?? PrivateKeySigner.Algorithm.rs256.rawValue
        guard let algorithm = PrivateKeySigner.Algorithm(rawValue: name) else {
            throw ManagementError(.configuration, "AUTH0_CLIENT_ASSERTION_SIGNING_ALG is not an algorithm known here")
        }
        return .assertion(try PrivateKeySigner(pem: key, algorithm: algorithm))
    }
}
