import ManagementClient
import Testing

@Suite struct OperationGroupTests {
    private let member: JSON = ["user_id": "auth0|1", "email": "a@example.com"]

    @Test func aGroupHasItsOperationsAndListsWhenCalled() async throws {
        let page: JSON = ["members": [member], "start": 0, "limit": 50, "total": 1]
        let transport = ScriptedTransport([
            answer(204), answer(200, [member]), answer(200, [member]), answer(200, page), answer(200, [member]),
            answer(204),
        ])
        let members = ManagementClient(transport).organizations.members
        try await members.add("org_1", ["auth0|1"])
        #expect(try await members("org_1").items.map(\.userID) == ["auth0|1"])
        #expect(try await members.list("org_1", .init(perPage: 5)).items.count == 1)
        var all: [UserID?] = []
        for try await member in members.all("org_1") { all.append(member.userID) }
        #expect(all == ["auth0|1"])
        #expect(try await members.withResponse("org_1").statusCode == 200)
        try await members.roles.assign("org_1", "auth0|1", ["rol_1"])
        let root = "https://tenant.test/api/v2/organizations/org_1/members"
        #expect(
            transport.lines == [
                "POST \(root)", "GET \(root)", "GET \(root)?per_page=5", "GET \(root)?include_totals=true",
                "GET \(root)", "POST \(root)/auth0%7C1/roles",
            ])
        #expect(try transport.requests[0].json == ["members": ["auth0|1"]])
        #expect(try transport.requests[5].json == ["roles": ["rol_1"]])
    }
}
