import AccessAPI
import Contract
import HTTPTypes
import ManagementClient
import TestKit
import Testing

@Suite struct RolesTests {
    @Test func lifeOfARole() async throws {
        try await eachEngine { tenant in
            let roles = tenant.client.roles
            let role = try await roles.create(RoleDraft(name: "editor", description: "May edit"))
            #expect(role.id.value.hasPrefix("rol_") && role.id.value.count == 20)
            #expect(try await roles.get(role.id) == role)
            let renamed = try await roles.update(role.id, Patch { $0.name = "chief editor" })
            #expect(renamed == Role(id: role.id, name: "chief editor", description: "May edit"))
            let cleared = try await roles.update(role.id, Patch { $0.description = nil as String? })
            #expect(cleared == Role(id: role.id, name: "chief editor"))
            #expect(try await roles.list().items == [cleared])
            try await roles.delete(role.id)
            #expect(try await refusal { try await roles.get(role.id) } == "404 The role does not exist.")
            #expect(try await refusal { try await roles.delete(role.id) } == "404 The role does not exist.")
        }
    }

    @Test func conflicts() async throws {
        let taken: JSON = .refusal(409, "A role with the same name already exists", code: "role_conflict")
        try await eachEngine(run: [
            .post("/roles", ["name": "editor"], 200, keeping: ["editor": "id"]),
            .post("/roles", ["name": "reader"], 200, keeping: ["reader": "id"]),
            .post("/roles", ["name": "editor"], 409, taken),
            .patch("/roles/{reader}", ["name": "editor"], 409, taken),
            .patch("/roles/{editor}", ["name": "editor"], 200, ["name": "editor"]),
            .patch("/roles/{editor}", [:], 200, ["name": "editor"]),
            .get("/roles/{reader}", 200, ["name": "reader"], lacking: ["description"]),
        ])
    }

    @Test func bodiesThatDoNotFit() async throws {
        let name = "on property name (Name of the role)."
        let tooLong = String(repeating: "x", count: 51)
        try await eachEngine(run: [
            .post(
                "/roles", nil, 400,
                .invalidBody("Payload validation error: 'Expected type object but found type null'.")),
            .post("/roles", [:], 400, .invalidBody("Payload validation error: 'Missing required property: name'.")),
            .post(
                "/roles", ["name": "a", "nme": "b", "x": 1], 400,
                .invalidBody("Payload validation error: 'Additional properties not allowed: nme,x'.")),
            .post(
                "/roles", ["name": 1], 400,
                .invalidBody("Payload validation error: 'Expected type string but found type integer' \(name)")),
            .post(
                "/roles", ["name": ""], 400,
                .invalidBody("Payload validation error: 'String is too short (0 chars), minimum 1' \(name)")),
            .post(
                "/roles", ["name": .string(tooLong)], 400,
                .invalidBody("Payload validation error: 'String is too long (51 chars), maximum 50' \(name)")),
            .patch(
                "/roles/rol_0000000000000000", ["name": .null], 400,
                .invalidBody("Payload validation error: 'Expected type string but found type null' \(name)")),
            .patch("/roles/rol_0000000000000000", ["name": "x"], 404, .refusal(404, "The role does not exist.")),
        ])
    }

    @Test func whoMay() async throws {
        let insufficient: JSON = .refusal(
            403, "Insufficient scope, expected any of: create:roles", code: "insufficient_scope")
        try await eachEngine(run: [
            .get("/roles", 401, .refusal(401, "Missing authentication"), by: .nobody),
            .get("/roles", 401, .refusal(401, "Invalid token"), by: .token("nonsense")),
            .post("/roles", ["name": "x"], 403, insufficient, by: .scopes(["read:roles"])),
            .get("/roles", 200, [], by: .scopes(["read:roles"])),
        ])
    }

    @Test func pages() async throws {
        try await eachEngine { tenant in
            let roles = tenant.client.roles
            for number in 0..<7 { _ = try await roles.create(RoleDraft(name: "role-\(number)")) }
            var names: [String] = []
            for try await role in roles.list.all(RoleFilter(perPage: 3)) { names.append(role.name) }
            #expect(names == (0..<7).map { "role-\($0)" })
            let page = try await roles.list(RoleFilter(page: 2, perPage: 3, includeTotals: true))
            #expect(page.items.map(\.name) == ["role-6"])
            #expect([page.start, page.limit, page.total] == [6, 3, 7])
        }
    }

    @Test func filters() async throws {
        let tooMany =
            "Query validation error: 'Value 101 is greater than maximum 100' on property per_page (Results per page)."
        try await eachEngine(run: [
            .post("/roles", ["name": "50%_off \\ Übung"], 200),
            .post("/roles", ["name": "50 percent"], 200),
            .get("/roles?name_filter=50%25", 200, [["name": "50%_off \\ Übung"]]),
            .get("/roles?name_filter=_OFF", 200, [["name": "50%_off \\ Übung"]]),
            .get("/roles?name_filter=%5C", 200, [["name": "50%_off \\ Übung"]]),
            .get("/roles?name_filter=%C3%9Cbung", 200, [["name": "50%_off \\ Übung"]]),
            .get("/roles?name_filter=Perc", 200, [["name": "50 percent"]]),
            .get("/roles?per_page=101", 400, .invalidQuery(tooMany)),
            .get(
                "/roles?page=-1", 400,
                .invalidQuery(
                    "Query validation error: 'Value -1 is less than minimum 0' on property page (Page index, counted from 0)."
                )),
            .get(
                "/roles?sort=name", 400,
                .invalidQuery("Query validation error: 'Additional properties not allowed: sort'.")),
        ])
    }

    @Test func forms() async throws {
        let form = Array("name=chief+editor&description=50%25".utf8)
        try await eachEngine { tenant in
            let answer = try await tenant.request(
                "POST", "/roles", bytes: form, token: tenant.token,
                headers: [.contentType: "application/x-www-form-urlencoded; charset=utf-8"])
            #expect(answer.json.difference(from: ["name": "chief editor", "description": "50%"]) == nil)
        }
    }
}
