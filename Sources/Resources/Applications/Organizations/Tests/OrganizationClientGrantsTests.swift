import Contract
import TestKit
import Testing

@Suite struct OrganizationClientGrantsTests {
    @Test func givenAndTaken() async throws {
        let path = "/organizations/{org}/client-grants"
        let grant: JSON = [
            "client_id": "{client}", "audience": "https://api.example.com/", "scope": ["read:a"],
            "organization_usage": "allow", "allow_any_organization": false,
        ]
        let given: JSON = [
            "id": "{grant}", "grant_id": "{grant}", "client_id": "{client}", "audience": "https://api.example.com/",
            "scope": ["read:a"], "organization_usage": "allow", "allow_any_organization": false,
        ]
        let missing: JSON = .refusal(404, "The grant does not exist.", code: "inexistent_client_grant")
        try await eachEngine(run: [
            .post("/organizations", ["name": "acme", "metadata": ["k": "v"]], 201, keeping: ["org": "id"]),
            .post("/resource-servers", ClientGrantsTests.api, 201),
            .post("/clients", ["name": "Shop"], 201, keeping: ["client": "client_id"]),
            .post("/client-grants", grant, 201, keeping: ["grant": "id"]),
            .post(path, ["grant_id": "{grant}"], 201, given, lacking: ["subject_type"]),
            .post(path, ["grant_id": "{grant}"], 409),
            .post(path, ["grant_id": "cgr_x"], 404, missing),
            .get(path, 200, [["id": "{grant}", "scope": ["read:a"]]]),
            .get("\(path)?grant_ids=cgr_x,{grant}&include_totals=true", 200, ["total": 1]),
            .get("\(path)?grant_ids=cgr_x", 200, []),
            .get("\(path)?client_id={client}&audience=https%3A%2F%2Fapi.example.com%2F", 200, [["id": "{grant}"]]),
            .get("\(path)?audience=https%3A%2F%2Fother.example.com%2F", 200, []),
            .get("/client-grants/{grant}/organizations", 200, [["id": "{org}", "metadata": ["k": "v"]]]),
            .delete("\(path)/{grant}", 204),
            .get(path, 200, []),
            .post(path, ["grant_id": "{grant}"], 201),
            .delete("/client-grants/{grant}", 204),
            .get(path, 200, []),
            .get("/organizations/org_x/client-grants", 404, OrganizationsTests.missing),
        ])
    }
}
