import Foundation
import ManagementClientCore

extension ManagementClient {
    /// A client as the environment describes it.
    ///
    /// `AUTH0_DOMAIN` is required, and one of
    /// - `AUTH0_API_TOKEN`, an access token;
    /// - `AUTH0_CLIENT_ID` with `AUTH0_CLIENT_SECRET`;
    /// - `AUTH0_CLIENT_ID` with `AUTH0_CLIENT_ASSERTION_PRIVATE_KEY` (PEM) and, unless it is RS256,
    ///   `AUTH0_CLIENT_ASSERTION_SIGNING_ALG`.
    ///
    /// `AUTH0_AUDIENCE` replaces the audience of tokens. Empty variables count as absent.
    /// - Parameters:
    ///   - environment: The variables; the process's unless told.
    ///   - transport: What sends the requests.
    ///   - configure: Changes the usual configuration.
    /// - Throws: `ManagementError` of kind `configuration` that names what is missing or wrong.
    public static func fromEnvironment(
        _ environment: [String: String] = ProcessInfo.processInfo.environment,
        transport: any Transport = HTTPTransport.shared, configure: (inout Configuration) -> Void = { _ in }
    ) throws(ManagementError) -> ManagementClient {
        let variables = environment.filter { !$0.value.isEmpty }
        func required(_ name: String) throws(ManagementError) -> String {
            guard let value = variables[name] else { throw ManagementError(.configuration, "\(name) is not set") }
            return value
        }
        let domain = try required("AUTH0_DOMAIN")
        if let token = variables["AUTH0_API_TOKEN"] {
            return ManagementClient(domain: domain, token: token, transport: transport, configure: configure)
        }
        let clientID = try required("AUTH0_CLIENT_ID")
        let audience = variables["AUTH0_AUDIENCE"]
        if let secret = variables["AUTH0_CLIENT_SECRET"] {
            return ManagementClient(
                domain: domain, clientID: clientID, clientSecret: secret, audience: audience, transport: transport,
                configure: configure)
        }
        guard let key = variables["AUTH0_CLIENT_ASSERTION_PRIVATE_KEY"] else {
            throw ManagementError(
                .configuration, "Neither AUTH0_CLIENT_SECRET nor AUTH0_CLIENT_ASSERTION_PRIVATE_KEY is set")
        }
        let name = variables["AUTH0_CLIENT_ASSERTION_SIGNING_ALG"] ?? PrivateKeySigner.Algorithm.rs256.rawValue
        guard let algorithm = PrivateKeySigner.Algorithm(rawValue: name) else {
            throw ManagementError(.configuration, "AUTH0_CLIENT_ASSERTION_SIGNING_ALG is not an algorithm known here")
        }
        return try ManagementClient(
            domain: domain, clientID: clientID, signingKey: key, algorithm: algorithm, audience: audience,
            transport: transport, configure: configure)
    }
}
