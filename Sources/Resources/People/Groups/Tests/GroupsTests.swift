import Contract
import ManagementClient
import Model
import PeopleAPI
import Storage
import TestKit
import Testing

@Suite struct GroupsTests {
    private static let staff: ID<Group> = "grp_11111111111111"
    private static let board: ID<Group> = "grp_22222222222222"

    /// Fills a tenant with two groups, one inside the other, as directory synchronization creates them.
    private static func fill(_ tenant: TestTenant) async throws {
        let kept = try await tenant.run([
            .post("/users", UserIdentitiesTests.user("ada"), 201),
            .post("/connections", ["name": "directory", "strategy": "auth0"], 201, keeping: ["connection": "id"]),
        ])
        let connection = kept["connection"]?.string
        let now = tenant.clock.now
        try await tenant.store.write("local") { transaction in
            try transaction.insert(
                GroupRow(id: staff.value, name: "Staff", externalID: "ext-1", connectionID: connection, at: now))
            try transaction.insert(GroupRow(id: board.value, name: "Board", description: "Few", at: now))
            try transaction.add("auth0|ada", toGroup: staff.value, at: now)
            try transaction.add("auth0|ada", toGroup: staff.value, at: now)
            try transaction.add(group: board.value, toGroup: staff.value, at: now)
        }
    }

    @Test func reading() async throws {
        try await eachEngine { tenant in
            try await Self.fill(tenant)
            let created: JSON = "2026-01-31T12:00:00.000Z"
            try await tenant.run([
                .get("/groups", 200, [["name": "Board", "description": "Few"], ["name": "Staff"]]),
                .get("/groups?include_totals=true&per_page=1", 200, ["groups": [["name": "Board"]], "total": 2]),
                .get("/groups?name=Staff&fields=name", 200, [["name": "Staff"]], lacking: ["0.id"]),
                .get("/groups?external_id=ext-1", 200, [["name": "Staff"]]),
                .get("/groups?search=oar", 200, [["name": "Board"]]),
                .get("/groups?search=EXT", 200, [["name": "Staff"]]),
                .get("/groups?connection_id=none", 200, []),
                .get("/groups?fields=secret", 400),
                .get(
                    "/groups/\(Self.staff)", 200,
                    ["id": .string(Self.staff.value), "tenant_name": "local", "external_id": "ext-1"]),
                .get("/groups/grp_33333333333333", 404), .get("/groups/other", 400),
                .get(
                    "/groups/\(Self.staff)/members", 200,
                    [
                        "members": [
                            ["id": "auth0|ada", "member_type": "user", "type": "connection", "created_at": created],
                            ["id": .string(Self.board.value), "member_type": "group"],
                        ]
                    ]),
                .get(
                    "/users/auth0%7Cada/groups", 200, [["name": "Staff", "membership_created_at": created]]),
                .get("/users/auth0%7Cnone/groups", 404),
            ])
            let page = try await tenant.client.groups.members(Self.staff, GroupMemberFilter(take: 1))
            let rest = try await tenant.client.groups.members(Self.staff, GroupMemberFilter(from: page.next, take: 1))
            #expect((page.items + rest.items).map(\.id) == ["auth0|ada", Self.board.value] && rest.next == nil)
        }
    }

    @Test func deleting() async throws {
        try await eachEngine { tenant in
            try await Self.fill(tenant)
            let groups = tenant.client.groups
            try await groups.delete(Self.board)
            #expect(try await groups.members(Self.staff).items.map(\.id) == ["auth0|ada"])
            let missing = try await refusal { try await groups.delete(Self.board) }
            #expect(missing == "404 The group does not exist. (inexistent_group)")
            try await tenant.client.users.delete("auth0|ada")
            #expect(try await groups.members(Self.staff).items.isEmpty)
            let connection = try #require(try await groups.get(Self.staff).connectionID)
            try await tenant.run([.delete("/connections/\(connection)", 202), .get("/groups", 200, [])])
        }
    }
}
