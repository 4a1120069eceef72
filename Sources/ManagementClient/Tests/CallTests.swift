import ManagementClient
import Testing

@Suite struct CallTests {
    private let role: JSON = ["id": "rol_x", "name": "editor", "description": "May edit"]

    @Test func callsAreTypedByTheirEndpoints() async throws {
        let transport = ScriptedTransport([
            answer(200, role), answer(200, ["roles": [role]]), answer(200, [role]), answer(200, role),
            answer(200, role), answer(204), answer(201), answer(204), answer(204),
            answer(200, ["id": "cred_1"]), answer(204),
        ])
        let client = ManagementClient(transport)
        #expect(try await client.roles.get("rol_x").name == "editor")
        #expect(try await client.roles.list().items.count == 1)
        #expect(try await client.roles.list(.init(perPage: 5)).items.first?.id == "rol_x")
        #expect(try await client.roles.create(.init(name: "editor")).id == "rol_x")
        _ = try await client.roles.update("rol_x", Patch { $0.description = nil })
        try await client.roles.delete("rol_x")
        try await client.roles.addPermissions("rol_x", .init(["read"]))
        try await client.roles.removePermissions("rol_x", .init(["read"]))
        try await client.roles.reset()
        let clientID: ID<Clients> = "abc"
        let credential = try await client.clients.getCredential(clientID, "cred_1")
        try await client.clients.deleteCredential(clientID, "cred_1")
        #expect(credential == Credential(id: "cred_1"))
        #expect(
            transport.lines == [
                "GET https://tenant.test/api/v2/roles/rol_x",
                "GET https://tenant.test/api/v2/roles",
                "GET https://tenant.test/api/v2/roles?per_page=5",
                "POST https://tenant.test/api/v2/roles",
                "PATCH https://tenant.test/api/v2/roles/rol_x",
                "DELETE https://tenant.test/api/v2/roles/rol_x",
                "POST https://tenant.test/api/v2/roles/rol_x/permissions",
                "DELETE https://tenant.test/api/v2/roles/rol_x/permissions",
                "PUT https://tenant.test/api/v2/roles",
                "GET https://tenant.test/api/v2/clients/abc/credentials/cred_1",
                "DELETE https://tenant.test/api/v2/clients/abc/credentials/cred_1",
            ])
        #expect(try transport.requests[3].json == ["name": "editor"])
        #expect(try transport.requests[4].json == ["description": .null])
        #expect(try transport.requests[7].json == ["permissions": ["read"]])
        #expect(transport.requests[5].body == nil)
    }

    @Test func anEmptyInitMeansTheQuery() async throws {
        let transport = ScriptedTransport([answer(200, []), answer(200, [])])
        let client = ManagementClient(transport)
        _ = try await client.roles.list(.init())
        _ = try await client.clients.sessions("usr", .init())
        #expect(transport.requests.allSatisfy { $0.body == nil })
    }

    @Test func pathArgumentsAreEncodedWhole() async throws {
        let transport = ScriptedTransport([answer(200, role)])
        _ = try await ManagementClient(transport).roles.get("auth0|abc/d f?ü")
        #expect(transport.lines == ["GET https://tenant.test/api/v2/roles/auth0%7Cabc%2Fd%20f%3F%C3%BC"])
    }

    @Test(arguments: ["", ".", ".."]) func argumentsThatAddressSomethingElseAreRefused(id: String) async throws {
        let transport = ScriptedTransport()
        let error = try await managementError { try await ManagementClient(transport).roles.delete(ID(id)) }
        #expect(error?.kind == .request)
        #expect(transport.requests.isEmpty)
    }

    @Test func queriesAreEncodedMemberByMember() async throws {
        let transport = ScriptedTransport([answer(200, [])])
        var filter = RoleFilter(nameFilter: "a&b=c+d é", strategy: ["auth0", "sms"], page: 0)
        filter.includeTotals = false
        _ = try await ManagementClient(transport).roles.list(filter)
        #expect(
            transport.lines == [
                "GET https://tenant.test/api/v2/roles?name_filter=a%26b%3Dc%2Bd%20%C3%A9"
                    + "&strategy=auth0&strategy=sms&page=0&include_totals=false"
            ])
    }

    @Test func requestsCarryTheirFields() async throws {
        let transport = ScriptedTransport([answer(200, role), answer(200, role)])
        let client = ManagementClient(transport) {
            $0.telemetry.name = "test"
            $0.telemetry.version = "1.0"
            $0.telemetry.environment = ["swift": "6"]
            $0.headers[.acceptLanguage] = "de"
            $0.headers[.authorization] = "Basic nothing"
        }
        _ = try await client.roles.create(.init(name: "editor"))
        _ = try await client.with { $0.telemetry.isEnabled = false }.roles.get("rol_x")
        let first = transport.requests[0]
        #expect(first[header: "authorization"] == "Bearer token-1")
        #expect(first[header: "content-type"] == "application/json")
        #expect(first[header: "accept"] == "application/json")
        #expect(first[header: "accept-language"] == "de")
        #expect(first[header: "user-agent"] == "test/1.0")
        #expect(
            first[header: "auth0-client"]
                == "eyJuYW1lIjoidGVzdCIsInZlcnNpb24iOiIxLjAiLCJlbnYiOnsic3dpZnQiOiI2In19")
        let second = transport.requests[1]
        #expect(second[header: "auth0-client"] == nil)
        #expect(second[header: "content-type"] == nil)
    }

    @Test func aResponseTellsWhatCameAlong() async throws {
        let headers = [
            "x-ratelimit-limit": "10", "x-ratelimit-remaining": "9", "x-ratelimit-reset": "1700000060",
            "x-auth0-requestid": "req-1",
        ]
        let transport = ScriptedTransport([answer(200, role, headers), answer(204)])
        let client = ManagementClient(transport)
        let response = try await client.roles.get.withResponse("rol_x")
        #expect(response.answer.id == "rol_x")
        #expect(response.statusCode == 200)
        #expect(response.requestID == "req-1")
        let reset = Timestamp(milliseconds: 1_700_000_060_000)
        #expect(response.rateLimit == RateLimit(limit: 10, remaining: 9, reset: reset))
        let deletion = try await client.roles.delete.withResponse("rol_x")
        #expect(deletion.statusCode == 204)
        #expect(deletion.rateLimit == nil)
    }

    @Test(arguments: [
        ("tenant.test", "https://tenant.test"), ("https://tenant.test/", "https://tenant.test"),
        ("http://localhost:3000", "http://localhost:3000"),
    ])
    func aDomainMayHaveASchemeAndAPort(domain: String, origin: String) {
        let configuration = ManagementClient.Configuration(domain: domain)
        #expect(configuration.origin == origin)
        #expect(configuration.apiURL == "\(origin)/api/v2")
        #expect(configuration.defaultAudience == "\(origin)/api/v2/")
    }

    @Test func attemptsEndByTheEarlierOfBothTimeouts() async throws {
        let transport = ScriptedTransport([answer(200, role), answer(200, role)])
        let clock = TestClock()
        let client = ManagementClient(transport, clock: clock) { $0.timeout = .seconds(5) }
        _ = try await client.roles.get("rol_x")
        _ = try await client.with { $0.callTimeout = .seconds(2) }.roles.get("rol_x")
        let now = clock.clock.uptime()
        #expect(transport.requests.map { now.duration(to: $0.deadline) } == [.seconds(5), .seconds(2)])
    }
}
