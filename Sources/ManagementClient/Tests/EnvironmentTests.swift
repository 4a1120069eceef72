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
