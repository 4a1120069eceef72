import ApplicationsAPI
import Contract
import Model
import Secrets
import Storage

extension Transaction {
    /// - Throws: `APIError` if the connection does not exist or its strategy does not support SCIM.
    func provisionedConnection(_ id: ID<Connection>) throws -> ConnectionDocument {
        let connection = try connectionDocument(id)
        guard connection.strategy.supportsSCIM else { throw APIError.operationNotSupported }
        return connection
    }

    /// - Throws: `APIError`, 404, if the connection or its SCIM configuration does not exist.
    func scimConfiguration(_ id: ID<Connection>, tenantName: String) throws -> SCIMConfiguration {
        _ = try connection(id)
        let row = try row(
            """
            SELECT c.id, c.name, c.strategy, s.mapping, s.user_id_attribute, s.created_at, s.updated_on
            FROM scim_configurations s JOIN connections c ON c.tenant = s.tenant AND c.id = s.connection_id
            WHERE s.tenant = \(tenant) AND s.connection_id = \(id)
            """)
        guard let row else { throw APIError.scimNotFound }
        return try SCIMConfiguration(row: row, tenantName: tenantName)
    }

    func insertSCIMConfiguration(_ draft: SCIMConfigurationDraft, of id: ID<Connection>, at now: Timestamp) throws {
        let connection = try provisionedConnection(id)
        let mapping = draft.mapping ?? SCIMDefaults.mapping(of: connection.strategy)
        let inserted = try insertIfAbsent(
            into: "scim_configurations",
            [
                "connection_id": id, "user_id_attribute": draft.userIDAttribute ?? SCIMDefaults.userIDAttribute,
                "mapping": try JSON(encoding: mapping), "created_at": now, "updated_on": now,
            ])
        if !inserted { throw APIError.scimExists }
    }

    func updateSCIMConfiguration(_ update: SCIMConfigurationUpdate, of id: ID<Connection>, at now: Timestamp) throws {
        try execute(
            """
            UPDATE scim_configurations SET user_id_attribute = \(update.userIDAttribute),
                mapping = \(try JSON(encoding: update.mapping)), updated_on = \(now)
            WHERE tenant = \(tenant) AND connection_id = \(id)
            """)
    }

    func deleteSCIMConfiguration(of id: ID<Connection>) throws {
        try execute("DELETE FROM scim_configurations WHERE tenant = \(tenant) AND connection_id = \(id)")
    }

    func scimTokens(of id: ID<Connection>) throws -> [SCIMToken] {
        try rows(
            """
            SELECT id, scopes, created_at, valid_until, last_used_at FROM scim_tokens
            WHERE tenant = \(tenant) AND connection_id = \(id) ORDER BY created_at, id
            """
        ).map { row in
            let scopes: JSON = try row["scopes"]
            var token = SCIMToken(tokenID: try row["id"], scopes: scopes.strings, createdAt: try row["created_at"])
            token.validUntil = try row["valid_until"]
            token.lastUsedAt = try row["last_used_at"]
            return token
        }
    }

    /// Stores a token; of the secret itself, only a digest is stored.
    func insert(_ token: SCIMToken, of id: ID<Connection>) throws {
        let scopes: [JSON] = (token.scopes ?? []).map(JSON.string)
        try insert(
            into: "scim_tokens",
            [
                "connection_id": id, "id": token.tokenID?.value, "digest": secretDigest(token.token ?? ""),
                "scopes": JSON.array(scopes), "created_at": token.createdAt, "valid_until": token.validUntil,
            ])
    }

    /// - Returns: Whether the token existed.
    func deleteSCIMToken(_ token: ID<SCIMToken>, of id: ID<Connection>) throws -> Bool {
        try execute(
            "DELETE FROM scim_tokens WHERE tenant = \(tenant) AND connection_id = \(id) AND id = \(token)") > 0
    }
}

extension SCIMConfiguration {
    init(row: Row, tenantName: String) throws {
        let mapping: JSON = try row["mapping"]
        let strategy: String = try row["strategy"]
        self.init(
            tenantName: tenantName, connectionID: try row["id"], connectionName: try row["name"],
            strategy: ConnectionStrategy(rawValue: strategy), mapping: try mapping.decoded(),
            userIDAttribute: try row["user_id_attribute"], createdAt: try row["created_at"],
            updatedOn: try row["updated_on"])
    }
}

/// The defaults of SCIM configurations.
enum SCIMDefaults {
    static let userIDAttribute = "externalId"
    static let scopes = ["get:users", "post:users", "put:users", "patch:users", "delete:users"]

    static func mapping(of strategy: ConnectionStrategy) -> [SCIMMapping] {
        // Entra ID sends the user name as `upn`; all others send `preferred_username`.
        let userName = strategy == .waad ? "upn" : "preferred_username"
        let pairs: [KeyValuePairs<String, String>] = [["userName": userName], profile, contact, enterprise]
        return pairs.flatMap { $0.map { SCIMMapping(scim: $0.key, auth0: $0.value) } }
    }

    private static let profile: KeyValuePairs<String, String> = [
        "emails[primary eq true].value": "email", "externalId": "app_metadata.external_id", "active": "blocked",
        "displayName": "name", "name.givenName": "given_name", "name.familyName": "family_name",
        "name.middleName": "app_metadata.middle_name", "name.honorificPrefix": "app_metadata.honorific_prefix",
        "name.honorificSuffix": "app_metadata.honorific_suffix", "nickName": "nickname",
        "photos[type eq \"photo\"].value": "picture",
    ]

    private static let contact: KeyValuePairs<String, String> = [
        "phoneNumbers[primary eq true].value": "app_metadata.primary_phone_number",
        "phoneNumbers[type eq \"mobile\"].value": "app_metadata.mobile_phone_number",
        "addresses[type eq \"work\"].streetAddress": "app_metadata.street_address",
        "addresses[type eq \"work\"].locality": "app_metadata.city",
        "addresses[type eq \"work\"].region": "app_metadata.state",
        "addresses[type eq \"work\"].postalCode": "app_metadata.postal_code",
        "addresses[type eq \"work\"].formatted": "app_metadata.postal_address",
        "addresses[type eq \"work\"].country": "app_metadata.country",
    ]

    private static let enterprise: KeyValuePairs<String, String> = {
        let own = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
        return [
            "profileUrl": "app_metadata.profile_url", "userType": "app_metadata.user_type",
            "title": "app_metadata.title", "preferredLanguage": "app_metadata.language",
            "locale": "app_metadata.locale", "timezone": "app_metadata.timezone",
            "\(own).employeeNumber": "app_metadata.employee_id", "\(own).costCenter": "app_metadata.cost_center",
            "\(own).organization": "app_metadata.organization", "\(own).division": "app_metadata.division",
            "\(own).department": "app_metadata.department", "\(own).manager": "app_metadata.manager",
        ]
    }()
}
