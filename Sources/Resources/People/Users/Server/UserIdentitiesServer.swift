import Contract
import Model
import PeopleAPI
import Secrets
import Serving
import Storage

extension Users {
    func mountIdentities(on routes: inout Routes) {
        routes.onStored(link) { call in
            let named = try LinkedUser(call.body)
            if call.caller.isCurrentUser, named.token == nil {
                // An identifier is no proof of ownership. Users who link their own accounts must present a token of the
                // other account.
                throw APIError.forbidden(
                    "Insufficient scope, expected any of: update:users", code: "insufficient_scope")
            }
            let subject = try await Self.subject(of: named, call)
            let user = try await call.write { transaction in
                try transaction.requireUser(call.path)
                let secondary = try subject.map { try transaction.secondary($0) } ?? transaction.secondary(named)
                return try transaction.link(secondary, to: call.path, at: call.now)
            }
            return OperationResponse(.array(user.identities))
        }
        routes.onStored(unlink) { call in
            let user = try await call.write { transaction in
                try transaction.requireUser(call.path.user)
                let identity = try transaction.identity(call.path.provider.rawValue, named: call.path.id)
                guard let identity, identity.userID == call.path.user else { throw APIError.identityNotFound }
                return try transaction.unlink(identity, at: call.now)
            }
            return OperationResponse(.array(user.identities))
        }
    }

    /// Returns the subject of the ID token, if one was given.
    private static func subject(
        of linked: LinkedUser, _ call: Call<UserID, NoContent, IdentityLink>
    ) async throws -> UserID? {
        guard let token = linked.token else { return nil }
        let invalid = APIError.badRequest("Invalid token (link_with).")
        guard let header = TokenHeader(of: token) else { throw invalid }
        guard header.algorithm == "RS256" else {
            throw APIError.badRequest("JWT (link_with) must have an alg of RS256.")
        }
        let claims: TokenClaims
        do {
            claims = try call.tenant.signer.claims(of: token)
        } catch {
            throw invalid
        }
        guard claims["iss"]?.string == call.tenant.issuer else {
            throw APIError.badRequest("JWT (link_with) must have the same issuer as the calling user.")
        }
        guard let expiry = claims["exp"]?.integer, call.now.seconds < expiry else { throw invalid }
        try await require(audienceOf: claims, call)
        guard let subject = claims["sub"], !subject.isNull else {
            throw APIError.badRequest("JWT (link_with) must contains sub claim.")
        }
        guard let user = subject.string, !user.isEmpty else {
            throw APIError.badRequest("JWT (link_with) contains an invalid sub claim.")
        }
        return UserID(user)
    }

    private static func require(
        audienceOf claims: TokenClaims, _ call: Call<UserID, NoContent, IdentityLink>
    ) async throws {
        let audience = claims.audiences
        let isClients = try await call.read { transaction in
            try audience.contains { try transaction.client(ClientID($0)) != nil }
        }
        guard isClients else { throw APIError.badRequest("JWT (link_with) contains an invalid aud claim.") }
        // An ID token issued to another application is no sign that the user consents to the link.
        guard !call.caller.isCurrentUser || audience.contains(where: { $0 == call.caller.clientID }) else {
            throw APIError.badRequest(
                "JWT (link_with) must have an aud claim that matches that of the calling token's azp.")
        }
    }
}

/// The account to link, given by a token or by name.
struct LinkedUser: Sendable {
    let token: String?
    let provider: String
    let id: String
    let connectionID: String?

    /// - Throws: `APIError`, 400, if the body has both or is incomplete.
    init(_ link: IdentityLink) throws {
        token = link.linkWith
        connectionID = link.connectionID
        if token != nil {
            guard link.provider == nil, link.userID == nil, link.connectionID == nil else {
                throw APIError.invalidBody("link_with cannot be sent with provider, user_id or connection_id.")
            }
            (provider, id) = ("", "")
            return
        }
        guard let provider = link.provider else { throw Self.missing("provider") }
        guard let userID = link.userID else { throw Self.missing("user_id") }
        self.provider = provider.rawValue
        id = userID.string ?? userID.text
    }

    private static func missing(_ name: String) -> APIError {
        .invalidBody("Payload validation error: 'Missing required property: \(name)'.")
    }
}

extension Caller {
    /// Whether the caller may act only for themselves.
    fileprivate var isCurrentUser: Bool { !scopes.contains("update:users") }
}

extension Transaction {
    /// Returns the named user.
    fileprivate func secondary(_ linked: LinkedUser) throws -> UserID {
        let one: SQL = linked.connectionID.map { "AND id = \($0)" } ?? ""
        let known: SQL = "SELECT 1 FROM connections WHERE tenant = \(tenant) AND strategy = \(linked.provider) \(one)"
        guard try exists(known) else { throw APIError.badRequest("The provider/connection is not configured.") }
        guard let identity = try identity(linked.provider, named: linked.id),
            linked.connectionID == nil || linked.connectionID == identity.connectionID
        else { throw APIError.badRequest("Linking to an inexistent identity is not allowed.") }
        // An identity that is already linked is not a user that can be linked.
        guard identity.isMain else { throw APIError.identityTaken }
        return identity.userID
    }

    /// Returns the user of the token.
    fileprivate func secondary(_ subject: UserID) throws -> UserID {
        let found: SQL = "SELECT 1 FROM users WHERE tenant = \(tenant) AND user_id = \(subject)\(.forUpdate)"
        guard try exists(found) else { throw APIError.badRequest("Provided secondary account not found.") }
        return subject
    }
}
