import ApplicationsAPI
import Contract
import Model
import Storage

extension Transaction {
    static let directoryColumns: SQL = """
        c.id, c.name, c.strategy, d.mapping, d.is_automatic, d.group_choice, d.created_at, d.updated_at,
            d.synchronized_at, d.synchronization_status, d.synchronization_error
        """

    /// - Throws: `APIError` if the connection does not exist or its directory cannot be synchronized.
    func directoryConnection(_ id: ID<Connection>) throws {
        let strategy = try connection(id).strategy
        guard strategy == ConnectionStrategy.googleApps.rawValue else { throw APIError.operationNotSupported }
    }

    /// - Throws: `APIError`, 404, if the connection or its directory provisioning does not exist.
    func directoryProvisioning(_ id: ID<Connection>) throws -> DirectoryProvisioning {
        _ = try connection(id)
        let row = try row(
            """
            SELECT \(Self.directoryColumns)
            FROM directory_provisionings d JOIN connections c ON c.tenant = d.tenant AND c.id = d.connection_id
            WHERE d.tenant = \(tenant) AND d.connection_id = \(id)
            """)
        guard let row else { throw APIError.directoryNotFound }
        return try DirectoryProvisioning(row: row)
    }

    func insertDirectoryProvisioning(
        _ draft: DirectoryProvisioningDraft, of id: ID<Connection>, at now: Timestamp
    ) throws {
        try directoryConnection(id)
        let inserted = try insertIfAbsent(
            into: "directory_provisionings",
            [
                "connection_id": id, "mapping": try JSON(encoding: draft.mapping ?? DirectoryDefaults.mapping),
                "is_automatic": draft.synchronizeAutomatically ?? false, "group_choice": draft.synchronizeGroups,
                "created_at": now, "updated_at": now,
            ])
        if !inserted { throw APIError.directoryExists }
    }

    func update(_ before: DirectoryProvisioning, with draft: DirectoryProvisioningDraft, at now: Timestamp) throws {
        let mapping = try JSON(encoding: draft.mapping ?? before.mapping)
        let isAutomatic = draft.synchronizeAutomatically ?? before.synchronizeAutomatically
        try execute(
            """
            UPDATE directory_provisionings SET mapping = \(mapping), is_automatic = \(isAutomatic),
                group_choice = \(draft.synchronizeGroups ?? before.synchronizeGroups), updated_at = \(now)
            WHERE tenant = \(tenant) AND connection_id = \(before.connectionID)
            """)
    }

    func deleteDirectoryProvisioning(of id: ID<Connection>) throws {
        try execute("DELETE FROM directory_provisionings WHERE tenant = \(tenant) AND connection_id = \(id)")
    }

    func setGroups(_ groups: [SynchronizedGroup], of id: ID<Connection>) throws {
        try execute("DELETE FROM synchronized_groups WHERE tenant = \(tenant) AND connection_id = \(id)")
        for group in groups {
            try insertIfAbsent(into: "synchronized_groups", ["connection_id": id, "id": group.id])
        }
    }
}

extension DirectoryProvisioning {
    init(row: Row) throws {
        let mapping: JSON = try row["mapping"]
        let strategy: String = try row["strategy"]
        self.init(
            connectionID: try row["id"], connectionName: try row["name"],
            strategy: ConnectionStrategy(rawValue: strategy), mapping: try mapping.decoded(),
            synchronizeAutomatically: try row["is_automatic"], synchronizeGroups: try row["group_choice"],
            createdAt: try row["created_at"], updatedAt: try row["updated_at"])
        lastSynchronizationAt = try row["synchronized_at"]
        lastSynchronizationStatus = try row["synchronization_status"]
        lastSynchronizationError = try row["synchronization_error"]
    }
}

extension APIError {
    static let directoryNotFound = APIError.notFound("Not Found")
    static let directoryExists = APIError.conflict(
        "Directory provisioning is already configured for this connection", code: "directory_provisioning_exists")
}

/// The defaults of directory provisionings.
enum DirectoryDefaults {
    /// Attributes of Google's Directory API; some of them map to two attributes of a user.
    static let mapping: [DirectoryMapping] = {
        let renamed: KeyValuePairs<String, String> = [
            "primaryEmail": "email", "name.fullName": "name", "name.givenName": "given_name",
            "name.familyName": "family_name", "isAdmin": "is_admin", "agreedToTerms": "tou_accepted",
            "suspended": "is_suspended", "ipWhitelisted": "is_ipWhitelisted",
        ]
        let blocking: [DirectoryMapping] = [DirectoryMapping(idp: "suspended", auth0: "blocked")]
        let same: [DirectoryMapping] = sameNames.map { DirectoryMapping(idp: $0, auth0: $0) }
        return renamed.map { DirectoryMapping(idp: $0.key, auth0: $0.value) } + blocking + same
    }()

    private static let sameNames = [
        "id", "primaryEmail", "isAdmin", "isDelegatedAdmin", "agreedToTerms", "suspended", "suspensionReason",
        "archived", "ipWhitelisted", "kind", "etag", "customerId", "orgUnitPath", "emails", "phones", "externalIds",
        "aliases", "addresses", "organizations", "nonEditableAliases", "relations", "languages",
    ]
}
