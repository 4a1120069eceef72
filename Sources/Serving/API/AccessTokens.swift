import Contract
import Secrets
import Synchronization

/// Verifies access tokens. Verified tokens are cached until they expire, so that each signature is verified once.
public final class AccessTokens: Sendable {
    private struct Good {
        let caller: Caller
        let issuer: String
        let kid: String
        let expiry: Int
    }

    private static let mostRemembered = 10_000
    private let remembered = Mutex<[String: Good]>([:])

    public init() {}

    /// Returns the caller to whom the token in an `Authorization` header was issued.
    /// - Throws: `APIError` with status 401 if it is not a valid token for this tenant's Management API.
    public func caller(of header: String, tenant: TenantContext, now: Timestamp) throws -> Caller {
        // A cached token is not valid for another tenant, nor after its key was revoked.
        if let good = remembered.withLock({ $0[header] }), good.issuer == tenant.issuer,
            tenant.signer.trusts(good.kid)
        {
            guard now.seconds < good.expiry else { throw Self.expired }
            return good.caller
        }
        guard let token = Self.bearerToken(header) else {
            throw APIError(401, "Bad HTTP authentication header format")
        }
        let good = try check(token, tenant: tenant, now: now)
        remembered.withLock { remembered in
            if remembered.count >= Self.mostRemembered {
                remembered = remembered.filter { now.seconds < $0.value.expiry }
                if remembered.count >= Self.mostRemembered { remembered.removeAll() }
            }
            remembered[header] = good
        }
        return good.caller
    }

    /// Returns the token in `Bearer TOKEN`. Tokens can be kilobytes long, so this works on bytes rather than
    /// characters.
    public static func bearerToken(_ header: String) -> String? {
        let space = UInt8(ascii: " ")
        let scheme = header.utf8.prefix { $0 != space }
        let token = header.utf8.dropFirst(scheme.count + 1)
        guard String(scheme)?.lowercased() == "bearer", !token.isEmpty, !token.contains(space) else { return nil }
        return String(token)
    }

    private func check(_ token: String, tenant: TenantContext, now: Timestamp) throws -> Good {
        guard let header = TokenHeader(of: token) else { throw APIError(401, "Invalid token") }
        let claims: TokenClaims
        do {
            claims = try tenant.signer.claims(of: token)
        } catch {
            throw APIError(401, "Invalid signature received for JSON Web Token validation")
        }
        guard claims["iss"]?.string == tenant.issuer else { throw APIError(401, "Invalid token") }
        let audience = claims.audiences
        guard audience.contains(tenant.managementAudience) else {
            throw APIError(401, "Bad audience: \(audience.joined(separator: ","))")
        }
        guard let expiry = claims["exp"]?.integer, now.seconds < expiry else { throw Self.expired }
        let scopes = (claims["scope"]?.string ?? "").split(separator: " ").map(String.init)
        let caller = Caller(
            subject: claims["sub"]?.string ?? "", clientID: claims["azp"]?.string, scopes: Set(scopes),
            token: TokenIdentity(claims))
        return Good(caller: caller, issuer: tenant.issuer, kid: header.kid ?? "", expiry: expiry)
    }

    private static let expired = APIError(401, "Expired token received for JSON Web Token validation")
}
