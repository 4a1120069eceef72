import JWTKit
import ManagementClient
import Testing

@Suite struct EnvironmentTests {
    @Test func aTokenNeedsNothingButTheDomain() async throws {
        let transport = ScriptedTransport([answer(204)])
        let variables = ["AUTH0_DOMAIN": "tenant.test", "AUTH0_API_TOKEN": "t", "AUTH0_CLIENT_ID": ""]
        try await ManagementClient.fromEnvironment(variables, transport: transport).roles.reset()
        #expect(transport.requests[0][header: "authorization"] == "Bearer t")
    }

    @Test func anApplicationGetsItsTokens() async throws {
        let token: JSON = ["access_token": "t", "expires_in": 60]
        let transport = ScriptedTransport([answer(200, token), answer(204), answer(200, token), answer(204)])
        let variables = ["AUTH0_DOMAIN": "tenant.test", "AUTH0_CLIENT_ID": "app", "AUTH0_AUDIENCE": "urn:api"]
        let secret = variables.merging(["AUTH0_CLIENT_SECRET": "s"]) { $1 }
        try await ManagementClient.fromEnvironment(secret, transport: transport).roles.reset()
        let key = variables.merging([
            "AUTH0_CLIENT_ASSERTION_PRIVATE_KEY": ES256PrivateKey().pemRepresentation,
            "AUTH0_CLIENT_ASSERTION_SIGNING_ALG": "ES256",
        ]) { $1 }
        try await ManagementClient.fromEnvironment(key, transport: transport).roles.reset()
        #expect(try transport.requests[0].json["client_secret"] == "s")
        #expect(try transport.requests[0].json["audience"] == "urn:api")
        #expect(try transport.requests[2].json["client_assertion"] != nil)
    }

    @Test func whatElseCanBeSetIsSet() async throws {
        let token: JSON = ["access_token": "t", "expires_in": 3600]
        let transport = ScriptedTransport([
            answer(200, token), answer(429), answer(429), answer(200, token), answer(204),
        ])
        let variables = [
            "AUTH0_DOMAIN": "tenant.test", "AUTH0_CLIENT_ID": "app", "AUTH0_CLIENT_SECRET": "s",
            "AUTH0_SCOPE": "read:roles", "AUTH0_TOKEN_TTL": "10", "AUTH0_MAX_RETRIES": "1",
        ]
        let clock = TestClock()
        let client = try ManagementClient.fromEnvironment(variables, transport: transport) { $0.clock = clock.clock }
        await #expect(throws: ManagementError.self) { try await client.roles.reset() }
        #expect(transport.requests.count == 3)
        #expect(try transport.requests[0].json["scope"] == "read:roles")
        clock.advance(.seconds(10))
        try await client.roles.reset()
        #expect(transport.requests.count == 5)
    }

    @Test(arguments: ["AUTH0_TOKEN_TTL", "AUTH0_MAX_RETRIES", "AUTH0_PROXY"])
    func whatCannotBeReadIsNamed(name: String) {
        let variables = [
            "AUTH0_DOMAIN": "a", "AUTH0_CLIENT_ID": "b", "AUTH0_CLIENT_SECRET": "c", name: "-1:verysecret",
        ]
        let error = #expect(throws: ManagementError.self) { try ManagementClient.fromEnvironment(variables) }
        #expect(error?.kind == .configuration)
        #expect(error?.message.contains("verysecret") == false)
    }

    @Test(arguments: [
        ([:], "AUTH0_DOMAIN"), (["AUTH0_DOMAIN": "a"], "AUTH0_CLIENT_ID"),
        (["AUTH0_DOMAIN": "a", "AUTH0_CLIENT_ID": "b"], "AUTH0_CLIENT_SECRET"),
    ])
    func whatIsMissingIsNamed(variables: [String: String], missing: String) {
        let error = #expect(throws: ManagementError.self) { try ManagementClient.fromEnvironment(variables) }
        #expect(error?.kind == .configuration)
        #expect(error?.message.contains(missing) == true)
    }
}
