import Contract
import HTTPTypes
import Model
import Secrets
import Serving
import Storage

/// `POST /oauth/par`, the pushed authorization request endpoint (RFC 9126).
struct PushedRequestEndpoint: Sendable {
    /// The maximum size of a request, in bytes.
    private static let longest = 10_240
    /// Parameters that authenticate the application, which are not stored.
    private static let proofs: Set<String> = ["client_secret", "client_assertion", "client_assertion_type"]

    let services: Services

    var routes: [Route] {
        [
            Route("POST", "/oauth/par") { request, _ in await answer(request) },
            // RFC 9126, section 2.3, requires status 405 for other methods.
            Route("GET", "/oauth/par") { _, _ in
                var answer = OutgoingResponse(OAuthError(405, "invalid_request", "The method must be POST"))
                answer.headers[.allow] = "POST"
                return answer
            },
        ]
    }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            guard request.body.count <= Self.longest else {
                throw OAuthError(413, "invalid_request", "The request is larger than 10 KB")
            }
            let parameters = try TokenParameters(request)
            let client = try await ClientAuthentication(services: services, tenant: tenant)
                .client(request, parameters, isPublic: false)
            let token = TokenRequest(request, parameters, of: client, tenant: tenant, services: services)
            do {
                let asked = parameters.without(Self.proofs).adding("client_id", client.id.value)
                let signed = try await RequestObject(services: services, tenant: tenant).parameters(of: asked)
                guard signed != nil || !client.row.requiresRequestObjects else {
                    throw OAuthError.requestObjectRequired
                }
                let json = try await token.push(signed ?? asked)
                return OutgoingResponse(status: 201, json: json)
            } catch let error as OAuthError {
                try await token.recordFailure(error, as: .failedPushedRequest)
                throw error
            }
        } catch {
            return OutgoingResponse(failure: error, of: services)
        }
    }
}

extension TokenRequest {
    /// Stores an authorization request if it is valid.
    fileprivate func push(_ asked: TokenParameters) async throws -> JSON {
        guard parameters["client_id"] == nil || parameters["client_id"] == client.id.value else {
            throw OAuthError.invalidRequest("client_id is not that of the application")
        }
        guard asked["request_uri"] == nil else { throw OAuthError.invalidRequest("request_uri cannot be pushed") }
        let secret = services.random.token(bytes: 32)
        try await write { transaction in
            guard try transaction.supportsPushedRequests() else {
                throw OAuthError.invalidRequest("Pushed authorization requests are not enabled for this tenant")
            }
            var (row, request) = try transaction.addressee(asked)
            try request.read(asked, of: row)
            try transaction.insert(pushed: asked, digest: secretDigest(secret), of: client.id, at: now)
        }
        return [
            "request_uri": .string(PushedRequests.prefix + secret),
            "expires_in": .integer(PushedRequests.lifetime.components.seconds),
        ]
    }
}

extension AuthorizeEndpoint {
    /// Returns the pushed request that a browser refers to with `request_uri`; `nil` if there is no such parameter.
    /// - Throws: `OAuthError`, to be shown to the user.
    func pushed(_ shown: TokenParameters, _ tenant: TenantContext) async throws -> TokenParameters? {
        guard let name = shown["request_uri"] else { return nil }
        guard let client = shown["client_id"] else { throw OAuthError.missing("client_id") }
        guard name.hasPrefix(PushedRequests.prefix) else {
            throw OAuthError(400, "request_uri_not_supported", "request_uri must be one that /oauth/par gave")
        }
        let digest = secretDigest(String(name.dropFirst(PushedRequests.prefix.count)))
        let pushed = try await services.store.write(tenant.id) { [now = services.clock.now] in
            try $0.takePushedRequest(digest, of: ClientID(client), at: now)
        }
        guard let pushed else {
            throw OAuthError(400, "invalid_request_uri", "The request_uri is not known, was used before, or is too old")
        }
        return pushed
    }
}
