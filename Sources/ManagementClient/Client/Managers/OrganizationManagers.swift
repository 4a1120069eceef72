import ApplicationsAPI
import ManagementClientCore

/// The members of organizations: `client.organizations.members`.
public struct OrganizationMembers: OperationGroup {
    /// Lists an organization's members, in the order in which they joined.
    public let list = Organizations().members
    /// Makes users members.
    public let add = Organizations().addMembers
    /// Ends memberships, and with them the roles that members had in the organization.
    public let remove = Organizations().removeMembers

    /// The group.
    public init() {}
}

/// The roles that members have in organizations: `client.organizations.members.roles`.
public struct OrganizationMemberRoles: OperationGroup {
    /// Lists the roles that a member has in the organization, besides those that the user has everywhere.
    public let list = Organizations().memberRoles
    /// Gives a member roles in the organization.
    public let assign = Organizations().assignMemberRoles
    /// Takes roles in the organization from a member.
    public let remove = Organizations().removeMemberRoles

    /// The group.
    public init() {}
}

/// The invitations to organizations: `client.organizations.invitations`.
public struct OrganizationInvitations: OperationGroup {
    /// Lists the invitations that are open.
    public let list = Organizations().invitations
    /// Invites somebody.
    public let create = Organizations().invite
    /// Gets an invitation.
    public let get = Organizations().invitation
    /// Takes an invitation back.
    public let delete = Organizations().deleteInvitation

    /// The group.
    public init() {}
}

/// The connections that members of organizations can log in with: `client.organizations.enabledConnections`.
public struct OrganizationEnabledConnections: OperationGroup {
    /// Lists the connections that members can log in with.
    public let list = Organizations().enabledConnections
    /// Lets members log in with a connection.
    public let enable = Organizations().enableConnection
    /// Gets a connection that members can log in with.
    public let get = Organizations().enabledConnection
    /// Changes how members log in with a connection.
    public let update = Organizations().updateEnabledConnection
    /// Has members no longer log in with a connection.
    public let disable = Organizations().disableConnection

    /// The group.
    public init() {}
}

/// The connections of organizations, those that are turned off among them: `client.organizations.connections`.
public struct OrganizationConnections: OperationGroup {
    /// Lists an organization's connections.
    public let list = Organizations().connections
    /// Gives an organization a connection.
    public let add = Organizations().addConnection
    /// Gets a connection of an organization.
    public let get = Organizations().connection
    /// Changes a connection of an organization.
    public let update = Organizations().updateConnection
    /// Takes a connection from an organization.
    public let remove = Organizations().removeConnection

    /// The group.
    public init() {}
}

/// The client grants of organizations: `client.organizations.clientGrants`.
public struct OrganizationClientGrants: OperationGroup {
    /// Lists the client grants that an organization was given.
    public let list = Organizations().clientGrants
    /// Gives an organization a client grant.
    public let add = Organizations().addClientGrant
    /// Takes a client grant from an organization.
    public let remove = Organizations().removeClientGrant

    /// The group.
    public init() {}
}

/// The domains by which organizations are found: `client.organizations.domains`.
public struct OrganizationDomains: OperationGroup {
    /// Lists an organization's domains.
    public let list = Organizations().domains
    /// Gives an organization a domain.
    public let add = Organizations().addDomain
    /// Gets a domain by its identifier.
    public let get = Organizations().domain
    /// Gets a domain by its name.
    public let getByName = Organizations().domainByName
    /// Changes a domain.
    public let update = Organizations().updateDomain
    /// Takes a domain from an organization.
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
