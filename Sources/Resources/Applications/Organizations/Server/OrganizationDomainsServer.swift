import ApplicationsAPI
import Contract
import Model
import Secrets
import Serving
import Storage

// The server does not look up the DNS record of a domain: the caller who adds a domain states whether it is verified.
extension Organizations {
    func mountDomains(on routes: inout Routes) {
        routes.on(domains) { call in
            let listing = Listing(
                "*",
                from: "FROM organization_domains WHERE tenant = \(call.tenant.id) AND organization_id = \(call.path)",
                order: "created_at, id", key: "created_at || ',' || id")
            let page = call.query.pageRequest()
            return try await call.read { transaction in
                try transaction.requireOrganization(call.path)
                return try transaction.page(listing, page, item: OrganizationDomain.init(row:))
            }
        }
        routes.on(addDomain) { call in
            let domain = OrganizationDomain(
                creating: call.body, of: call.path, id: call.random.identifier("ord", 22),
                secret: call.random.hexadecimal(32))
            try await call.write { transaction in
                try transaction.requireOrganization(call.path)
                try transaction.insert(domain, of: call.path, at: call.now)
            }
            return domain
        }
        routes.on(domain) { call in
            try await call.read { try $0.domain("id = \(call.path.inner)", of: call.path.outer) }
        }
        routes.on(domainByName) { call in
            let name = call.path.inner.value.lowercased()
            return try await call.read { try $0.domain("domain = \(name)", of: call.path.outer) }
        }
        routes.on(updateDomain) { call in
            try await call.write { transaction in
                var domain = try transaction.domain("id = \(call.path.inner)", of: call.path.outer)
                if let status = call.body.status { domain.status = status }
                if let isUsed = call.body.useForOrganizationDiscovery { domain.useForOrganizationDiscovery = isUsed }
                try transaction.update(domain, of: call.path.outer)
                return domain
            }
        }
        routes.on(deleteDomain) { call in
            try await call.write { transaction in
                try transaction.requireOrganization(call.path.outer)
                try transaction.execute(
                    """
                    DELETE FROM organization_domains WHERE tenant = \(transaction.tenant)
                    AND organization_id = \(call.path.outer) AND id = \(call.path.inner)
                    """)
            }
            return NoContent()
        }
    }
}

extension Transaction {
    /// - Throws: `APIError`, 404, if the organization or the domain does not exist.
    fileprivate func domain(_ condition: SQL, of organization: ID<Organization>) throws -> OrganizationDomain {
        try requireOrganization(organization)
        let row = try row(
            """
            SELECT * FROM organization_domains
            WHERE tenant = \(tenant) AND organization_id = \(organization) AND \(condition)\(.forUpdate)
            """)
        guard let row else { throw APIError.domainNotFound }
        return try OrganizationDomain(row: row)
    }

    fileprivate func insert(
        _ domain: OrganizationDomain, of organization: ID<Organization>, at now: Timestamp
    ) throws {
        let isNew = try insertIfAbsent(
            into: "organization_domains",
            [
                "organization_id": organization, "id": domain.id, "domain": domain.domain,
                "standing": domain.status.rawValue, "is_for_discovery": domain.useForOrganizationDiscovery,
                "verification_text": domain.verificationText, "created_at": now,
            ])
        if !isNew { throw APIError.domainTaken }
    }

    fileprivate func update(_ domain: OrganizationDomain, of organization: ID<Organization>) throws {
        try execute(
            """
            UPDATE organization_domains SET standing = \(domain.status.rawValue),
                is_for_discovery = \(domain.useForOrganizationDiscovery)
            WHERE tenant = \(tenant) AND organization_id = \(organization) AND id = \(domain.id)
            """)
    }
}

extension OrganizationDomain {
    fileprivate init(
        creating draft: OrganizationDomainDraft, of organization: ID<Organization>, id: ID<OrganizationDomain>,
        secret: String
    ) {
        let domain = draft.domain.lowercased()
        self.init(
            id: id, domain: domain, status: draft.status ?? .pending,
            verificationHost: Self.verificationHost(of: domain, organization.value), verificationText: secret,
            useForOrganizationDiscovery: draft.useForOrganizationDiscovery ?? true)
    }

    fileprivate init(row: Row) throws {
        let domain: String = try row["domain"]
        self.init(
            id: try row["id"], domain: domain, status: Status(rawValue: try row["standing"]),
            verificationHost: Self.verificationHost(of: domain, try row["organization_id"]),
            verificationText: try row["verification_text"], useForOrganizationDiscovery: try row["is_for_discovery"])
    }

    private static func verificationHost(of domain: String, _ organization: String) -> String {
        "_ss-verification.\(organization).\(domain)"
    }
}

extension APIError {
    fileprivate static let domainNotFound = APIError.notFound("No discovery domain found by that id or name")
    fileprivate static let domainTaken = APIError.conflict(
        "The organization already has this discovery domain", code: "organization_discovery_domain_conflict")
}
