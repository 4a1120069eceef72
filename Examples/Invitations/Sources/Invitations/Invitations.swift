import ManagementClient

/// Lets people into a team: makes them users, gives them the team's role, and sends them a link to choose a password.
struct Invitations: Sendable {
    /// The tenant, at Auth0 or at Gatehouse.
    let management: ManagementClient
    /// The database connection that users are made in.
    let connection: String

    /// Invites somebody.
    /// - Returns: the user, who may have been there before.
    @discardableResult
    func invite(_ email: String, as role: String) async throws -> UserID {
        let user: UserID
        if let known = try await existingUser(email) {
            user = known
        } else {
            user = try await newUser(email)
        }
        let role = try await self.role(role)
        try await management.users.assignRoles(user, [role.id])
        return user
    }

    private func role(_ name: String) async throws -> Role {
        let found = try await management.roles.list(RoleFilter(nameFilter: name))
        if let known = found.items.first(where: { $0.name == name }) { return known }
        return try await management.roles.create(RoleDraft(name: name))
    }

    /// Where an invited user chooses a password.
    func passwordLink(for user: UserID) async throws -> String {
        try await management.tickets.changePassword(PasswordChangeTicketDraft(user)).ticket
    }

    private func existingUser(_ email: String) async throws -> UserID? {
        try await management.usersByEmail.list(EmailQuery(email: email)).first?.userID
    }

    private func newUser(_ email: String) async throws -> UserID {
        // Nobody knows this password; the link lets the user choose one.
        var random = SystemRandomNumberGenerator()
        let password = "Aa1-" + String(random.next(), radix: 36) + String(random.next(), radix: 36)
        let user = try await management.users.create(
            UserDraft(connection: connection, email: email, password: password))
        guard let id = user.userID else { throw Incomplete() }
        return id
    }

    /// An answer lacks what it must have.
    struct Incomplete: Error {}
}
