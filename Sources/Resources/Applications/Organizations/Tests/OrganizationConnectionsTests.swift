import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct OrganizationConnectionsTests {
    private static let missing: JSON = .refusal(404, "No connection found by that id")
    private static let path = "/organizations/{org}/enabled_connections"
    private static let given: [Scenario] = [
        .post("/organizations", ["name": "acme"], 201, keeping: ["org": "id"]),
        .post("/connections", ["name": "staff", "strategy": "auth0"], 201, keeping: ["staff": "id"]),
        .post("/connections", ["name": "corp", "strategy": "ad"], 201, keeping: ["corp": "id"]),
    ]

    @Test func enabledAndDisabled() async throws {
        let staff: JSON = [
            "connection_id": "{staff}", "assign_membership_on_login": false, "show_as_button": true,
            "is_signup_enabled": false, "connection": ["name": "staff", "strategy": "auth0"],
        ]
        try await eachEngine(
            run: Self.given + [
                .post(Self.path, ["connection_id": "{staff}"], 201, staff),
                .post(Self.path, ["connection_id": "{staff}"], 409),
                .get(Self.path, 200, [staff]),
                .post(
                    Self.path, ["connection_id": "{corp}", "show_as_button": false], 201, ["show_as_button": false],
                    lacking: ["is_signup_enabled"]),
                .get("\(Self.path)?include_totals=true&per_page=1", 200, ["limit": 1, "total": 2]),
                .get("\(Self.path)/{staff}", 200, staff),
                .patch(
                    "\(Self.path)/{staff}", ["assign_membership_on_login": true], 200,
                    ["assign_membership_on_login": true, "show_as_button": true]),
                .delete("\(Self.path)/{staff}", 204),
                .delete("\(Self.path)/{staff}", 204),
                .get("\(Self.path)/{staff}", 404, Self.missing),
                .patch("\(Self.path)/{staff}", [:], 404, Self.missing),
                .delete("/connections/{corp}", 202),
                .get(Self.path, 200, []),
            ])
    }

    @Test func whoSignsUpBecomesAMember() async throws {
        let refused: JSON = .invalidBody(
            "Only database connections with assign_membership_on_login = true support is_signup_enabled = true.")
        let open: JSON = ["assign_membership_on_login": true, "is_signup_enabled": true]
        func draft(_ connection: String, _ more: JSON) -> JSON {
            var draft = more
            draft["connection_id"] = .string(connection)
            return draft
        }
        try await eachEngine(
            run: Self.given + [
                .post(Self.path, draft("{staff}", ["is_signup_enabled": true]), 400, refused),
                .post(Self.path, draft("{corp}", open), 400, refused),
                .post(Self.path, draft("{staff}", open), 201, open),
                .patch("\(Self.path)/{staff}", ["assign_membership_on_login": false], 400, refused),
                .patch(
                    "\(Self.path)/{staff}", ["assign_membership_on_login": false, "is_signup_enabled": false], 200),
            ])
    }

    @Test func givenWhenTheOrganizationIsMade() async throws {
        let enabled: JSON = [["connection_id": "{staff}", "assign_membership_on_login": true]]
        try await eachEngine(
            run: Self.given + [
                .post(
                    "/organizations", ["name": "b", "enabled_connections": enabled], 201,
                    ["enabled_connections": [["connection_id": "{staff}", "connection": ["name": "staff"]]]],
                    keeping: ["b": "id"]),
                .get("/organizations/{b}", 200, lacking: ["enabled_connections"]),
                .get("/organizations/{b}/enabled_connections", 200, enabled),
                .post("/organizations", ["name": "c", "enabled_connections": [["connection_id": "con_x"]]], 404),
                .get("/organizations/name/c", 404),
            ])
    }

    @Test func connectionsThatAreNotEnabled() async throws {
        let path = "/organizations/{org}/connections"
        let draft: JSON = [
            "connection_id": "{corp}", "is_enabled": false, "organization_access_level": "limited",
            "organization_connection_name": "Directory",
        ]
        try await eachEngine(
            run: Self.given + [
                .post(path, draft, 201, draft),
                .post(path, draft, 409),
                .get("\(path)/{corp}", 200, draft),
                .get(Self.path, 200, []),
                .get("\(Self.path)/{corp}", 404, Self.missing),
                .get("\(path)?is_enabled=true", 200, []),
                .get("\(path)?is_enabled=false&include_totals=true", 200, ["connections": [draft], "total": 1]),
                .post(Self.path, ["connection_id": "{corp}"], 201, ["connection_id": "{corp}"]),
                .get("\(path)/{corp}", 200, ["is_enabled": true, "organization_connection_name": "Directory"]),
                .patch(
                    "\(path)/{corp}", ["organization_connection_name": .null, "organization_access_level": "full"], 200,
                    ["organization_access_level": "full"], lacking: ["organization_connection_name"]),
                .patch("\(path)/{corp}", ["organization_access_level": "some"], 400),
                .delete("\(path)/{corp}", 204),
                .get("\(path)/{corp}", 404, Self.missing),
            ])
    }
}
