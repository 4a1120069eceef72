import ApplicationsAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct DirectorySynchronizationTests {
    private static let users = "https://admin.googleapis.com/admin/directory/v1/users?maxResults=200&projection=full"
    private static let options: JSON = [
        "domain": "acme.example", "client_id": "c", "client_secret": "s", "api_enable_users": true,
        "admin_refresh_token": "hush-hush",
    ]

    private static func entry(_ name: String, suspended: Bool = false) -> JSON {
        [
            "id": .string("g-\(name)"), "primaryEmail": .string("\(name)@acme.example"), "suspended": .bool(suspended),
            "name": ["fullName": .string(name.capitalized), "givenName": .string(name)], "orgUnitPath": "/",
        ]
    }

    private static func start(_ tenant: TestTenant, _ options: JSON) async throws -> String {
        let kept = try await tenant.run([
            .post(
                "/connections", ["name": "w", "strategy": "google-apps", "options": options], 201,
                keeping: ["id": "id"]),
            .post("/connections/{id}/directory-provisioning", nil, 201),
        ])
        return "/connections/\(try #require(kept["id"]?.string))/directory-provisioning"
    }

    @Test func usersAreBroughtInAPageAtATime() async throws {
        try await eachEngine { tenant in
            let place = try await Self.start(tenant, Self.options)
            let domain = Self.users + "&domain=acme.example"
            tenant.outbound.answer("https://oauth2.googleapis.com/token", with: ["access_token": "t"])
            tenant.outbound.answer(domain, with: ["users": [Self.entry("ann")], "nextPageToken": "p 2"])
            tenant.outbound.answer(domain + "&pageToken=p%202", with: ["users": [Self.entry("bob", suspended: true)]])
            try await tenant.run([
                .post(place + "/synchronizations", nil, 201, ["status": "pending", "synchronization_id": "~^dsync_"]),
                .get(place, 200, ["last_synchronization_status": "pending"]),
            ])
            try await tenant.work()
            try await tenant.run([
                .get(place, 200, ["last_synchronization_status": "completed"], lacking: ["last_synchronization_error"]),
                .get(
                    "/users/google-apps|ann@acme.example", 200,
                    [
                        "name": "Ann", "given_name": "ann", "email": "ann@acme.example", "email_verified": true,
                        "identities": [["connection": "w", "provider": "google-apps"]], "blocked": false,
                    ]),
                .get("/users?q=given_name:bob", 200, [["blocked": true]]),
            ])
            #expect(tenant.outbound.requests.contains { $0.headers.contains { $0.value == "Bearer t" } })
            tenant.outbound.answer(domain, with: ["users": [Self.entry("ann", suspended: true)]])
            try await tenant.run([.post(place + "/synchronizations", nil, 201)])
            try await tenant.work()
            try await tenant.run([
                .get("/users/google-apps|ann@acme.example", 200, ["blocked": true]),
                .get("/users?include_totals=true", 200, ["total": 2]),
            ])
        }
    }

    @Test func addressesOfOthersAreLeftOut() async throws {
        try await eachEngine { tenant in
            let place = try await Self.start(tenant, Self.options)
            var other = Self.entry("other")
            other["primaryEmail"] = "ann2@acme.example"
            other["emails"] = []
            let mapping: JSON = [
                "mapping": [["idp": "orgUnitPath", "auth0": "name"], ["idp": "mail", "auth0": "email"]]
            ]
            var ann = Self.entry("ann")
            ann["mail"] = "shared@acme.example"
            other["mail"] = "shared@acme.example"
            tenant.outbound.answer("https://oauth2.googleapis.com/token", with: ["access_token": "t"])
            tenant.outbound.answer(
                Self.users + "&domain=acme.example", with: ["users": [ann, other, Self.entry("bob")]])
            try await tenant.run([.patch(place, mapping, 200), .post(place + "/synchronizations", nil, 201)])
            try await tenant.work()
            try await tenant.run([
                .get(
                    place, 200,
                    [
                        "last_synchronization_status": "completed",
                        "last_synchronization_error": "Users whose addresses others have were left out: 1",
                    ]),
                .get("/users?include_totals=true", 200, ["total": 2]),
            ])
        }
    }

    @Test func whatGoogleRefusesFails() async throws {
        try await eachEngine { tenant in
            let place = try await Self.start(tenant, Self.options)
            tenant.outbound.answer("https://oauth2.googleapis.com/token", with: ["error": "invalid_grant"], status: 400)
            try await tenant.run([.post(place + "/synchronizations", nil, 201)])
            try await tenant.work()
            let failed: JSON = [
                "last_synchronization_status": "failed", "last_synchronization_error": "Google answered 400",
            ]
            try await tenant.run([.get(place, 200, failed)])
        }
    }

    @Test func onlyWithAnAdministratorsConsent() async throws {
        try await eachEngine { tenant in
            let place = try await Self.start(tenant, ["domain": "acme.example", "api_enable_users": true])
            try await tenant.run([
                .post(place + "/synchronizations", nil, 400),
                .post("/connections/con_none/directory-provisioning/synchronizations", nil, 404),
            ])
            let stored = try await tenant.store.read("local") { transaction in
                try transaction.rows("SELECT document FROM connections").map { "\($0)" }.joined()
            }
            #expect(!stored.contains("hush"))
        }
    }
}
