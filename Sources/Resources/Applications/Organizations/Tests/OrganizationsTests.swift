import ApplicationsAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct OrganizationsTests {
    static let missing: JSON = .refusal(404, "No organization found by that id or name")

    @Test func lifeOfAnOrganization() async throws {
        try await eachEngine { tenant in
            let organizations = tenant.client.organizations
            let colors = OrganizationBranding.Colors(primary: "#0a1b2c", pageBackground: "#FFF")
            let branding = OrganizationBranding(logoURL: "https://acme.com/logo.gif", colors: colors)
            let made = try await organizations.create(
                OrganizationDraft(
                    name: "acme", displayName: "Acme", branding: branding, metadata: ["plan": "gold", "gone": .null]))
            #expect(made.id.value.hasPrefix("org_") && made.id.value.count == 20)
            #expect(made.branding == branding && made.metadata == ["plan": "gold"])
            #expect(try await organizations.get(made.id) == made)
            #expect(try await organizations.getByName("acme") == made)
            let renamed = try await organizations.update(
                made.id,
                Patch {
                    $0.name = "acme-2"
                    $0.metadata = ["size": "big"]
                })
            #expect(renamed.name == "acme-2" && renamed.metadata == ["size": "big"] && renamed.displayName == "Acme")
            try await organizations.delete(made.id)
            let gone = try await refusal { try await organizations.delete(made.id) }
            #expect(gone == "404 No organization found by that id or name")
        }
    }

    @Test func goesFromApplicationsWithItAsDefault() async throws {
        func draft(_ organization: String) -> JSON {
            [
                "name": "Shop", "organization_usage": "allow",
                "default_organization": ["organization_id": .string(organization), "flows": ["client_credentials"]],
            ]
        }
        try await eachEngine(run: [
            .post("/organizations", ["name": "a"], 201, keeping: ["a": "id"]),
            .post("/organizations", ["name": "b"], 201, keeping: ["b": "id"]),
            .post("/clients", draft("{a}"), 201, keeping: ["first": "client_id"]),
            .post("/clients", draft("{b}"), 201, keeping: ["second": "client_id"]),
            .delete("/organizations/{a}", 204),
            .get("/clients/{first}", 200, ["organization_usage": "allow"], lacking: ["default_organization"]),
            .get("/clients/{second}", 200, ["default_organization": ["organization_id": "{b}"]]),
        ])
    }

    @Test func names() async throws {
        let taken: JSON = .refusal(
            409, "An organization with the same name already exists.", code: "organization_conflict")
        let complaint = "Object didn't pass validation for format organization-name: Acme"
        try await eachEngine(run: [
            .post("/organizations", ["name": "acme"], 201, keeping: ["id": "id"]),
            .post("/organizations", ["name": "acme"], 409, taken),
            .post("/organizations", ["name": "2-b_c"], 201, keeping: ["other": "id"]),
            .patch("/organizations/{other}", ["name": "acme"], 409, taken),
            .patch("/organizations/{id}", ["name": "acme", "display_name": "Acme"], 200, ["display_name": "Acme"]),
            .post(
                "/organizations", ["name": "Acme"], 400,
                .invalidBody("Payload validation error: '\(complaint)' on property name (Name of the organization).")),
            .post("/organizations", ["name": "-acme"], 400),
            .post("/organizations", ["display_name": "Acme"], 400),
            .get("/organizations/name/nobody", 404, Self.missing),
            .get("/organizations/acme", 404, Self.missing),
            .patch("/organizations/org_x", ["display_name": "x"], 404, Self.missing),
        ])
    }

    @Test func whatBodiesMayHave() async throws {
        let colors: JSON = ["primary": "red", "page_background": "#fff"]
        let quota: JSON = ["client_credentials": ["per_day": 100, "enforce": true]]
        try await eachEngine(run: [
            .post("/organizations", ["name": "a", "branding": ["colors": colors]], 400),
            .post("/organizations", ["name": "a", "branding": ["logo_url": "http://acme.com/logo.gif"]], 400),
            .post("/organizations", ["name": "a", "token_quota": ["client_credentials": [:]]], 400),
            .post("/organizations", ["name": "a", "token_quota": .null], 400),
            .post(
                "/organizations", ["name": "a", "token_quota": quota], 201, ["token_quota": quota],
                keeping: ["id": "id"]),
            .patch("/organizations/{id}", ["token_quota": .null], 200, lacking: ["token_quota"]),
            .patch("/organizations/{id}", ["enabled_connections": []], 400),
        ])
    }

    @Test func listedInPages() async throws {
        try await eachEngine { tenant in
            let organizations = tenant.client.organizations
            for (name, displayName) in [("c", nil), ("a", "Z"), ("b", "Y")] as [(String, String?)] {
                _ = try await organizations.create(OrganizationDraft(name: name, displayName: displayName))
                tenant.clock.advance(.seconds(1))
            }
            func names(_ filter: OrganizationFilter) async throws -> String {
                try await organizations.list(filter).items.map(\.name).joined()
            }
            #expect(try await names(OrganizationFilter()) == "cab")
            #expect(try await names(OrganizationFilter(sort: "name:1")) == "abc")
            #expect(try await names(OrganizationFilter(sort: "created_at:-1")) == "bac")
            #expect(try await names(OrganizationFilter(sort: "display_name:1")) == "bac")
            #expect(try await names(OrganizationFilter(page: 1, perPage: 2)) == "b")
            let first = try await organizations.list(OrganizationFilter(take: 2))
            let second = try await organizations.list(OrganizationFilter(from: first.next, take: 2))
            #expect(first.items.map(\.name) == ["c", "a"] && second.items.map(\.name) == ["b"] && second.next == nil)
            let counted = try await organizations.list(OrganizationFilter(perPage: 1, includeTotals: true))
            #expect(counted.total == 3 && counted.limit == 1)
            let sorting = try await refusal { try await organizations.list(OrganizationFilter(sort: "id:1")) }
            #expect(sorting.hasPrefix("400 "))
        }
    }

    @Test func aSummaryIsWhatItIsCalled() async throws {
        try await eachEngine(run: [
            .post(
                "/organizations", ["name": "a", "display_name": "A", "metadata": ["k": "v"]], 201, keeping: ["id": "id"]
            ),
            .get(
                "/organizations/{id}", 200, ["name": "a", "display_name": "A"],
                by: .scopes(["read:organizations_summary"]), lacking: ["metadata"]),
            .get(
                "/organizations", 200, [["id": "{id}"]], by: .scopes(["read:organizations_summary"]),
                lacking: ["0.metadata"]),
        ])
    }
}
