import GatehouseTesting
import ManagementClient
import Testing

/// What `ErrorsAndRetries` shows.
@Suite struct ErrorsAndRetriesArticle {
    @Test func errors() async throws {
        try await LocalTenant.run { tenant in
            let client = tenant.management
            let draft = UserDraft(
                connection: "Username-Password-Authentication", email: "ann@example.com", password: "Correct-Horse-9")
            _ = try await client.users.create(draft)
            var handled = 0
            do {
                _ = try await client.users.create(draft)
            } catch let error as ManagementError where error.statusCode == 409 {
                print("There is such a user: \(error.message)")
                handled += 1
            } catch let error as ManagementError {
                print(error.kind, error.statusCode ?? 0, error.errorCode ?? "-", error.requestID ?? "-")
                throw error
            }
            #expect(handled == 1)
        }
    }

    @Test func configuration() {
        let token = "token"
        let client = ManagementClient(domain: "tenant.eu.auth0.com", token: token) {
            $0.retry.maxRetries = 3
            $0.retry.longestWait = .seconds(30)
        }
        #expect(client.configuration.retry.maxRetries == 3)
        let bounded = client.with {
            $0.timeout = .seconds(5)
            $0.callTimeout = .seconds(20)
        }
        #expect(bounded.configuration.callTimeout == .seconds(20))
    }
}
