import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct OrganizationMembersTests {
    private static let organization: Scenario = .post("/organizations", ["name": "acme"], 201, keeping: ["org": "id"])

    private static func user(_ name: String) -> Scenario {
        let draft: JSON = [
            "connection": "Username-Password-Authentication", "email": .string("\(name)@acme.com"),
            "password": "correct-Horse-9",
        ]
        return .post("/users", draft, 201, keeping: [name: "user_id"])
    }

    @Test func joinAndLeave() async throws {
        let ada: JSON = [
            "user_id": "{ada}", "email": "ada@acme.com", "name": "ada@acme.com", "picture": "~^https://",
        ]
        try await eachEngine(run: [
            Self.organization, Self.user("ada"), Self.user("bob"),
            .get("/organizations/{org}/members", 200, []),
            .post("/organizations/{org}/members", ["members": ["{ada}"], "more": 1], 204),
            .get("/organizations/{org}/members", 200, [ada], lacking: ["0.roles"]),
            .post("/organizations/{org}/members", ["members": ["{ada}", "{bob}"]], 204),
            .get("/organizations/{org}/members?include_totals=true&per_page=1", 200, ["total": 2, "limit": 1]),
            .get("/users/{ada}/organizations", 200, [["id": "{org}", "name": "acme"]]),
            .delete("/organizations/{org}/members", 204, body: ["members": ["{ada}"]]),
            .delete("/organizations/{org}/members", 204, body: ["members": ["{ada}"]]),
            .get("/organizations/{org}/members?fields=user_id", 200, [["user_id": "{bob}"]], lacking: ["0.email"]),
            .get("/users/{ada}/organizations?include_totals=true", 200, ["organizations": [], "total": 0]),
            .delete("/users/{bob}", 204),
            .get("/organizations/{org}/members", 200, []),
        ])
    }

    @Test func refused() async throws {
        try await eachEngine(run: [
            Self.organization, Self.user("ada"),
            .post("/organizations/{org}/members", ["members": ["{ada}", "auth0|nobody"]], 404),
            .get("/organizations/{org}/members", 200, []),
            .post("/organizations/{org}/members", ["members": []], 400),
            .post("/organizations/org_x/members", ["members": ["{ada}"]], 404, OrganizationsTests.missing),
            .get("/organizations/org_x/members", 404, OrganizationsTests.missing),
            .get("/users/auth0%7Cnobody/organizations", 404),
        ])
    }

    @Test func pagesFollowOneAnother() async throws {
        try await eachEngine { tenant in
            let kept = try await tenant.run([
                Self.organization, Self.user("ada"), Self.user("bob"), Self.user("cyd"),
                .post("/organizations/{org}/members", ["members": ["{ada}", "{bob}", "{cyd}"]], 204),
            ])
            let id = ID<Organization>(try #require(kept["org"]?.string))
            let pages = tenant.client.organizations.members
            let first = try await pages(id, OrganizationMemberFilter(take: 2))
            let second = try await pages(id, OrganizationMemberFilter(from: first.next, take: 2))
            #expect(first.items.count == 2 && second.items.count == 1 && second.next == nil)
            let all = Set((first.items + second.items).compactMap(\.userID))
            #expect(all == Set(["ada", "bob", "cyd"].compactMap { kept[$0]?.string.map { UserID($0) } }))
        }
    }

    @Test func rolesInAnOrganization() async throws {
        let path = "/organizations/{org}/members/{ada}/roles"
        try await eachEngine(run: [
            Self.organization, Self.user("ada"),
            .post("/roles", ["name": "Editor", "description": "Edits"], 200, keeping: ["role": "id"]),
            .post(path, ["roles": ["{role}"]], 204),
            .post("/organizations/{org}/members", ["members": ["{ada}"]], 204),
            .get(path, 200, [["id": "{role}", "name": "Editor", "description": "Edits"]]),
            .get(
                "/organizations/{org}/members?fields=user_id,roles", 200,
                [["user_id": "{ada}", "roles": [["id": "{role}", "name": "Editor"]]]], lacking: ["0.email"]),
            .get("/users/{ada}/roles", 200, []),
            .post(path, ["roles": ["rol_x"]], 404, .refusal(404, "The role does not exist.")),
            .post("/organizations/{org}/members/nobody/roles", ["roles": ["{role}"]], 404),
            .delete(path, 204, body: ["roles": ["{role}"]]),
            .get("\(path)?include_totals=true", 200, ["roles": [], "total": 0]),
            .post(path, ["roles": ["{role}"]], 204),
            .delete("/organizations/{org}/members", 204, body: ["members": ["{ada}"]]),
            .get(path, 200, []),
            .post(path, ["roles": ["{role}"]], 204),
            .delete("/roles/{role}", 200),
            .get(path, 200, []),
        ])
    }

    @Test func membersAreFoundByTheirOrganizations() async throws {
        let search = "/users?q=organization_id%3A"
        try await eachEngine(run: [
            Self.organization, Self.user("ada"), Self.user("bob"),
            .post("/organizations", ["name": "other"], 201, keeping: ["other": "id"]),
            .get("\(search){org}", 200, []),
            .post("/organizations/{org}/members", ["members": ["{ada}", "{bob}"]], 204),
            .post("/organizations/{other}/members", ["members": ["{ada}"]], 204),
            .get("\(search){org}&include_totals=true", 200, ["total": 2]),
            .get("\(search){other}", 200, [["user_id": "{ada}"]]),
            .patch("/users/{ada}", ["nickname": "countess"], 200),
            .get("\(search){org}%20AND%20nickname%3Acountess", 200, [["user_id": "{ada}"]]),
            .get("/users?q=NOT%20_exists_%3Aorganization_id", 200, []),
            .delete("/organizations/{org}/members", 204, body: ["members": ["{ada}"]]),
            .get("\(search){org}", 200, [["user_id": "{bob}"]]),
            .get("\(search){other}", 200, [["user_id": "{ada}"]]),
            .post("/organizations/{org}/members", ["members": ["{ada}"]], 204),
            .get("\(search){org}&include_totals=true", 200, ["total": 2]),
            .delete("/organizations/{org}", 204),
            .get("\(search){org}", 200, []),
            .get("\(search){other}", 200, [["user_id": "{ada}"]]),
        ])
    }
}
