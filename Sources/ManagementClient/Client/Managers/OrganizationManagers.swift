import ApplicationsAPI
import ManagementClientCore

/// The members of organizations: `client.organizations.members`.
public struct OrganizationMembers: OperationGroup {
    /// Lists an organization's members, in the order in which they joined.
    ///
    /// `GET /organizations/{id}/members`, with the scope `read:organization_members`. Refused with 400, 401, 403 or
    /// 429.
    public let list = Organizations().members
    /// Makes users members.
    ///
    /// `POST /organizations/{id}/members`, with the scope `create:organization_members`. Refused with 400, 401, 403
    /// or 429.
    public let add = Organizations().addMembers
    /// Ends memberships, and with them the roles that members had in the organization.
    ///
    /// `DELETE /organizations/{id}/members`, with the scope `delete:organization_members`. Refused with 400, 401,
    /// 403 or 429.
    public let remove = Organizations().removeMembers

    /// The group.
    public init() {}
}

/// The roles that members have in organizations: `client.organizations.members.roles`.
public struct OrganizationMemberRoles: OperationGroup {
    /// Lists the roles that a member has in the organization, besides those that the user has everywhere.
    ///
    /// `GET /organizations/{id}/members/{user_id}/roles`, with the scope `read:organization_member_roles`. Refused
    /// with 400, 401, 403 or 429.
    public let list = Organizations().memberRoles
    /// Gives a member roles in the organization.
    ///
    /// `POST /organizations/{id}/members/{user_id}/roles`, with the scope `create:organization_member_roles`.
    /// Refused with 400, 401, 403, 409 or 429.
    public let assign = Organizations().assignMemberRoles
    /// Takes roles in the organization from a member.
    ///
    /// `DELETE /organizations/{id}/members/{user_id}/roles`, with the scope `delete:organization_member_roles`.
    /// Refused with 400, 401, 403 or 429.
    public let remove = Organizations().removeMemberRoles

    /// The group.
    public init() {}
}

/// The invitations to organizations: `client.organizations.invitations`.
public struct OrganizationInvitations: OperationGroup {
    /// Lists the invitations that are open.
    ///
    /// `GET /organizations/{id}/invitations`, with the scope `read:organization_invitations`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let list = Organizations().invitations
    /// Invites somebody.
    ///
    /// `POST /organizations/{id}/invitations`, with the scope `create:organization_invitations`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let create = Organizations().invite
    /// Gets an invitation.
    ///
    /// `GET /organizations/{id}/invitations/{invitation_id}`, with the scope `read:organization_invitations`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let get = Organizations().invitation
    /// Takes an invitation back.
    ///
    /// `DELETE /organizations/{id}/invitations/{invitation_id}`, with the scope `delete:organization_invitations`.
    /// Refused with 401, 403, 404 or 429.
    public let delete = Organizations().deleteInvitation

    /// The group.
    public init() {}
}

/// The connections that members of organizations can log in with: `client.organizations.enabledConnections`.
public struct OrganizationEnabledConnections: OperationGroup {
    /// Lists the connections that members can log in with.
    ///
    /// `GET /organizations/{id}/enabled_connections`, with the scope `read:organization_connections`. Refused with
    /// 400, 401, 403 or 429.
    public let list = Organizations().enabledConnections
    /// Lets members log in with a connection.
    ///
    /// `POST /organizations/{id}/enabled_connections`, with the scope `create:organization_connections`. Refused
    /// with 400, 401, 403 or 429.
    public let enable = Organizations().enableConnection
    /// Gets a connection that members can log in with.
    ///
    /// `GET /organizations/{id}/enabled_connections/{connectionId}`, with the scope
    /// `read:organization_connections`. Refused with 401, 403 or 429.
    public let get = Organizations().enabledConnection
    /// Changes how members log in with a connection.
    ///
    /// `PATCH /organizations/{id}/enabled_connections/{connectionId}`, with the scope
    /// `update:organization_connections`. Refused with 400, 401, 403 or 429.
    public let update = Organizations().updateEnabledConnection
    /// Has members no longer log in with a connection.
    ///
    /// `DELETE /organizations/{id}/enabled_connections/{connectionId}`, with the scope
    /// `delete:organization_connections`. Refused with 400, 401, 403 or 429.
    public let disable = Organizations().disableConnection

    /// The group.
    public init() {}
}

/// The connections of organizations, those that are turned off among them: `client.organizations.connections`.
public struct OrganizationConnections: OperationGroup {
    /// Lists an organization's connections.
    ///
    /// `GET /organizations/{id}/connections`, with the scope `read:organization_connections`. Refused with 400,
    /// 401, 403 or 429.
    public let list = Organizations().connections
    /// Gives an organization a connection.
    ///
    /// `POST /organizations/{id}/connections`, with the scope `create:organization_connections`. Refused with 400,
    /// 401, 403, 409 or 429.
    public let add = Organizations().addConnection
    /// Gets a connection of an organization.
    ///
    /// `GET /organizations/{id}/connections/{connection_id}`, with the scope `read:organization_connections`.
    /// Refused with 401, 403, 404 or 429.
    public let get = Organizations().connection
    /// Changes a connection of an organization.
    ///
    /// `PATCH /organizations/{id}/connections/{connection_id}`, with the scope `update:organization_connections`.
    /// Refused with 400, 401, 403 or 429.
    public let update = Organizations().updateConnection
    /// Takes a connection from an organization.
    ///
    /// `DELETE /organizations/{id}/connections/{connection_id}`, with the scope `delete:organization_connections`.
    /// Refused with 401, 403 or 429.
    public let remove = Organizations().removeConnection

    /// The group.
    public init() {}
}

/// The client grants of organizations: `client.organizations.clientGrants`.
public struct OrganizationClientGrants: OperationGroup {
    /// Lists the client grants that an organization was given.
    ///
    /// `GET /organizations/{id}/client-grants`, with the scope `read:organization_client_grants`. Refused with 400,
    /// 401, 403 or 429.
    public let list = Organizations().clientGrants
    /// Gives an organization a client grant.
    ///
    /// `POST /organizations/{id}/client-grants`, with the scope `create:organization_client_grants`. Refused with
    /// 400, 401, 403, 404, 409 or 429.
    public let add = Organizations().addClientGrant
    /// Takes a client grant from an organization.
    ///
    /// `DELETE /organizations/{id}/client-grants/{grant_id}`, with the scope `delete:organization_client_grants`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let remove = Organizations().removeClientGrant

    /// The group.
    public init() {}
}

/// The domains by which organizations are found: `client.organizations.domains`.
public struct OrganizationDomains: OperationGroup {
    /// Lists an organization's domains.
    ///
    /// `GET /organizations/{id}/discovery-domains`, with the scope `read:organization_discovery_domains`. Refused
    /// with 400, 401, 403, 404 or 429.
    public let list = Organizations().domains
    /// Gives an organization a domain.
    ///
    /// `POST /organizations/{id}/discovery-domains`, with the scope `create:organization_discovery_domains`.
    /// Refused with 400, 401, 403, 404, 409 or 429.
    public let add = Organizations().addDomain
    /// Gets a domain by its identifier.
    ///
    /// `GET /organizations/{id}/discovery-domains/{discovery_domain_id}`, with the scope
    /// `read:organization_discovery_domains`. Refused with 400, 401, 403, 404 or 429.
    public let get = Organizations().domain
    /// Gets a domain by its name.
    ///
    /// `GET /organizations/{id}/discovery-domains/name/{discovery_domain}`, with the scope
    /// `read:organization_discovery_domains`. Refused with 400, 401, 403, 404 or 429.
    public let getByName = Organizations().domainByName
    /// Changes a domain.
    ///
    /// `PATCH /organizations/{id}/discovery-domains/{discovery_domain_id}`, with the scope
    /// `update:organization_discovery_domains`. Refused with 400, 404 or 429.
    public let update = Organizations().updateDomain
    /// Takes a domain from an organization.
    ///
    /// `DELETE /organizations/{id}/discovery-domains/{discovery_domain_id}`, with the scope
    /// `delete:organization_discovery_domains`. Refused with 401, 403, 404 or 429.
    public let delete = Organizations().deleteDomain

    /// The group.
    public init() {}
}

extension ResourceClient where Of == Organizations {
    /// The members of organizations.
    public var members: ResourceClient<OrganizationMembers> { ResourceClient<OrganizationMembers>(client) }
    /// The invitations to organizations.
    public var invitations: ResourceClient<OrganizationInvitations> { ResourceClient<OrganizationInvitations>(client) }
    /// The connections that members of organizations can log in with.
    public var enabledConnections: ResourceClient<OrganizationEnabledConnections> {
        ResourceClient<OrganizationEnabledConnections>(client)
    }
    /// The connections of organizations, those that are turned off among them.
    public var connections: ResourceClient<OrganizationConnections> { ResourceClient<OrganizationConnections>(client) }
    /// The client grants of organizations.
    public var clientGrants: ResourceClient<OrganizationClientGrants> {
        ResourceClient<OrganizationClientGrants>(client)
    }
    /// The domains by which organizations are found.
    public var domains: ResourceClient<OrganizationDomains> { ResourceClient<OrganizationDomains>(client) }
}

extension ResourceClient where Of == OrganizationMembers {
    /// The roles that members have in organizations.
    public var roles: ResourceClient<OrganizationMemberRoles> { ResourceClient<OrganizationMemberRoles>(client) }
}
