import ApplicationsAPI
import Contract
import Model
import OrderedCollections
import Serving
import Storage

extension SelfServiceProfiles: ServedResource {
    public static let migrations: [Migration] = [
        DocumentTable.selfServiceProfiles.migration,
        Migration(
            "self_service_profiles-2",
            """
            CREATE TABLE self_service_attribute_profiles (
                tenant \(.text) NOT NULL, profile_id \(.text) NOT NULL, user_attribute_profile_id \(.text) NOT NULL,
                PRIMARY KEY (tenant, profile_id),
                FOREIGN KEY (tenant, profile_id) REFERENCES self_service_profiles (tenant, id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, user_attribute_profile_id) REFERENCES user_attribute_profiles (tenant, id)
                    ON DELETE CASCADE)
            """,
            """
            CREATE INDEX self_service_attribute_profiles_by_attributes
            ON self_service_attribute_profiles (tenant, user_attribute_profile_id)
            """,
            """
            CREATE TABLE self_service_texts (
                tenant \(.text) NOT NULL, profile_id \(.text) NOT NULL, language \(.text) NOT NULL,
                page \(.text) NOT NULL, document \(.json) NOT NULL, PRIMARY KEY (tenant, profile_id, language, page),
                FOREIGN KEY (tenant, profile_id) REFERENCES self_service_profiles (tenant, id) ON DELETE CASCADE)
            """,
            """
            CREATE TABLE self_service_tickets (
                tenant \(.text) NOT NULL, digest \(.text) NOT NULL, profile_id \(.text) NOT NULL,
                expires_at \(.text) NOT NULL, document \(.json) NOT NULL, PRIMARY KEY (tenant, digest),
                FOREIGN KEY (tenant, profile_id) REFERENCES self_service_profiles (tenant, id) ON DELETE CASCADE)
            """,
            "CREATE INDEX self_service_tickets_by_profile ON self_service_tickets (tenant, profile_id)",
            "CREATE INDEX self_service_tickets_expiry ON self_service_tickets (tenant, expires_at)"),
    ]

    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let page = try await call.read { transaction in
                try transaction.page(.selfServiceProfiles, call.query.pageRequest(), of: SelfServiceProfile.self) {
                    try transaction.told($0)
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(create) { call in
            let id: ID<SelfServiceProfile> = call.random.identifier("ssp", 22)
            let told = try await call.write { transaction in
                let begun: JSONObject = [
                    "id": .string(id.value), "user_attributes": [], "created_at": .string(call.now.description),
                ]
                let profile = try Self.changed(begun, by: call.members, at: call.now)
                try transaction.insert(profile, id.value, into: .selfServiceProfiles, at: call.now)
                try transaction.refer(id, call.members)
                return try transaction.told(profile)
            }
            return OperationResponse(told)
        }
        routes.onStored(get) { call in
            OperationResponse(try await call.read { try $0.told(try $0.selfServiceProfile(call.path)) })
        }
        routes.onStored(update) { call in
            let told = try await call.write { transaction in
                let before = try transaction.selfServiceProfile(call.path).object ?? [:]
                let profile = try Self.changed(before, by: call.members, at: call.now)
                try transaction.update(profile, call.path.value, in: .selfServiceProfiles)
                try transaction.refer(call.path, call.members)
                return try transaction.told(profile)
            }
            return OperationResponse(told)
        }
        routes.on(delete) { call in
            try await call.write { try $0.deleteDocument(call.path.value, in: .selfServiceProfiles) }
            return NoContent()
        }
        mountTexts(on: &routes)
        mountTickets(on: &routes)
    }

    private func mountTexts(on routes: inout Routes) {
        routes.onStored(customText) { call in
            let texts = try await call.read { transaction in
                _ = try transaction.selfServiceProfile(call.path.profile)
                return try transaction.selfServiceTexts(
                    of: call.path.profile.value, language: call.path.language.rawValue, page: call.path.page.rawValue)
            }
            return OperationResponse(texts)
        }
        routes.onStored(setCustomText) { call in
            let texts = JSON.object(call.members)
            try await call.write { transaction in
                _ = try transaction.selfServiceProfile(call.path.profile)
                try transaction.set(texts, at: call.path)
            }
            return OperationResponse(texts)
        }
    }

    private func mountTickets(on routes: inout Routes) {
        routes.on(createTicket) { call in
            let secret = call.random.base62(32)
            let life: Duration =
                call.body.ttlSeconds.flatMap { $0 > 0 ? .seconds($0) : nil } ?? SelfServiceTicketRow.usualLife
            let ticket = SelfServiceTicketRow(
                profileID: call.path.value, expiresAt: call.now + life, document: .object(call.members))
            try await call.write { transaction in
                _ = try transaction.selfServiceProfile(call.path)
                try transaction.requireTargets(of: call.body)
                try transaction.insert(ticket, secret: secret, at: call.now)
            }
            return SelfServiceTicket(ticket: "\(call.tenant.issuer)\(SelfServiceTicketRow.path)?ticket=\(secret)")
        }
        routes.onStored(revokeTicket) { call in
            try await call.write { try $0.revokeSelfServiceTicket(secret: call.path.inner.value, of: call.path.outer) }
            return OperationResponse(nil)
        }
    }

    /// Returns a profile with an update applied; the reference to a user attribute profile is stored separately.
    private static func changed(_ before: JSONObject, by changes: JSONObject, at now: Timestamp) throws -> JSON {
        let attributes = changes["user_attributes"]?.array ?? []
        if !attributes.isEmpty, let reference = changes["user_attribute_profile_id"], !reference.isNull {
            throw APIError.badRequest("user_attributes and user_attribute_profile_id cannot be used together")
        }
        var profile = before
        for (name, value) in changes where name != "user_attribute_profile_id" {
            profile[name] = value.isNull ? nil : value
        }
        if profile["user_attributes"] == nil { profile["user_attributes"] = [] }
        if let reference = changes["user_attribute_profile_id"], !reference.isNull { profile["user_attributes"] = [] }
        profile["updated_at"] = .string(now.description)
        return .object(profile)
    }
}

extension Transaction {
    fileprivate func selfServiceProfile(_ id: ID<SelfServiceProfile>) throws -> JSON {
        guard let profile = try document(id.value, in: .selfServiceProfiles) else {
            throw APIError.notFound("Profile with ID: \(id) not found")
        }
        return profile
    }

    /// Returns a profile in wire format.
    fileprivate func told(_ profile: JSON) throws -> JSON {
        let row = try row(
            """
            SELECT user_attribute_profile_id FROM self_service_attribute_profiles
            WHERE tenant = \(tenant) AND profile_id = \(profile["id"]?.string ?? "")
            """)
        guard let row else { return profile }
        var told = profile
        told["user_attribute_profile_id"] = .string(try row["user_attribute_profile_id"])
        return told
    }

    /// Updates a profile's reference to a user attribute profile.
    fileprivate func refer(_ profile: ID<SelfServiceProfile>, _ changes: JSONObject) throws {
        // User attributes of its own replace the reference to a user attribute profile.
        let hasOwn = !(changes["user_attributes"]?.array ?? []).isEmpty
        guard let reference = changes["user_attribute_profile_id"] ?? (hasOwn ? .null : nil) else { return }
        try execute(
            "DELETE FROM self_service_attribute_profiles WHERE tenant = \(tenant) AND profile_id = \(profile)")
        guard let attributes = reference.string else { return }
        guard
            try exists("SELECT 1 FROM user_attribute_profiles WHERE tenant = \(tenant) AND id = \(attributes)")
        else { throw APIError.notFound("User attribute profile not found.") }
        try insert(
            into: "self_service_attribute_profiles",
            ["profile_id": profile, "user_attribute_profile_id": attributes])
    }

    fileprivate func set(_ texts: JSON, at path: SelfServiceTextPath) throws {
        try execute(
            """
            INSERT INTO self_service_texts (tenant, profile_id, language, page, document)
            VALUES (\(tenant), \(path.profile), \(path.language.rawValue), \(path.page.rawValue), \(texts))
            ON CONFLICT (tenant, profile_id, language, page) DO UPDATE SET document = excluded.document
            """)
    }

    /// Rejects a ticket for a connection, application or organization that does not exist.
    fileprivate func requireTargets(of draft: SelfServiceTicketDraft) throws {
        if let id = draft.connectionID { _ = try connection(id) }
        if let name = draft.connectionConfig?.name, draft.connectionID == nil, try connection(named: name) != nil {
            throw APIError.conflict("A connection with the same name already exists")
        }
        for id in draft.enabledClients ?? [] where try client(id) == nil {
            throw APIError.clientNotFound
        }
        for target in draft.enabledOrganizations ?? [] where try organization(target.organizationID) == nil {
            throw APIError.notFound("No organization found by that id or name")
        }
    }
}
