import Contract
import TestKit
import Testing

/// Members that an update of an application keeps, merges and removes.
@Suite struct ClientChangesTests {
    private static let web: JSON = ["name": "Web", "jwt_configuration": ["alg": "RS256", "lifetime_in_seconds": 600]]

    @Test func partsAreMergedMemberByMember() async throws {
        let parts: JSON = [
            "name": "App", "jwt_configuration": ["lifetime_in_seconds": 600],
            "mobile": ["ios": ["team_id": "T", "app_bundle_identifier": "a.b"]],
            "native_social_login": ["apple": ["enabled": true]],
            "session_transfer": ["can_create_session_transfer_token": true],
        ]
        try await eachEngine(run: [
            .post("/clients", parts, 201, keeping: ["id": "client_id"]),
            .patch(
                "/clients/{id}", ["jwt_configuration": ["alg": "RS256"]], 200,
                ["jwt_configuration": ["alg": "RS256", "lifetime_in_seconds": 600, "secret_encoded": false]]),
            .patch(
                "/clients/{id}", ["mobile": ["android": ["app_package_name": "a.b"]]], 200,
                ["mobile": ["ios": ["team_id": "T"], "android": ["app_package_name": "a.b"]]]),
            .patch(
                "/clients/{id}", ["native_social_login": ["facebook": ["enabled": true]]], 200,
                ["native_social_login": ["apple": ["enabled": true], "facebook": ["enabled": true]]]),
            .patch(
                "/clients/{id}", ["session_transfer": ["enforce_device_binding": "asn"]], 200,
                ["session_transfer": ["can_create_session_transfer_token": true, "enforce_device_binding": "asn"]]),
            .get("/clients/{id}", 200, ["jwt_configuration": ["lifetime_in_seconds": 600]]),
        ])
    }

    @Test func nullTakesEachPartAway() async throws {
        let parts = [
            "addons", "signed_request_object", "oidc_backchannel_logout", "oidc_logout", "mobile",
            "native_social_login",
            "jwt_configuration", "session_transfer", "refresh_token", "encryption_key", "client_authentication_methods",
            "default_organization", "token_quota",
        ]
        let nulls = JSON.object(.init(uniqueKeysWithValues: parts.map { ($0, JSON.null) }))
        let given: JSON = [
            "name": "App", "addons": ["box": [:]],
            "oidc_logout": ["backchannel_logout_urls": ["https://a.example/out"]],
            "mobile": ["ios": ["team_id": "T"]], "native_social_login": ["apple": ["enabled": true]],
        ]
        try await eachEngine(run: [
            .post("/clients", given, 201, keeping: ["id": "client_id"]),
            .patch("/clients/{id}", nulls, 200, lacking: parts),
            .get("/clients/{id}", 200, ["name": "App"], lacking: parts),
        ])
    }

    @Test func theOneThatStandsForAllCanChange() async throws {
        try await eachEngine { tenant in
            let all = try await tenant.request("GET", "/clients?is_global=true", token: tenant.token)
            let id = try #require(all.json.member("0.client_id")?.string)
            try await tenant.run([
                .patch(
                    "/clients/\(id)", ["custom_login_page": "<p>x</p>", "custom_login_page_on": true], 200,
                    ["custom_login_page": "<p>x</p>", "custom_login_page_on": true, "global": true]),
                .get("/clients/\(id)", 200, ["custom_login_page": "<p>x</p>"]),
                .delete("/clients/\(id)", 403),
            ])
        }
    }

    @Test func listsTakePagesWhereTheyHaveNone() async throws {
        try await eachEngine(run: [
            .post("/clients", Self.web, 201, keeping: ["id": "client_id"]),
            .get("/clients/{id}/credentials?include_totals=true&per_page=50", 200, []),
            .get("/rules-configs?include_totals=true&per_page=50&page=0", 200, []),
            .get("/hooks?include_totals=true&per_page=50&from=x&take=5", 200),
            .get("/resource-servers?include_totals=true&per_page=50&fields=id", 200),
            .get("/clients/{id}/credentials?unknown=1", 400),
            .get("/clients/{id}?per_page=1", 400),
        ])
    }
}
