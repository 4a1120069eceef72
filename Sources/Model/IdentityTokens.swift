import Contract
import OrderedCollections
import Storage

// The tokens of identity providers for their users. They are sealed and stored apart from the users' documents, which
// more callers may read.

extension Transaction {
    /// The secret members of identities.
    private static let tokenMembers: Set<String> = [
        "access_token", "access_token_secret", "refresh_token", "expires_in",
    ]

    /// Stores the tokens of a provider. Tokens that the provider does not issue again, such as refresh tokens, are
    /// kept.
    /// - Parameter tokens: the secret members of an identity, and its `id_token`, which is never shown.
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

    /// Returns the provider tokens of users, by user and position of the identity.
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

    /// Returns the last ID token of a provider for a user.
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
    /// Returns the user with provider tokens, for callers who may see them.
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
