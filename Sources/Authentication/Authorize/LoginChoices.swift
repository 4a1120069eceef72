import Contract
import Model
import Serving
import Storage

/// The connections with which an application's users can log in.
struct LoginChoices: Sendable {
    /// An external identity provider.
    struct Provider: Sendable {
        let connection: ConnectionRow
        let hasButton: Bool
        /// The display name.
        let name: String

        /// The email domains that belong to the provider.
        var domains: [String] {
            guard connection.isEnterprise else { return [] }
            let options = connection.options
            // For Okta, `domain` is the address of the Okta organization.
            let own = connection.strategy == "google-apps" ? options["domain"] : nil
            let main = [own, options["tenant_domain"]].compactMap { $0?.string }
            return (main + (options["domain_aliases"]?.strings ?? [])).map { $0.lowercased() }
        }
    }

    /// The database connection; `nil` if the application has none.
    let database: ConnectionRow?
    /// The passwordless connection, if there is no database connection.
    let sending: ConnectionRow?
    let providers: [Provider]
    /// Whether users may sign up with the database connection.
    let allowsSignup: Bool

    /// Returns the provider that the domain of an address belongs to.
    func home(of email: String) -> Provider? {
        guard let sign = email.lastIndex(of: "@") else { return nil }
        let domain = email[email.index(after: sign)...].lowercased()
        return providers.first { $0.domains.contains(domain) }
    }

    func provider(named name: String) -> Provider? { providers.first { $0.connection.name == name } }

    /// Returns the provider to redirect to without a page: the requested one, the one that the login hint belongs to,
    /// or the only enterprise connection if there is no other way to log in.
    func direct(for asked: AuthorizationRequest) -> Provider? {
        if let name = asked.connection { return provider(named: name) }
        if let home = asked.loginHint.flatMap(home) { return home }
        guard database == nil, sending == nil, providers.count == 1, providers[0].connection.isEnterprise else {
            return nil
        }
        return providers[0]
    }
}

extension Transaction {
    /// - Parameters:
    ///   - organization: the organization that users log in to.
    ///   - isInvited: whether the user has an invitation to the organization.
    func loginChoices(
        of client: ClientID, for asked: AuthorizationRequest, in organization: OrganizationRow?, isInvited: Bool
    ) throws -> LoginChoices {
        let offered = try organization.map { try enabledConnections(ofOrganization: OrganizationKey($0.id)) }
        func offer(of connection: ConnectionRow) -> OrganizationConnectionRow? {
            offered?.first { $0.connectionID == connection.id }
        }
        let usable = try connections(of: client).filter { connection in
            let isMeant = asked.connection == nil || asked.connection == connection.name
            return isMeant && (offered == nil || offer(of: connection) != nil)
        }
        let database = usable.first(where: \.isDatabase)
        let isOpen = isInvited || database.flatMap(offer)?.allowsSignup ?? true
        return LoginChoices(
            database: database, sending: database == nil ? usable.first(where: \.isPasswordless) : nil,
            providers: usable.filter(UpstreamProvider.isUsable).map { connection in
                let own = connection.document["show_as_button"]?.bool ?? true
                let shows = connection.isSocial || (offer(of: connection)?.showsButton ?? own)
                let name = offer(of: connection)?.organizationName ?? connection.document["display_name"]?.string
                return LoginChoices.Provider(
                    connection: connection, hasButton: shows, name: name ?? connection.usualName)
            },
            allowsSignup: isOpen && database.map { $0.options["disable_signup"]?.bool != true } ?? false)
    }

    /// The connections that are enabled for an application.
    func connections(of client: ClientID) throws -> [ConnectionRow] {
        try rows(
            """
            SELECT c.id, c.name, c.strategy, c.document
            FROM connections c JOIN connection_clients e ON e.tenant = c.tenant AND e.connection_id = c.id
            WHERE c.tenant = \(tenant) AND e.client_id = \(client) ORDER BY c.created_at, c.id
            """
        ).map { try ConnectionRow(row: $0, in: self) }
    }

    /// - Throws: `OAuthError` if the request names a connection that is not available to the application.
    func check(_ asked: AuthorizationRequest) throws {
        guard let name = asked.connection else { return }
        guard let connection = try connection(named: name) else {
            throw OAuthError.invalidRequest("the connection was not found")
        }
        guard try isEnabled(connection, for: asked.clientID) else {
            throw OAuthError.invalidRequest("the connection was disabled")
        }
        guard connection.isDatabase || connection.isPasswordless || UpstreamProvider.isUsable(connection) else {
            throw OAuthError.unsupported(connection)
        }
    }
}

extension ConnectionRow {
    /// The default display name of a provider.
    fileprivate var usualName: String {
        [
            "facebook": "Facebook", "github": "GitHub", "google-apps": "Google Workspace", "google-oauth2": "Google",
            "linkedin": "LinkedIn", "okta": "Okta", "waad": "Microsoft",
        ][strategy] ?? name
    }
}
