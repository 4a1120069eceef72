import ApplicationsAPI
import ManagementClientCore

/// The members of organizations: `client.organizations.members`.
public struct OrganizationMembers: OperationGroup {
    /// Lists an organization's members, in the order in which they joined.
    ///
    /// `GET /organizations/{id}/members`, with the scope `read:organization_members`. Refused with 400, 401, 403 or
    /// 429.
    public let list = Organizations().members
    /// Adds users to an organization.
    ///
    /// `POST /organizations/{id}/members`, with the scope `create:organization_members`. Refused with 400, 401, 403
    /// or 429.
    public let add = Organizations().addMembers
    /// Removes members and their roles in the organization.
    ///
    /// `DELETE /organizations/{id}/members`, with the scope `delete:organization_members`. Refused with 400, 401,
    /// 403 or 429.
    public let remove = Organizations().removeMembers

    /// Creates the group.
    public init() {}
}

/// The roles of members in organizations: `client.organizations.members.roles`.
public struct OrganizationMemberRoles: OperationGroup {
    /// Lists the roles of a member in the organization, without the roles assigned to the user in the tenant.
    ///
    /// `GET /organizations/{id}/members/{user_id}/roles`, with the scope `read:organization_member_roles`. Refused
    /// with 400, 401, 403 or 429.
    public let list = Organizations().memberRoles
    /// Assigns roles in the organization to a member.
    ///
    /// `POST /organizations/{id}/members/{user_id}/roles`, with the scope `create:organization_member_roles`.
    /// Refused with 400, 401, 403, 409 or 429.
    public let assign = Organizations().assignMemberRoles
    /// Removes roles in the organization from a member.
    ///
    /// `DELETE /organizations/{id}/members/{user_id}/roles`, with the scope `delete:organization_member_roles`.
    /// Refused with 400, 401, 403 or 429.
    public let remove = Organizations().removeMemberRoles

    /// Creates the group.
    public init() {}
}

/// The invitations to organizations: `client.organizations.invitations`.
public struct OrganizationInvitations: OperationGroup {
    /// Lists the open invitations.
    ///
    /// `GET /organizations/{id}/invitations`, with the scope `read:organization_invitations`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let list = Organizations().invitations
    /// Invites a user.
    ///
    /// `POST /organizations/{id}/invitations`, with the scope `create:organization_invitations`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let create = Organizations().invite
    /// Gets an invitation.
    ///
    /// `GET /organizations/{id}/invitations/{invitation_id}`, with the scope `read:organization_invitations`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let get = Organizations().invitation
    /// Deletes an invitation.
    ///
    /// `DELETE /organizations/{id}/invitations/{invitation_id}`, with the scope `delete:organization_invitations`.
    /// Refused with 401, 403, 404 or 429.
    public let delete = Organizations().deleteInvitation

    /// Creates the group.
    public init() {}
}

/// The connections that are enabled for organizations: `client.organizations.enabledConnections`.
public struct OrganizationEnabledConnections: OperationGroup {
    /// Lists the enabled connections of an organization.
    ///
    /// `GET /organizations/{id}/enabled_connections`, with the scope `read:organization_connections`. Refused with
    /// 400, 401, 403 or 429.
    public let list = Organizations().enabledConnections
    /// Enables a connection.
    ///
    /// `POST /organizations/{id}/enabled_connections`, with the scope `create:organization_connections`. Refused
    /// with 400, 401, 403 or 429.
    public let enable = Organizations().enableConnection
    /// Gets an enabled connection.
    ///
    /// `GET /organizations/{id}/enabled_connections/{connectionId}`, with the scope
    /// `read:organization_connections`. Refused with 401, 403 or 429.
    public let get = Organizations().enabledConnection
    /// Updates an enabled connection.
    ///
    /// `PATCH /organizations/{id}/enabled_connections/{connectionId}`, with the scope
    /// `update:organization_connections`. Refused with 400, 401, 403 or 429.
    public let update = Organizations().updateEnabledConnection
    /// Disables a connection.
    ///
    /// `DELETE /organizations/{id}/enabled_connections/{connectionId}`, with the scope
    /// `delete:organization_connections`. Refused with 400, 401, 403 or 429.
    public let disable = Organizations().disableConnection

    /// Creates the group.
    public init() {}
}

/// The connections of organizations, enabled or not: `client.organizations.connections`.
public struct OrganizationConnections: OperationGroup {
    /// Lists an organization's connections.
    ///
    /// `GET /organizations/{id}/connections`, with the scope `read:organization_connections`. Refused with 400,
    /// 401, 403 or 429.
    public let list = Organizations().connections
    /// Adds a connection to an organization.
    ///
    /// `POST /organizations/{id}/connections`, with the scope `create:organization_connections`. Refused with 400,
    /// 401, 403, 409 or 429.
    public let add = Organizations().addConnection
    /// Gets a connection of an organization.
    ///
    /// `GET /organizations/{id}/connections/{connection_id}`, with the scope `read:organization_connections`.
    /// Refused with 401, 403, 404 or 429.
    public let get = Organizations().connection
    /// Updates a connection of an organization.
    ///
    /// `PATCH /organizations/{id}/connections/{connection_id}`, with the scope `update:organization_connections`.
    /// Refused with 400, 401, 403 or 429.
    public let update = Organizations().updateConnection
    /// Removes a connection from an organization.
    ///
    /// `DELETE /organizations/{id}/connections/{connection_id}`, with the scope `delete:organization_connections`.
    /// Refused with 401, 403 or 429.
    public let remove = Organizations().removeConnection

    /// Creates the group.
    public init() {}
}

/// The client grants of organizations: `client.organizations.clientGrants`.
public struct OrganizationClientGrants: OperationGroup {
    /// Lists the client grants of an organization.
    ///
    /// `GET /organizations/{id}/client-grants`, with the scope `read:organization_client_grants`. Refused with 400,
    /// 401, 403 or 429.
    public let list = Organizations().clientGrants
    /// Associates a client grant with an organization.
    ///
    /// `POST /organizations/{id}/client-grants`, with the scope `create:organization_client_grants`. Refused with
    /// 400, 401, 403, 404, 409 or 429.
    public let add = Organizations().addClientGrant
    /// Removes a client grant from an organization.
    ///
    /// `DELETE /organizations/{id}/client-grants/{grant_id}`, with the scope `delete:organization_client_grants`.
    /// Refused with 400, 401, 403, 404 or 429.
    public let remove = Organizations().removeClientGrant

    /// Creates the group.
    public init() {}
}

/// The domains by which organizations are discovered: `client.organizations.domains`.
public struct OrganizationDomains: OperationGroup {
    /// Lists an organization's domains.
    ///
    /// `GET /organizations/{id}/discovery-domains`, with the scope `read:organization_discovery_domains`. Refused
    /// with 400, 401, 403, 404 or 429.
    public let list = Organizations().domains
    /// Adds a domain to an organization.
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
    /// Updates a domain.
    ///
    /// `PATCH /organizations/{id}/discovery-domains/{discovery_domain_id}`, with the scope
    /// `update:organization_discovery_domains`. Refused with 400, 404 or 429.
    public let update = Organizations().updateDomain
    /// Removes a domain from an organization.
    ///
    /// `DELETE /organizations/{id}/discovery-domains/{discovery_domain_id}`, with the scope
    /// `delete:organization_discovery_domains`. Refused with 401, 403, 404 or 429.
    public let delete = Organizations().deleteDomain

    /// Creates the group.
    public init() {}
}

extension ResourceClient where Of == Organizations {
    /// The members of organizations.
    public var members: ResourceClient<OrganizationMembers> { ResourceClient<OrganizationMembers>(client) }
    /// The invitations to organizations.
    public var invitations: ResourceClient<OrganizationInvitations> { ResourceClient<OrganizationInvitations>(client) }
    /// The connections that are enabled for organizations.
    public var enabledConnections: ResourceClient<OrganizationEnabledConnections> {
        ResourceClient<OrganizationEnabledConnections>(client)
    }
    /// The connections of organizations, enabled or not.
    public var connections: ResourceClient<OrganizationConnections> { ResourceClient<OrganizationConnections>(client) }
    /// The client grants of organizations.
    public var clientGrants: ResourceClient<OrganizationClientGrants> {
        ResourceClient<OrganizationClientGrants>(client)
    }
    /// The domains by which organizations are discovered.
    public var domains: ResourceClient<OrganizationDomains> { ResourceClient<OrganizationDomains>(client) }
}

extension ResourceClient where Of == OrganizationMembers {
    /// The roles of members in organizations.
    public var roles: ResourceClient<OrganizationMemberRoles> { ResourceClient<OrganizationMemberRoles>(client) }
}
