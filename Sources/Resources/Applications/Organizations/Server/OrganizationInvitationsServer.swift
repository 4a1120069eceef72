import ApplicationsAPI
import Contract
import Mail
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

extension Organizations {
    func mountInvitations(on routes: inout Routes) {
        routes.onStored(invitations) { call in
            let direction: SQL = call.query.sort == "created_at:1" ? "ASC" : "DESC"
            let listing = Listing(
                "document",
                from: """
                    FROM organization_invitations
                    WHERE tenant = \(call.tenant.id) AND organization_id = \(call.path)
                    """, order: "created_at \(direction), id", key: "id")
            let page = try await call.read { transaction in
                try transaction.requireOrganization(call.path)
                return try transaction.page(listing, call.query.pageRequest(), of: OrganizationInvitation.self) {
                    try $0["document"]
                }
            }
            return OperationResponse(page)
        }
        routes.onStored(invite) { call in
            let id: ID<OrganizationInvitation> = call.random.identifier("uinv")
            let ticket = call.random.base62(32)
            let sending = MailSending(call.tenant, call.services, now: call.now)
            let sent = try await call.write { transaction in
                let invitation = try transaction.insertInvitation(
                    call.body, call.members, id: id, ticket: ticket, of: call.path, at: call.now)
                if call.body.sendInvitationEmail ?? true {
                    try transaction.sendInvitation(call.body, invitation, to: call.path, sending)
                }
                return invitation
            }
            call.services.wakeSignal.notify()
            return OperationResponse(sent)
        }
        routes.onStored(invitation) { call in
            let document: JSON? = try await call.read { transaction in
                try transaction.requireOrganization(call.path.outer)
                return try transaction.row(
                    """
                    SELECT document FROM organization_invitations WHERE tenant = \(transaction.tenant)
                    AND organization_id = \(call.path.outer) AND id = \(call.path.inner)
                    """)?["document"]
            }
            guard let document else { throw APIError.invitationNotFound }
            return OperationResponse(document)
        }
        routes.on(deleteInvitation) { call in
            try await call.write { transaction in
                try transaction.requireOrganization(call.path.outer)
                try transaction.execute(
                    """
                    DELETE FROM organization_invitations WHERE tenant = \(transaction.tenant)
                    AND organization_id = \(call.path.outer) AND id = \(call.path.inner)
                    """)
            }
            return NoContent()
        }
    }
}

extension Transaction {
    /// Inserts an invitation.
    /// - Parameter given: The members of the request.
    /// - Returns: The invitation in wire format.
    /// - Throws: `APIError`, 400, if the application, the connection or a role does not allow invitations.
    fileprivate func insertInvitation(
        _ draft: OrganizationInvitationDraft, _ given: JSONObject, id: ID<OrganizationInvitation>, ticket: String,
        of organizationID: ID<Organization>, at now: Timestamp
    ) throws -> JSON {
        let organization = try requireOrganization(organizationID)
        let route = try loginRoute(of: draft.clientID)
        try requireConnection(draft.connectionID)
        try requireRoles(draft.roles ?? [])
        let ttl = draft.ttl ?? 0
        let expiry = now + .seconds(ttl == 0 ? 7 * 86_400 : ttl)
        var sent: JSONObject = ["id": .string(id.value), "organization_id": .string(organization.id)]
        for (name, value) in given where !["ttl_sec", "send_invitation_email"].contains(name) { sent[name] = value }
        let separator = route.contains("?") ? "&" : "?"
        let parameters = "invitation=\(ticket)&organization=\(organization.id)&organization_name=\(organization.name)"
        sent["invitation_url"] = .string("\(route)\(separator)\(parameters)")
        sent["ticket_id"] = .string(ticket)
        sent["created_at"] = .string(now.description)
        sent["expires_at"] = .string(expiry.description)
        try insert(
            into: "organization_invitations",
            [
                "organization_id": organization.id, "id": id, "client_id": draft.clientID,
                "connection_id": draft.connectionID, "ticket_id": ticket, "created_at": now, "expires_at": expiry,
                "document": JSON.object(sent),
            ])
        return .object(sent)
    }

    /// Sends the invitation by email.
    fileprivate func sendInvitation(
        _ draft: OrganizationInvitationDraft, _ invitation: JSON, to organization: ID<Organization>,
        _ sending: MailSending
    ) throws {
        let roles = try rows(
            "SELECT id, name, description FROM roles WHERE tenant = \(tenant) AND id IN \(list: draft.roles ?? [])")
        var occasion = MailOccasion(.userInvitation, to: draft.invitee.email)
        occasion.clientID = draft.clientID
        occasion.organization = try self.organization(organization)
        occasion.variables = [
            "url": invitation["invitation_url"] ?? .null, "inviter": ["name": .string(draft.inviter.name)],
            "roles": .array(
                try roles.map { row in
                    let description: String? = try row["description"]
                    return [
                        "id": .string(try row["id"]), "name": .string(try row["name"]),
                        "description": description.map(JSON.string) ?? .null,
                    ]
                }),
        ]
        try send(occasion, sending)
    }

    /// Returns the URL at which invitees of an application begin to log in.
    private func loginRoute(of id: ClientID) throws -> String {
        guard let client = try client(id) else {
            throw APIError.invalidBody("The specified client_id does not exist.")
        }
        guard ["allow", "require"].contains(client.document["organization_usage"]?.string) else {
            throw APIError.invalidBody("The specified client_id (\(id)) does not allow organizations.")
        }
        let routes = [client.document["initiate_login_uri"], try tenantSettings()["default_redirection_uri"]]
        guard let route = routes.lazy.compactMap({ $0?.string }).first(where: { !$0.isEmpty }) else {
            throw APIError.invalidBody("A default login route is required to generate the invitation url.")
        }
        return route
    }

    private func requireConnection(_ id: ID<Connection>?) throws {
        guard let id else { return }
        let row = try row("SELECT strategy FROM connections WHERE tenant = \(tenant) AND id = \(id)")
        guard let strategy: String = try row?["strategy"] else {
            throw APIError.invalidBody("The specified connection does not exist.")
        }
        if ["email", "sms"].contains(strategy) {
            throw APIError.invalidBody("Passwordless connections are not supported.")
        }
    }

    private func requireRoles(_ roles: [String]) throws {
        if roles.isEmpty { return }
        let known: [String] = try rows("SELECT id FROM roles WHERE tenant = \(tenant) AND id IN \(list: roles)").map {
            try $0["id"]
        }
        let unknown = roles.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            throw APIError.invalidBody(
                "One or more of the specified roles do not exist: \(unknown.joined(separator: ", "))")
        }
    }
}

extension APIError {
    fileprivate static let invitationNotFound = APIError.notFound(
        "The invitation does not exist.", code: "inexistent_invitation")
}
