import Contract
import TestKit
import Testing

@Suite struct ConnectionDirectoryTests {
    @Test func lifeOfAProvisioning() async throws {
        let mapping: JSON = [["idp": "primaryEmail", "auth0": "email"]]
        let place = "/connections/{id}/directory-provisioning"
        try await eachEngine(run: [
            .post("/connections", ["name": "w", "strategy": "google-apps"], 201, keeping: ["id": "id"]),
            .get(place, 404),
            .post(place, nil, 201, ["connection_id": "{id}", "synchronize_automatically": false]),
            .post(place, nil, 409),
            .patch(place, ["mapping": mapping, "synchronize_groups": "selected"], 200, ["mapping": mapping]),
            .patch(place, ["mapping": []], 400),
            .patch(
                place, ["synchronize_automatically": true], 200,
                ["mapping": mapping, "synchronize_groups": "selected", "synchronize_automatically": true]),
            .put(place + "/synchronized-groups", ["groups": [["id": "b"], ["id": "a"]]], 204),
            .get(place + "/synchronized-groups?take=1", 200, ["groups": [["id": "a"]], "next": "a"]),
            .get(place + "/synchronized-groups?take=1&from=a", 200, ["groups": [["id": "b"]]], lacking: ["next"]),
            .get("/connections-directory-provisionings", 200, ["directory_provisionings": [["connection_id": "{id}"]]]),
            .delete(place, 204),
            .get(place, 404),
        ])
    }

    @Test func onlyOfDirectoriesThatCanBeRead() async throws {
        try await eachEngine(run: [
            .post("/connections", ["name": "x", "strategy": "auth0"], 201, keeping: ["id": "id"]),
            .post("/connections/{id}/directory-provisioning", nil, 400),
            .get("/connections/{id}/directory-provisioning/default-mapping", 400),
        ])
    }
}
