import AppearanceAPI
import Contract
import Storage

extension CustomDomains {
    public static let migrations: [Migration] = [
        Migration(
            "custom-domains-1",
            """
            CREATE TABLE custom_domains (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, domain \(.text) NOT NULL, type \(.text) NOT NULL,
                status \(.text) NOT NULL, is_primary BIGINT NOT NULL, is_default BIGINT NOT NULL,
                created_at \(.text) NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, id), UNIQUE (tenant, domain))
            """)
    ]
}

extension Transaction {
    /// - Throws: `APIError`, 404, if the domain does not exist.
    func customDomain(_ id: ID<CustomDomain>) throws -> CustomDomainDocument {
        let row = try row("SELECT * FROM custom_domains WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)")
        guard let row else { throw APIError.customDomainNotFound(id) }
        return try CustomDomainDocument(row)
    }

    /// Returns the default custom domain; `nil` if the default is the issuer's domain.
    func defaultDomain() throws -> CustomDomainDocument? {
        try row("SELECT * FROM custom_domains WHERE tenant = \(tenant) AND is_default = 1").map { try .init($0) }
    }

    /// Sets the default domain.
    /// - Parameter domain: The name of a custom domain; `nil` for the issuer's domain.
    /// - Throws: `APIError`, 400, if the domain does not exist.
    func setDefaultDomain(_ domain: String?) throws -> CustomDomainDocument? {
        try execute("UPDATE custom_domains SET is_default = 0 WHERE tenant = \(tenant) AND is_default = 1")
        guard let domain else { return nil }
        let changed = try execute(
            "UPDATE custom_domains SET is_default = 1 WHERE tenant = \(tenant) AND domain = \(domain)")
        guard changed == 1 else { throw APIError.noSuchDomain(domain) }
        return try defaultDomain()
    }

    /// - Throws: `APIError`, 409, if the name is in use.
    func insert(_ domain: CustomDomainDocument) throws {
        let isNew = try insertIfAbsent(
            into: "custom_domains",
            [
                "id": domain.id, "domain": domain.domain, "type": domain.type.rawValue,
                "status": domain.status.rawValue, "is_primary": domain.isPrimary, "is_default": domain.isDefault,
                "created_at": domain.createdAt, "document": JSON.object(domain.members),
            ])
        if !isNew { throw APIError.customDomainExists }
    }

    func update(_ domain: CustomDomainDocument) throws {
        try execute(
            """
            UPDATE custom_domains SET status = \(domain.status.rawValue), document = \(JSON.object(domain.members))
            WHERE tenant = \(tenant) AND id = \(domain.id)
            """)
    }
}

extension CustomDomainDocument {
    init(_ row: Row) throws {
        let document: JSON = try row["document"]
        let (type, status): (String, String) = (try row["type"], try row["status"])
        self.init(
            id: try row["id"], domain: try row["domain"], type: CustomDomainType(rawValue: type),
            isPrimary: try row["is_primary"], isDefault: try row["is_default"],
            status: CustomDomainStatus(rawValue: status), createdAt: try row["created_at"],
            members: document.object ?? [:])
    }
}

extension APIError {
    fileprivate static func customDomainNotFound(_ id: ID<CustomDomain>) -> APIError {
        .notFound("The custom domain \(id) does not exist", code: "inexistent_custom_domain")
    }
    static let customDomainExists = APIError.conflict(
        "The custom domain already exists", code: "custom_domain_conflict")
    fileprivate static func noSuchDomain(_ domain: String) -> APIError {
        .badRequest("The domain \(domain) does not exist", code: "inexistent_custom_domain")
    }
}
