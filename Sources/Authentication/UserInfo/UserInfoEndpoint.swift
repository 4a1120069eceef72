import Contract
import HTTPTypes
import Model
import Serving
import Storage

/// `/userinfo` (OpenID Connect Core, section 5.3).
struct UserInfoEndpoint: Sendable {
    let services: Services

    var routes: [Route] {
        ["GET", "POST"].map { method in
            Route(method, "/userinfo") { request, _ in await answer(request) }
        }
    }

    /// A token that is not valid for `/userinfo`.
    private struct Refusal: Error {
        /// The `error_description` of the `WWW-Authenticate` header; `nil` if the request had no token.
        var reason: String?
    }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            return OutgoingResponse(json: .object(try await claims(request, tenant)))
        } catch let refusal as Refusal {
            var challenge = "Bearer realm=\"Users\""
            if let reason = refusal.reason {
                challenge += ", error=\"invalid_token\", error_description=\"\(reason)\""
            }
            let headers: HTTPFields = [
                .wwwAuthenticate: challenge, .contentType: "text/plain; charset=utf-8", .cacheControl: "no-store",
            ]
            return OutgoingResponse(status: 401, headers: headers, body: Array("Unauthorized".utf8))
        } catch {
            return OutgoingResponse(failure: error, of: services)
        }
    }

    private func claims(_ request: IncomingRequest, _ tenant: TenantContext) async throws -> JSONObject {
        let token = try Self.token(in: request)
        guard let claims = try? tenant.signer.claims(of: token), claims["iss"]?.string == tenant.issuer,
            let subject = claims["sub"]?.string, let expiry = claims["exp"]?.integer
        else { throw Refusal(reason: "The token is not valid") }
        guard services.clock.now.seconds < expiry else { throw Refusal(reason: "The token expired") }
        let audiences = claims.audiences
        let scopes = (claims["scope"]?.string ?? "").scopes
        guard audiences.contains(tenant.userInfoAudience), scopes.contains("openid") else {
            throw Refusal(reason: "The token was not issued for this endpoint")
        }
        guard try await !services.isBlacklisted(TokenIdentity(claims), of: tenant) else {
            throw Refusal(reason: "The token is blacklisted")
        }
        let client = claims["azp"]?.string ?? claims["client_id"]?.string ?? ""
        let issue = claims["iat"]?.integer ?? 0
        let (found, isRevoked) = try await services.store.read(tenant.id) { transaction in
            let id = UserID(subject)
            return (
                try transaction.userIfThere(id),
                try transaction.isRevoked(issuedAt: issue, of: id, for: ClientID(client))
            )
        }
        guard !isRevoked else { throw Refusal(reason: "The token was revoked") }
        guard let user = found else { throw Refusal(reason: "The user no longer exists") }
        guard !user.isBlocked else { throw Refusal(reason: "The user is blocked") }
        return (["sub": .string(subject)] as JSONObject).merging(user.claims(for: scopes)) { $1 }
    }

    private static func token(in request: IncomingRequest) throws -> String {
        if let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") {
            return String(header.dropFirst("bearer ".count))
        }
        guard request.method == "POST", request.isForm, let parameters = try? TokenParameters(request),
            let token = parameters["access_token"]
        else { throw Refusal() }
        return token
    }
}
