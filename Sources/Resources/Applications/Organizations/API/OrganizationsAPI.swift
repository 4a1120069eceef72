import AccessAPI
import Contract
import ManagementClientCore

/// The organizations of the tenant, whose members log in with shared settings.
public struct Organizations: Resource {
    /// Lists organizations.
    ///
    /// `GET /organizations`, with the scope `read:organizations` or `read:organizations_summary`. Refused with 400,
    /// 401, 403 or 429.
    public let list = Endpoint(
        .get, "/organizations", "List organizations", scopes: "read:organizations", "read:organizations_summary",
        query: OrganizationFilter.self, returns: Page<Organization>.self)

    /// Creates an organization.
    ///
    /// `POST /organizations`, with the scope `create:organizations` or `create:organization_connections`. Refused
    /// with 400, 401, 403, 409 or 429.
    public let create = Endpoint(
        .post, "/organizations", "Create an organization", scopes: "create:organizations",
        "create:organization_connections", status: 201, body: OrganizationDraft.self, returns: Organization.self)

    /// Gets an organization.
    ///
    /// `GET /organizations/{id}`, with the scope `read:organizations` or `read:organizations_summary`. Refused with
    /// 400, 401, 403 or 429.
    public let get = Endpoint(
        .get, "/organizations/{id}", "Get an organization", scopes: "read:organizations",
        "read:organizations_summary", at: ID<Organization>.self, returns: Organization.self)

    /// Gets an organization by name.
    ///
    /// `GET /organizations/name/{name}`, with the scope `read:organizations`. Refused with 400, 401, 403 or 429.
    public let getByName = Endpoint(
        .get, "/organizations/name/{name}", "Get an organization by name", scopes: "read:organizations",
        at: ID<OrganizationName>.self, returns: Organization.self)

    /// Updates an organization. `branding` and `metadata` are replaced as a whole.
    ///
    /// `PATCH /organizations/{id}`, with the scope `update:organizations`. Refused with 400, 401, 403 or 429.
    public let update = Endpoint(
        .patch, "/organizations/{id}", "Update an organization", scopes: "update:organizations",
        at: ID<Organization>.self, body: Patch<OrganizationDraft>.self, returns: Organization.self)

    /// Deletes an organization; its members remain users of the tenant.
    ///
    /// `DELETE /organizations/{id}`, with the scope `delete:organizations`. Refused with 400, 401, 403, 404 or 429.
    public let delete = Endpoint(
        .delete, "/organizations/{id}", "Delete an organization", scopes: "delete:organizations", status: 204,
        at: ID<Organization>.self)

    // MARK: Members

    /// Lists the members of an organization, in the order in which they joined.
    ///
    /// `GET /organizations/{id}/members`, with the scope `read:organization_members`. Refused with 400, 401, 403 or
    /// 429.
    public let members = Endpoint(
        .get, "/organizations/{id}/members", "List an organization's members", scopes: "read:organization_members",
        at: ID<Organization>.self, query: OrganizationMemberFilter.self, returns: Page<OrganizationMember>.self)

    /// Adds members to an organization.
    ///
    /// `POST /organizations/{id}/members`, with the scope `create:organization_members`. Refused with 400, 401, 403
    /// or 429.
    public let addMembers = Endpoint(
        .post, "/organizations/{id}/members", "Add members to an organization", scopes: "create:organization_members",
        status: 204, at: ID<Organization>.self, body: MemberSelection.self)

    /// Removes members and their roles in the organization.
    ///
    /// `DELETE /organizations/{id}/members`, with the scope `delete:organization_members`. Refused with 400, 401,
    /// 403 or 429.
    public let removeMembers = Endpoint(
        .delete, "/organizations/{id}/members", "Remove members from an organization",
        scopes: "delete:organization_members", status: 204, at: ID<Organization>.self, body: MemberSelection.self)

    /// Lists the roles of a member in the organization, without the roles assigned to the user in the tenant.
    ///
    /// `GET /organizations/{id}/members/{user_id}/roles`, with the scope `read:organization_member_roles`. Refused
    /// with 400, 401, 403 or 429.
    public let memberRoles = Endpoint(
        .get, "/organizations/{id}/members/{user_id}/roles", "List a member's roles",
        scopes: "read:organization_member_roles", at: Nested<Organization, UserIdentity>.self, query: PageQuery.self,
        returns: Page<Role>.self)

    /// Assigns roles to a member.
    ///
    /// `POST /organizations/{id}/members/{user_id}/roles`, with the scope `create:organization_member_roles`.
    /// Refused with 400, 401, 403, 409 or 429.
    public let assignMemberRoles = Endpoint(
        .post, "/organizations/{id}/members/{user_id}/roles", "Assign roles to a member",
        scopes: "create:organization_member_roles", status: 204, at: Nested<Organization, UserIdentity>.self,
        body: MemberRoleSelection.self)

    /// Removes roles from a member.
    ///
    /// `DELETE /organizations/{id}/members/{user_id}/roles`, with the scope `delete:organization_member_roles`.
    /// Refused with 400, 401, 403 or 429.
    public let removeMemberRoles = Endpoint(
        .delete, "/organizations/{id}/members/{user_id}/roles", "Remove roles from a member",
        scopes: "delete:organization_member_roles", status: 204, at: Nested<Organization, UserIdentity>.self,
        body: MemberRoleSelection.self)

    // MARK: Connections

    /// Lists the connections that are enabled for an organization.
    ///
    /// `GET /organizations/{id}/enabled_connections`, with the scope `read:organization_connections`. Refused with
    /// 400, 401, 403 or 429.
    public let enabledConnections = Endpoint(
        .get, "/organizations/{id}/enabled_connections", "List an organization's enabled connections",
        scopes: "read:organization_connections", at: ID<Organization>.self, query: PageQuery.self,
        returns: Page<OrganizationConnection>.self)

    /// Enables a connection for an organization.
    ///
    /// `POST /organizations/{id}/enabled_connections`, with the scope `create:organization_connections`. Refused
    /// with 400, 401, 403 or 429.
    public let enableConnection = Endpoint(
        .post, "/organizations/{id}/enabled_connections", "Enable a connection for an organization",
        scopes: "create:organization_connections", status: 201, at: ID<Organization>.self,
        body: EnabledConnectionDraft.self, returns: OrganizationConnection.self)

    /// Gets an organization's enabled connection.
    ///
    /// `GET /organizations/{id}/enabled_connections/{connectionId}`, with the scope
    /// `read:organization_connections`. Refused with 401, 403 or 429.
    public let enabledConnection = Endpoint(
        .get, "/organizations/{id}/enabled_connections/{connectionId}", "Get an organization's enabled connection",
        scopes: "read:organization_connections", at: Nested<Organization, Connection>.self,
        returns: OrganizationConnection.self)

    /// Updates an organization's enabled connection.
    ///
    /// `PATCH /organizations/{id}/enabled_connections/{connectionId}`, with the scope
    /// `update:organization_connections`. Refused with 400, 401, 403 or 429.
    public let updateEnabledConnection = Endpoint(
        .patch, "/organizations/{id}/enabled_connections/{connectionId}",
        "Update an organization's enabled connection", scopes: "update:organization_connections",
        at: Nested<Organization, Connection>.self, body: Patch<EnabledConnectionDraft>.self,
        returns: OrganizationConnection.self)

    /// Disables a connection for an organization.
    ///
    /// `DELETE /organizations/{id}/enabled_connections/{connectionId}`, with the scope
    /// `delete:organization_connections`. Refused with 400, 401, 403 or 429.
    public let disableConnection = Endpoint(
        .delete, "/organizations/{id}/enabled_connections/{connectionId}", "Disable a connection for an organization",
        scopes: "delete:organization_connections", status: 204, at: Nested<Organization, Connection>.self)

    /// Lists all connections of an organization, enabled or not.
    ///
    /// `GET /organizations/{id}/connections`, with the scope `read:organization_connections`. Refused with 400,
    /// 401, 403 or 429.
    public let connections = Endpoint(
        .get, "/organizations/{id}/connections", "List an organization's connections",
        scopes: "read:organization_connections", at: ID<Organization>.self, query: AssociatedConnectionFilter.self,
        returns: Page<AssociatedConnection>.self)

    /// Adds a connection to an organization.
    ///
    /// `POST /organizations/{id}/connections`, with the scope `create:organization_connections`. Refused with 400,
    /// 401, 403, 409 or 429.
    public let addConnection = Endpoint(
        .post, "/organizations/{id}/connections", "Add a connection to an organization",
        scopes: "create:organization_connections", status: 201, at: ID<Organization>.self,
        body: AssociatedConnectionDraft.self, returns: AssociatedConnection.self)

    /// Gets an organization's connection.
    ///
    /// `GET /organizations/{id}/connections/{connection_id}`, with the scope `read:organization_connections`.
    /// Refused with 401, 403, 404 or 429.
    public let connection = Endpoint(
        .get, "/organizations/{id}/connections/{connection_id}", "Get an organization's connection",
        scopes: "read:organization_connections", at: Nested<Organization, Connection>.self,
        returns: AssociatedConnection.self)

    /// Updates an organization's connection.
    ///
    /// `PATCH /organizations/{id}/connections/{connection_id}`, with the scope `update:organization_connections`.
    /// Refused with 400, 401, 403 or 429.
    public let updateConnection = Endpoint(
        .patch, "/organizations/{id}/connections/{connection_id}", "Update an organization's connection",
        scopes: "update:organization_connections", at: Nested<Organization, Connection>.self,
        body: Patch<AssociatedConnectionDraft>.self, returns: AssociatedConnection.self)

    /// Removes a connection from an organization.
    ///
    /// `DELETE /organizations/{id}/connections/{connection_id}`, with the scope `delete:organization_connections`.
    /// Refused with 401, 403 or 429.
    public let removeConnection = Endpoint(
        .delete, "/organizations/{id}/connections/{connection_id}", "Remove a connection from an organization",
        scopes: "delete:organization_connections", status: 204, at: Nested<Organization, Connection>.self)

    // MARK: Invitations

    /// Lists an organization's invitations.
    ///
    /// `GET /organizations/{id}/invitations`, with the scope `read:organization_invitations`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let invitations = Endpoint(
        .get, "/organizations/{id}/invitations", "List an organization's invitations",
        scopes: "read:organization_invitations", at: ID<Organization>.self,
        query: OrganizationInvitationFilter.self, returns: Page<OrganizationInvitation>.self)

    /// Invites a user to an organization.
    ///
    /// `POST /organizations/{id}/invitations`, with the scope `create:organization_invitations`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let invite = Endpoint(
        .post, "/organizations/{id}/invitations", "Invite a user to an organization",
        scopes: "create:organization_invitations", status: 201, at: ID<Organization>.self,
        body: OrganizationInvitationDraft.self, returns: OrganizationInvitation.self)

    /// Gets an invitation.
    ///
    /// `GET /organizations/{id}/invitations/{invitation_id}`, with the scope `read:organization_invitations`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let invitation = Endpoint(
        .get, "/organizations/{id}/invitations/{invitation_id}", "Get an invitation",
        scopes: "read:organization_invitations", at: Nested<Organization, OrganizationInvitation>.self,
        query: FieldsQuery.self, returns: OrganizationInvitation.self)

    /// Deletes an invitation.
    ///
    /// `DELETE /organizations/{id}/invitations/{invitation_id}`, with the scope `delete:organization_invitations`.
    /// Refused with 401, 403, 404 or 429.
    public let deleteInvitation = Endpoint(
        .delete, "/organizations/{id}/invitations/{invitation_id}", "Delete an invitation",
        scopes: "delete:organization_invitations", status: 204,
        at: Nested<Organization, OrganizationInvitation>.self)

    // MARK: Client grants

    /// Lists the client grants of an organization.
    ///
    /// `GET /organizations/{id}/client-grants`, with the scope `read:organization_client_grants`. Refused with 400,
    /// 401, 403 or 429.
    public let clientGrants = Endpoint(
        .get, "/organizations/{id}/client-grants", "List an organization's client grants",
        scopes: "read:organization_client_grants", at: ID<Organization>.self,
        query: OrganizationClientGrantFilter.self, returns: Page<ClientGrant>.self)

    /// Associates a client grant with an organization.
    ///
    /// `POST /organizations/{id}/client-grants`, with the scope `create:organization_client_grants`. Refused with
    /// 400, 401, 403, 404, 409 or 429.
    public let addClientGrant = Endpoint(
        .post, "/organizations/{id}/client-grants", "Give a client grant to an organization",
        scopes: "create:organization_client_grants", status: 201, at: ID<Organization>.self,
        body: OrganizationClientGrantDraft.self, returns: ClientGrant.self)

    /// Removes a client grant from an organization.
    ///
    /// `DELETE /organizations/{id}/client-grants/{grant_id}`, with the scope `delete:organization_client_grants`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let removeClientGrant = Endpoint(
        .delete, "/organizations/{id}/client-grants/{grant_id}", "Take a client grant from an organization",
        scopes: "delete:organization_client_grants", status: 204, at: Nested<Organization, ClientGrant>.self)

    // MARK: Discovery domains

    /// Lists an organization's discovery domains.
    ///
    /// `GET /organizations/{id}/discovery-domains`, with the scope `read:organization_discovery_domains`. Refused
    /// with 400, 401, 403, 404 or 429.
    public let domains = Endpoint(
        .get, "/organizations/{id}/discovery-domains", "List an organization's discovery domains",
        scopes: "read:organization_discovery_domains", at: ID<Organization>.self,
        query: NextPageQuery.self, returns: Page<OrganizationDomain>.self)

    /// Adds a discovery domain to an organization.
    ///
    /// `POST /organizations/{id}/discovery-domains`, with the scope `create:organization_discovery_domains`.
    /// Refused with 400, 401, 403, 404, 409 or 429.
    public let addDomain = Endpoint(
        .post, "/organizations/{id}/discovery-domains", "Add a discovery domain to an organization",
        scopes: "create:organization_discovery_domains", status: 201, at: ID<Organization>.self,
        body: OrganizationDomainDraft.self, returns: OrganizationDomain.self)

    /// Gets a discovery domain.
    ///
    /// `GET /organizations/{id}/discovery-domains/{discovery_domain_id}`, with the scope
    /// `read:organization_discovery_domains`. Refused with 400, 401, 403, 404 or 429.
    public let domain = Endpoint(
        .get, "/organizations/{id}/discovery-domains/{discovery_domain_id}", "Get a discovery domain",
        scopes: "read:organization_discovery_domains", at: Nested<Organization, OrganizationDomain>.self,
        returns: OrganizationDomain.self)

    /// Gets a discovery domain by name.
    ///
    /// `GET /organizations/{id}/discovery-domains/name/{discovery_domain}`, with the scope
    /// `read:organization_discovery_domains`. Refused with 400, 401, 403, 404 or 429.
    public let domainByName = Endpoint(
        .get, "/organizations/{id}/discovery-domains/name/{discovery_domain}", "Get a discovery domain by name",
        scopes: "read:organization_discovery_domains", at: Nested<Organization, OrganizationDomainName>.self,
        returns: OrganizationDomain.self)

    /// Updates a discovery domain.
    ///
    /// `PATCH /organizations/{id}/discovery-domains/{discovery_domain_id}`, with the scope
    /// `update:organization_discovery_domains`. Refused with 400, 404 or 429.
    public let updateDomain = Endpoint(
        .patch, "/organizations/{id}/discovery-domains/{discovery_domain_id}", "Update a discovery domain",
        scopes: "update:organization_discovery_domains", at: Nested<Organization, OrganizationDomain>.self,
        body: Patch<OrganizationDomainDraft>.self, returns: OrganizationDomain.self)

    /// Deletes a discovery domain.
    ///
    /// `DELETE /organizations/{id}/discovery-domains/{discovery_domain_id}`, with the scope
    /// `delete:organization_discovery_domains`. Refused with 401, 403, 404 or 429.
    public let deleteDomain = Endpoint(
        .delete, "/organizations/{id}/discovery-domains/{discovery_domain_id}", "Delete a discovery domain",
        scopes: "delete:organization_discovery_domains", status: 204,
        at: Nested<Organization, OrganizationDomain>.self)

    public init() {}
}

extension ManagementClient {
    /// The organizations of the tenant, whose members log in with shared settings.
    public var organizations: ResourceClient<Organizations> { ResourceClient(self) }
}
