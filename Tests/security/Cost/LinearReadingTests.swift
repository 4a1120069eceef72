import Contract
import TestKit
import Testing

/// Texts that a parser which goes back would read again and again.
@Suite struct LinearReadingTests {
    @Test(.timeLimit(.minutes(10))) func metadataOfProviders() async throws {
        try await TestTenant.with(.sqlite) { tenant in
            for (number, part) in [
                "<X509Certificate ", "<SingleSignOnService Location=", "<", "PassiveRequestorEndpoint ",
            ]
            .enumerated() {
                let metadata = String(repeating: part, count: 1_500_000 / part.utf8.count)
                let answer = try await tenant.request(
                    "POST", "/connections",
                    body: [
                        "name": .string("c\(number)"), "strategy": "samlp",
                        "options": ["metadataXml": .string(metadata)],
                    ], token: tenant.token)
                #expect(answer.status < 500)
            }
        }
    }

    @Test(.timeLimit(.minutes(10))) func searchesOfTheFirstAPI() async throws {
        try await TestTenant.with(.sqlite) { tenant in
            for part in ["%20", "AND%20", ";%20", "a:%22%22", "a"] {
                let search = String(repeating: part, count: 15_000 / part.utf8.count) + ":"
                let answer = try await tenant.request(
                    "GET", "/users?search=\(search)", token: tenant.token, root: "/api")
                #expect(answer.status < 500)
            }
        }
    }
}
