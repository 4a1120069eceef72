import Contract
import Foundation
import HTTPTypes
import Model
import Secrets
import Serving
import Storage

/// An application that has proven who it is.
struct AuthenticatedClient: Sendable {
    let id: ClientID
    let grantTypes: [String]
}

/// Finds out which application a token request is from, and has it prove it.
struct ClientAuthentication: Sendable {
    let services: Services
    let tenant: TenantContext

    func client(_ request: IncomingRequest, _ parameters: TokenParameters) async throws -> AuthenticatedClient {
        if let assertion = parameters["client_assertion"] {
            guard parameters["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" else {
                throw OAuthError.invalidRequest("Invalid client_assertion_type")
            }
            let assertions = ClientAssertions(services: services, tenant: tenant)
            return AuthenticatedClient(try await assertions.client(of: assertion, claimed: parameters["client_id"]))
        }
        let (id, secret) = try Self.secret(request, parameters)
        guard let client = try await services.store.read(tenant.id, { try $0.client(ID(id)) }),
            client.acceptsSecret, areEqualInConstantTime(client.secret, secret)
        else { throw OAuthError.unauthorized }
        return AuthenticatedClient(client)
    }

    private static func secret(
        _ request: IncomingRequest, _ parameters: TokenParameters
    ) throws -> (id: String, secret: String) {
        if let basic = try basicCredentials(request) {
            guard parameters["client_secret"] == nil else {
                throw OAuthError.invalidRequest("The client authenticates in more than one way")
            }
            return basic
        }
        guard let id = parameters["client_id"] else {
            throw OAuthError.invalidRequest("Missing required parameter: client_id")
        }
        guard let secret = parameters["client_secret"] else { throw OAuthError.unauthorized }
        return (id, secret)
    }

    /// The identifier and secret in an `Authorization: Basic` header; both are form-encoded in it (RFC 6749, 2.3.1).
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

extension AuthenticatedClient {
    fileprivate init(_ client: ClientRow) { self.init(id: client.id, grantTypes: client.grantTypes) }
}

extension ClientRow {
    /// Whether the application proves who it is with its secret, not with a key, and not at all.
    fileprivate var acceptsSecret: Bool {
        tokenEndpointAuthMethod != "none" && document["client_authentication_methods"]?.object == nil
    }
}
