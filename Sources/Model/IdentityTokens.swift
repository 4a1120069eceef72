import Contract
import OrderedCollections
import Storage

// What providers let the tenant do in their users' names. It is sealed, and kept apart from the users' documents, which
// many may read.

extension Transaction {
    /// The members of identities that are secret.
    private static let tokenMembers: Set<String> = [
        "access_token", "access_token_secret", "refresh_token", "expires_in",
    ]

    /// Keeps what a provider gave in place of what it gave before. What it does not give again stays good, as refresh
    /// tokens do.
    /// - Parameter tokens: the members of an identity that are secret, and its `id_token`, which nobody is shown.
    public func setTokens(_ tokens: JSONObject, of provider: String, _ id: String) throws {
        let given = tokens.filter { Self.tokenMembers.contains($0.key) || $0.key == "id_token" }
        if given.isEmpty { return }
        let this: SQL = "tenant = \(tenant) AND provider = \(provider) AND id = \(id)"
        let row = try row("SELECT tokens FROM identity_tokens WHERE \(this)\(.forUpdate)")
        let before = try row.map { try openTokens($0) } ?? [:]
        let sealed = try seal(JSON.object(before.merging(given) { $1 }))
        try execute(
            """
            INSERT INTO identity_tokens (tenant, provider, id, tokens)
            VALUES (\(tenant), \(provider), \(id), \(sealed.string ?? ""))
            ON CONFLICT (tenant, provider, id) DO UPDATE SET tokens = excluded.tokens
            """)
    }

    /// What providers gave, by the user and the place of the identity.
    public func tokens(of users: [UserID]) throws -> [UserID: [Int: JSONObject]] {
        if users.isEmpty { return [:] }
        let rows = try rows(
            """
            SELECT i.user_id, i.position, t.tokens FROM identities i
            JOIN identity_tokens t ON t.tenant = i.tenant AND t.provider = i.provider AND t.id = i.id
            WHERE i.tenant = \(tenant) AND i.user_id IN \(list: users)
            """)
        var tokens: [UserID: [Int: JSONObject]] = [:]
        for row in rows {
            tokens[try row["user_id"], default: [:]][try row["position"]] = try openTokens(row).filter {
                Self.tokenMembers.contains($0.key)
            }
        }
        return tokens
    }

    /// The token with which a provider last said who a user is.
    /// - Parameter connection: the connection's name.
    public func idToken(of user: UserID, from connection: String) throws -> String? {
        guard let identity = try identities(of: user).first(where: { $0.connection == connection }) else { return nil }
        let row = try row(
            """
            SELECT tokens FROM identity_tokens
            WHERE tenant = \(tenant) AND provider = \(identity.provider) AND id = \(identity.id)
            """)
        return try row.flatMap { try openTokens($0)["id_token"]?.string }
    }

    private func openTokens(_ row: Row) throws -> JSONObject {
        let sealed: String = try row["tokens"]
        return try open(JSON.string(sealed)).object ?? [:]
    }
}

extension JSON {
    /// A user as those see it who may see what providers gave.
    public func addingTokens(_ tokens: [Int: JSONObject]) -> JSON {
        var user = self
        guard var identities = user["identities"]?.array else { return user }
        for (position, given) in tokens where identities.indices.contains(position) {
            for (name, value) in given { identities[position][name] = value }
        }
        user["identities"] = .array(identities)
        return user
    }
}
