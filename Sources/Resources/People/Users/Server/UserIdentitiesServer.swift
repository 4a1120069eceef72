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
                // Naming a user proves nothing. Who links accounts of their own shows that they are logged in to both.
                throw APIError.forbidden(
                    "Insufficient scope, expected any of: update:users", code: "insufficient_scope")
            }
            let subject = try await Self.subject(of: named, call)
            let user = try await call.write { transaction in
                try transaction.requireUser(call.path)
                let secondary = try subject ?? transaction.user(named, for: call.path)
                return try transaction.link(secondary, to: call.path, at: call.now)
            }
            return Reply(.array(user.identities))
        }
        routes.onStored(unlink) { call in
            let user = try await call.write { transaction in
                try transaction.requireUser(call.path.user)
                let identity = try transaction.identity(call.path.provider.rawValue, named: call.path.id)
                guard let identity, identity.userID == call.path.user else { throw APIError.identityNotFound }
                return try transaction.unlink(identity, at: call.now)
            }
            return Reply(.array(user.identities))
        }
    }

    /// The user that an ID token is of, where one was given.
    private static func subject(
        of linked: LinkedUser, _ call: Call<UserID, Nothing, IdentityLink>
    ) async throws -> UserID? {
        guard let token = linked.token else { return nil }
        let claims: TokenClaims
        do {
            claims = try await call.tenant.signer.claims(of: token)
        } catch {
            throw APIError(401, "Invalid signature received for JSON Web Token validation")
        }
        guard claims["iss"]?.string == call.tenant.issuer, let subject = claims["sub"]?.string else {
            throw APIError(401, "Invalid token")
        }
        guard let expiry = claims["exp"]?.integer, call.now.seconds < expiry else {
            throw APIError(401, "Expired token received for JSON Web Token validation")
        }
        let audience: [String] = claims["aud"]?.strings ?? [claims["aud"]?.string].compactMap { $0 }
        let isClients = try await call.read { transaction in
            try audience.contains { try transaction.client(ClientID($0)) != nil }
        }
        // An ID token that another application got says nothing of what the user wants of this one.
        let isCallers = !call.caller.isCurrentUser || audience.contains { $0 == call.caller.clientID }
        guard isClients, isCallers else {
            throw APIError(401, "Bad audience: \(audience.joined(separator: ","))")
        }
        return UserID(subject)
    }
}

/// Who is to be linked, as the body says it: by a token or by name.
struct LinkedUser: Sendable {
    let token: String?
    let provider: String
    let id: String
    let connectionID: String?

    /// - Throws: `APIError`, 400, where the body says both or too little.
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
    /// Whether the caller may act for themselves alone.
    fileprivate var isCurrentUser: Bool { !scopes.contains("update:users") }
}

extension Transaction {
    /// The user who is named.
    fileprivate func user(_ linked: LinkedUser, for primary: UserID) throws -> UserID {
        guard let identity = try identity(linked.provider, named: linked.id),
            linked.connectionID == nil || linked.connectionID == identity.connectionID
        else { throw APIError.userNotFound }
        // One that is linked already, to this user or another, is no user of its own.
        guard identity.isMain else { throw APIError.identityTaken }
        return identity.userID
    }
}
