import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct OrganizationInvitationsTests {
    private static let path = "/organizations/{org}/invitations"
    private static let route = "https://acme.com/login"

    private static func client(_ name: String, _ more: JSONObject) -> Scenario {
        var draft: JSONObject = ["name": .string(name)]
        draft.merge(more) { $1 }
        return .post("/clients", .object(draft), 201, keeping: [name: "client_id"])
    }

    private static func draft(_ client: String, _ more: JSONObject = [:]) -> JSON {
        var draft: JSONObject = [
            "inviter": ["name": "Ada"], "invitee": ["email": "bob@acme.com"], "client_id": .string(client),
        ]
        draft.merge(more) { $1 }
        return .object(draft)
    }

    private static let given: [Scenario] = [
        .post("/organizations", ["name": "acme"], 201, keeping: ["org": "id"]),
        client("shop", ["organization_usage": "allow", "initiate_login_uri": .string(route)]),
    ]

    @Test func lifeOfAnInvitation() async throws {
        let url = "~^https://acme\\.com/login\\?invitation=\\w{32}&organization=org_\\w{16}&organization_name=acme$"
        let sent: JSON = [
            "id": "~^uinv_\\w{16}$", "organization_id": "{org}", "inviter": ["name": "Ada"],
            "invitee": ["email": "bob@acme.com"], "client_id": "{shop}", "ticket_id": "~^\\w{32}$",
            "invitation_url": .string(url),
        ]
        try await eachEngine(
            run: Self.given + [
                .post(
                    Self.path, Self.draft("{shop}", ["send_invitation_email": false]), 201, sent,
                    keeping: ["id": "id", "ticket": "ticket_id"], lacking: ["send_invitation_email", "ttl_sec"]),
                .get("\(Self.path)/{id}", 200, ["id": "{id}", "ticket_id": "{ticket}"]),
                .get("\(Self.path)/{id}?fields=id", 200, lacking: ["ticket_id"]),
                .get("\(Self.path)?include_totals=true", 200, ["invitations": [sent], "total": 1]),
                .delete("\(Self.path)/{id}", 204),
                .get(
                    "\(Self.path)/{id}", 404,
                    .refusal(404, "The invitation does not exist.", code: "inexistent_invitation")),
                .get(Self.path, 200, []),
            ])
    }

    @Test func whoIsInvitedIsWrittenTo() async throws {
        try await eachEngine { tenant in
            try await tenant.run(
                Self.given + [
                    .post("/roles", ["name": "Editor"], 200, keeping: ["role": "id"]),
                    .post(Self.path, Self.draft("{shop}", ["send_invitation_email": false]), 201),
                    .post(Self.path, Self.draft("{shop}", ["roles": ["{role}"]]), 201),
                ])
            let mails = try await tenant.mails(.userInvitation)
            let mail = try #require(mails.first)
            #expect(mails.count == 1 && mail.to == "bob@acme.com" && mail.subject == "You are invited to acme")
            #expect(mail.text.contains("Ada invites you to join acme at shop."))
            #expect(mail.text.contains("https://acme.com/login?invitation="))
        }
    }

    @Test func whatIsRefused() async throws {
        let roles = "One or more of the specified roles do not exist: rol_x, rol_y"
        let noRoute = "A default login route is required to generate the invitation url."
        try await eachEngine(
            run: Self.given + [
                Self.client("plain", [:]), Self.client("routeless", ["organization_usage": "require"]),
                .post("/connections", ["name": "mail", "strategy": "email"], 201, keeping: ["mail": "id"]),
                .post(
                    Self.path, Self.draft("nobody"), 400, .invalidBody("The specified client_id does not exist.")),
                .post(
                    Self.path, Self.draft("{plain}"), 400,
                    ["message": "~^The specified client_id \\(\\w+\\) does not allow organizations.$"]),
                .post(Self.path, Self.draft("{routeless}"), 400, .invalidBody(noRoute)),
                .post(
                    Self.path, Self.draft("{shop}", ["connection_id": "con_x"]), 400,
                    .invalidBody("The specified connection does not exist.")),
                .post(
                    Self.path, Self.draft("{shop}", ["connection_id": "{mail}"]), 400,
                    .invalidBody("Passwordless connections are not supported.")),
                .post(Self.path, Self.draft("{shop}", ["roles": ["rol_x", "rol_y"]]), 400, .invalidBody(roles)),
                .post(Self.path, Self.draft("{shop}", ["ttl_sec": 2_592_001]), 400),
                .post(Self.path, Self.draft("{shop}", ["invitee": ["email": "bob"]]), 400),
                .post("/organizations/org_x/invitations", Self.draft("{shop}"), 404, OrganizationsTests.missing),
            ])
    }

    @Test func theTenantMayHaveTheLoginRoute() async throws {
        let tenants: JSON = ["default_redirection_uri": "https://tenant.example.com/start?from=mail"]
        let url = "~^https://tenant\\.example\\.com/start\\?from=mail&invitation=\\w{32}&organization="
        try await eachEngine(
            run: Self.given + [
                Self.client("routeless", ["organization_usage": "require"]),
                .patch("/tenants/settings", tenants, 200),
                .post(Self.path, Self.draft("{routeless}"), 201, ["invitation_url": .string(url)]),
                .post(Self.path, Self.draft("{shop}"), 201, ["invitation_url": "~^https://acme\\.com/login\\?"]),
            ])
    }

    @Test func expiryAndOrder() async throws {
        try await eachEngine { tenant in
            let kept = try await tenant.run(Self.given)
            let id = ID<Organization>(try #require(kept["org"]?.string))
            let client = ClientID(try #require(kept["shop"]?.string))
            let organizations = tenant.client.organizations
            var made: [OrganizationInvitation] = []
            for ttl in [nil, 0, 60] {
                made.append(
                    try await organizations.invite(
                        id,
                        OrganizationInvitationDraft(
                            inviter: .init(name: "Ada"), invitee: .init(email: "bob@acme.com"), clientID: client,
                            ttl: ttl)))
                tenant.clock.advance(.seconds(1))
            }
            let lifetimes = try made.map {
                try #require($0.expiresAt).milliseconds - (try #require($0.createdAt)).milliseconds
            }
            #expect(lifetimes == [604_800_000, 604_800_000, 60_000])
            #expect(try await organizations.invitations(id).items == made.reversed())
            #expect(try await organizations.invitations(id, .init(sort: "created_at:1")).items == made)
        }
    }

    @Test func goWithWhatTheyNeed() async throws {
        try await eachEngine(
            run: Self.given + [
                .post("/connections", ["name": "staff", "strategy": "auth0"], 201, keeping: ["staff": "id"]),
                .post(Self.path, Self.draft("{shop}", ["connection_id": "{staff}"]), 201),
                .delete("/connections/{staff}", 202),
                .get(Self.path, 200, []),
                .post(Self.path, Self.draft("{shop}"), 201),
                .delete("/clients/{shop}", 204),
                .get(Self.path, 200, []),
            ])
    }
}
