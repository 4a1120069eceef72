import Contract
import Foundation
import HTTPTypes
import Model
import Secrets
import Serving
import Storage

/// The application that sent a request.
struct AuthenticatedClient: Sendable {
    let row: ClientRow
    /// Whether the application was authenticated; public applications are only identified.
    let isAuthenticated: Bool

    var id: ClientID { row.id }
    var grantTypes: [String] { row.grantTypes }

    /// Whether the application may name its user's IP address (`auth0-forwarded-for`).
    var isTrustedWithAddresses: Bool {
        isAuthenticated && row.document["is_token_endpoint_ip_header_trusted"]?.bool == true
    }
}

/// Client authentication for token requests.
struct ClientAuthentication: Sendable {
    let services: Services
    let tenant: TenantContext

    /// - Parameter isPublic: whether public applications are accepted without authentication.
    func client(
        _ request: IncomingRequest, _ parameters: TokenParameters, isPublic: Bool
    ) async throws -> AuthenticatedClient {
        if let assertion = parameters["client_assertion"] {
            guard parameters["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" else {
                throw OAuthError.invalidRequest("Invalid client_assertion_type")
            }
            let assertions = ClientAssertions(services: services, tenant: tenant)
            let client = try await assertions.client(of: assertion, claimed: parameters["client_id"])
            return AuthenticatedClient(row: client, isAuthenticated: true)
        }
        let (id, secret) = try Self.credentials(request, parameters)
        guard let client = try await services.store.read(tenant.id, { try $0.client(ID(id)) }) else {
            throw OAuthError.unauthorized
        }
        if client.isPublic, isPublic { return AuthenticatedClient(row: client, isAuthenticated: false) }
        guard client.acceptsSecret, let secret, areEqualInConstantTime(client.secret, secret) else {
            throw OAuthError.unauthorized
        }
        return AuthenticatedClient(row: client, isAuthenticated: true)
    }

    /// Returns the application that a request names, without authentication.
    func named(_ request: IncomingRequest, _ parameters: TokenParameters) async throws -> AuthenticatedClient? {
        guard let id = try? Self.credentials(request, parameters).id,
            let client = try await services.store.read(tenant.id, { try $0.client(ID(id)) })
        else { return nil }
        return AuthenticatedClient(row: client, isAuthenticated: false)
    }

    private static func credentials(
        _ request: IncomingRequest, _ parameters: TokenParameters
    ) throws -> (id: String, secret: String?) {
        if let basic = try basicCredentials(request) {
            guard parameters["client_secret"] == nil else {
                throw OAuthError.invalidRequest("The client authenticates in more than one way")
            }
            return basic
        }
        guard let id = parameters["client_id"] else { throw OAuthError.missing("client_id") }
        return (id, parameters["client_secret"])
    }

    /// Returns the identifier and the secret in an `Authorization: Basic` header. Both are form-encoded (RFC 6749,
    /// section 2.3.1).
    private static func basicCredentials(_ request: IncomingRequest) throws -> (id: String, secret: String)? {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("basic ") else { return nil }
        guard let data = Data(base64Encoded: String(header.dropFirst(6))),
            let text = String(validating: data, as: UTF8.self)
        else { throw OAuthError.unauthorized }
        let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let id = PercentEncoding.decode(halves[0], plusIsSpace: true),
            let secret = PercentEncoding.decode(halves[1], plusIsSpace: true)
        else { throw OAuthError.unauthorized }
        return (id, secret)
    }
}

extension ClientRow {
    /// Whether the application is public (`token_endpoint_auth_method` is `none`).
    var isPublic: Bool { tokenEndpointAuthMethod == "none" }

    /// Whether the application authenticates with its client secret.
    fileprivate var acceptsSecret: Bool {
        !isPublic && document["client_authentication_methods"]?.object == nil
    }

    var name: String { document["name"]?.string ?? "" }
}
