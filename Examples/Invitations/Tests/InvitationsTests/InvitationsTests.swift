import GatehouseTesting
import ManagementClient
import Testing

@testable import Invitations

/// Against a whole tenant, in this process: nothing is mocked, and nothing leaves the machine.
@Suite struct InvitationsTests {
    @Test func invitesOnce() async throws {
        try await LocalTenant.run { tenant in
            let invitations = Invitations(
                management: tenant.management, connection: "Username-Password-Authentication")
            let user = try await invitations.invite("ann@example.com", as: "editor")
            #expect(try await invitations.invite("ann@example.com", as: "editor") == user)
            #expect(try await tenant.management.users.roles(user).items.map(\.name) == ["editor"])
            #expect(try await tenant.management.users.list(UserFilter()).items.count == 1)
        }
    }

    @Test func linksToAPageThatAsksForAPassword() async throws {
        try await LocalTenant.run { tenant in
            let invitations = Invitations(
                management: tenant.management, connection: "Username-Password-Authentication")
            let link = try await invitations.passwordLink(for: invitations.invite("ann@example.com", as: "editor"))
            let page = try await tenant.send(.get, String(link.dropFirst(tenant.issuer.count).prefix { $0 != "#" }))
            #expect(page.status == .ok)
            #expect(String(decoding: page.body, as: UTF8.self).contains("Choose a new password"))
            // Five days later the link is over.
            tenant.clock.advance(.seconds(6 * 86_400))
            let later = try await tenant.send(.get, String(link.dropFirst(tenant.issuer.count).prefix { $0 != "#" }))
            #expect(later.status == .badRequest)
        }
    }
}
