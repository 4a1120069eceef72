import ManagementClient
import Synchronization
import TestKit
import Testing

/// One row of a table: the name of a method that is documented, and a call that shows what it does.
struct DocumentedMethod: Sendable {
    let name: String
    let run: @Sendable (TestTenant, ManagementClient) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (TestTenant, ManagementClient) async throws -> Void) {
        self.name = name
        self.run = run
    }
}

/// The methods that Auth0's JavaScript library documents of its `ManagementClient` itself, but for those for users and
/// those for what extends a tenant, which are run beside these resources.
@Suite struct DocumentedMethodsTests {
    static let table: [DocumentedMethod] =
        accessMethods + applicationMethods + appearanceMethods + protectionMethods + tenantMethods

    @Test func eachDoesWhatItSays() async throws {
        try await eachEngine { tenant in
            let calls = RememberedCalls(to: tenant)
            for row in Self.table {
                calls.forget()
                do {
                    try await row.run(tenant, calls.client)
                } catch {
                    Issue.record(error, "\(tenant.engine.rawValue): \(row.name)")
                }
                try calls.expect(row.name, of: .methods)
            }
        }
    }

    /// A user with an address of their own.
    static func user(_ api: ManagementClient, _ name: String) async throws -> UserID {
        var draft = UserDraft(
            connection: "Username-Password-Authentication", email: "\(name)@example.com", password: "Correct-Horse-9")
        draft.userID = name
        return try #require(try await api.users.create(draft).userID)
    }
}
