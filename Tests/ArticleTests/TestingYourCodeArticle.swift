import GatehouseTesting
import HTTPTypes
import ManagementClient
import Testing

/// What `TestingYourCode` shows.
@Suite struct TestingYourCodeArticle {
    @Test func tenant() async throws {
        try await LocalTenant.run { tenant in
            let management = tenant.management
            let role = try await management.roles.create(.init(name: "editor"))
            tenant.clock.advance(.seconds(3600))
            #expect(try await management.roles.list().items == [role])
        }
    }

    struct Busy: Transport {
        func send(_ request: TransportRequest) async throws -> TransportResponse {
            TransportResponse(status: .tooManyRequests, headers: [.retryAfter: "3600"])
        }
    }

    @Test func transport() async throws {
        let client = ManagementClient(domain: "tenant.test", token: "token", transport: Busy())
        let error = await #expect(throws: ManagementError.self) { try await client.roles.list() }
        #expect(error?.retryAfter == .seconds(3600))
    }
}
