import AccessAPI
import Contract
import ManagementClientCore

/// The businesses whose members log in together.
public struct Organizations: Resource {
    public let list = Endpoint(
        .get, "/organizations", "List organizations", scopes: "read:organizations", "read:organizations_summary",
        query: OrganizationFilter.self, returns: Page<Organization>.self)

    public let create = Endpoint(
        .post, "/organizations", "Create an organization", scopes: "create:organizations",
        "create:organization_connections", status: 201, body: OrganizationDraft.self, returns: Organization.self)

    public let get = Endpoint(
        .get, "/organizations/{id}", "Get an organization", scopes: "read:organizations",
        "read:organizations_summary", at: ID<Organization>.self, returns: Organization.self)

    public let getByName = Endpoint(
        .get, "/organizations/name/{name}", "Get an organization by name", scopes: "read:organizations",
        at: ID<OrganizationName>.self, returns: Organization.self)

    /// Changes an organization. `branding` and `metadata` are replaced as a whole.
    public let update = Endpoint(
        .patch, "/organizations/{id}", "Update an organization", scopes: "update:organizations",
        at: ID<Organization>.self, body: Changes<OrganizationDraft>.self, returns: Organization.self)

    /// Deletes an organization; its members stay users of the tenant.
    public let delete = Endpoint(
        .delete, "/organizations/{id}", "Delete an organization", scopes: "delete:organizations", status: 204,
        at: ID<Organization>.self)

    // MARK: Members

    /// The organization's members, in the order in which they joined.
    public let members = Endpoint(
        .get, "/organizations/{id}/members", "List an organization's members", scopes: "read:organization_members",
        at: ID<Organization>.self, query: OrganizationMemberFilter.self, returns: Page<OrganizationMember>.self)

    public let addMembers = Endpoint(
        .post, "/organizations/{id}/members", "Add members to an organization", scopes: "create:organization_members",
        status: 204, at: ID<Organization>.self, body: MemberSelection.self)

    /// Ends memberships, and with them the roles that members had in the organization.
    public let removeMembers = Endpoint(
        .delete, "/organizations/{id}/members", "Remove members from an organization",
        scopes: "delete:organization_members", status: 204, at: ID<Organization>.self, body: MemberSelection.self)

    /// The roles that a member has in the organization, besides those that the user has everywhere.
    public let memberRoles = Endpoint(
        .get, "/organizations/{id}/members/{user_id}/roles", "List a member's roles",
        scopes: "read:organization_member_roles", at: Nested<Organization, UserIdentity>.self, query: PageQuery.self,
        returns: Page<Role>.self)

    public let assignMemberRoles = Endpoint(
        .post, "/organizations/{id}/members/{user_id}/roles", "Assign roles to a member",
        scopes: "create:organization_member_roles", status: 204, at: Nested<Organization, UserIdentity>.self,
        body: MemberRoleSelection.self)

    public let removeMemberRoles = Endpoint(
        .delete, "/organizations/{id}/members/{user_id}/roles", "Remove roles from a member",
        scopes: "delete:organization_member_roles", status: 204, at: Nested<Organization, UserIdentity>.self,
        body: MemberRoleSelection.self)

    // MARK: Connections

    /// The connections that members can log in with.
    public let enabledConnections = Endpoint(
        .get, "/organizations/{id}/enabled_connections", "List an organization's enabled connections",
        scopes: "read:organization_connections", at: ID<Organization>.self, query: PageQuery.self,
        returns: Page<OrganizationConnection>.self)

    public let enableConnection = Endpoint(
        .post, "/organizations/{id}/enabled_connections", "Enable a connection for an organization",
        scopes: "create:organization_connections", status: 201, at: ID<Organization>.self,
        body: EnabledConnectionDraft.self, returns: OrganizationConnection.self)

    public let enabledConnection = Endpoint(
        .get, "/organizations/{id}/enabled_connections/{connectionId}", "Get an organization's enabled connection",
        scopes: "read:organization_connections", at: Nested<Organization, Connection>.self,
        returns: OrganizationConnection.self)

    public let updateEnabledConnection = Endpoint(
        .patch, "/organizations/{id}/enabled_connections/{connectionId}",
        "Update an organization's enabled connection", scopes: "update:organization_connections",
        at: Nested<Organization, Connection>.self, body: Changes<EnabledConnectionDraft>.self,
        returns: OrganizationConnection.self)

    public let disableConnection = Endpoint(
        .delete, "/organizations/{id}/enabled_connections/{connectionId}", "Disable a connection for an organization",
        scopes: "delete:organization_connections", status: 204, at: Nested<Organization, Connection>.self)

    /// All connections of an organization, enabled or not.
    public let connections = Endpoint(
        .get, "/organizations/{id}/connections", "List an organization's connections",
        scopes: "read:organization_connections", at: ID<Organization>.self, query: AssociatedConnectionFilter.self,
        returns: Page<AssociatedConnection>.self)

    public let addConnection = Endpoint(
        .post, "/organizations/{id}/connections", "Add a connection to an organization",
        scopes: "create:organization_connections", status: 201, at: ID<Organization>.self,
        body: AssociatedConnectionDraft.self, returns: AssociatedConnection.self)

    public let connection = Endpoint(
        .get, "/organizations/{id}/connections/{connection_id}", "Get an organization's connection",
        scopes: "read:organization_connections", at: Nested<Organization, Connection>.self,
        returns: AssociatedConnection.self)

    public let updateConnection = Endpoint(
        .patch, "/organizations/{id}/connections/{connection_id}", "Update an organization's connection",
        scopes: "update:organization_connections", at: Nested<Organization, Connection>.self,
        body: Changes<AssociatedConnectionDraft>.self, returns: AssociatedConnection.self)

    public let removeConnection = Endpoint(
        .delete, "/organizations/{id}/connections/{connection_id}", "Remove a connection from an organization",
        scopes: "delete:organization_connections", status: 204, at: Nested<Organization, Connection>.self)

    // MARK: Invitations

    public let invitations = Endpoint(
        .get, "/organizations/{id}/invitations", "List an organization's invitations",
        scopes: "read:organization_invitations", at: ID<Organization>.self,
        query: OrganizationInvitationFilter.self, returns: Page<OrganizationInvitation>.self)

    public let invite = Endpoint(
        .post, "/organizations/{id}/invitations", "Invite a user to an organization",
        scopes: "create:organization_invitations", status: 201, at: ID<Organization>.self,
        body: OrganizationInvitationDraft.self, returns: OrganizationInvitation.self)

    public let invitation = Endpoint(
        .get, "/organizations/{id}/invitations/{invitation_id}", "Get an invitation",
        scopes: "read:organization_invitations", at: Nested<Organization, OrganizationInvitation>.self,
        query: FieldsQuery.self, returns: OrganizationInvitation.self)

    public let deleteInvitation = Endpoint(
        .delete, "/organizations/{id}/invitations/{invitation_id}", "Delete an invitation",
        scopes: "delete:organization_invitations", status: 204,
        at: Nested<Organization, OrganizationInvitation>.self)

    // MARK: Client grants

    /// What applications may do on APIs in the organization's name.
    public let clientGrants = Endpoint(
        .get, "/organizations/{id}/client-grants", "List an organization's client grants",
        scopes: "read:organization_client_grants", at: ID<Organization>.self,
        query: OrganizationClientGrantFilter.self, returns: Page<ClientGrant>.self)

    public let addClientGrant = Endpoint(
        .post, "/organizations/{id}/client-grants", "Give a client grant to an organization",
        scopes: "create:organization_client_grants", status: 201, at: ID<Organization>.self,
        body: OrganizationClientGrantDraft.self, returns: ClientGrant.self)

    public let removeClientGrant = Endpoint(
        .delete, "/organizations/{id}/client-grants/{grant_id}", "Take a client grant from an organization",
        scopes: "delete:organization_client_grants", status: 204, at: Nested<Organization, ClientGrant>.self)

    // MARK: Discovery domains

    public let domains = Endpoint(
        .get, "/organizations/{id}/discovery-domains", "List an organization's discovery domains",
        scopes: "read:organization_discovery_domains", at: ID<Organization>.self,
        query: NextPageQuery.self, returns: Page<OrganizationDomain>.self)

    public let addDomain = Endpoint(
        .post, "/organizations/{id}/discovery-domains", "Add a discovery domain to an organization",
        scopes: "create:organization_discovery_domains", status: 201, at: ID<Organization>.self,
        body: OrganizationDomainDraft.self, returns: OrganizationDomain.self)

    public let domain = Endpoint(
        .get, "/organizations/{id}/discovery-domains/{discovery_domain_id}", "Get a discovery domain",
        scopes: "read:organization_discovery_domains", at: Nested<Organization, OrganizationDomain>.self,
        returns: OrganizationDomain.self)

    public let domainByName = Endpoint(
        .get, "/organizations/{id}/discovery-domains/name/{discovery_domain}", "Get a discovery domain by name",
        scopes: "read:organization_discovery_domains", at: Nested<Organization, OrganizationDomainName>.self,
        returns: OrganizationDomain.self)

    public let updateDomain = Endpoint(
        .patch, "/organizations/{id}/discovery-domains/{discovery_domain_id}", "Update a discovery domain",
        scopes: "update:organization_discovery_domains", at: Nested<Organization, OrganizationDomain>.self,
        body: Changes<OrganizationDomainDraft>.self, returns: OrganizationDomain.self)

    public let deleteDomain = Endpoint(
        .delete, "/organizations/{id}/discovery-domains/{discovery_domain_id}", "Delete a discovery domain",
        scopes: "delete:organization_discovery_domains", status: 204,
        at: Nested<Organization, OrganizationDomain>.self)

    public init() {}
}

extension ManagementClient {
    public var organizations: ResourceClient<Organizations> { ResourceClient(self) }
}
