import Contract
import HTTPTypes
import TestKit
import Testing

@Suite("Choosing a provider") struct UpstreamPagesTests {
    private static let options: JSON = [
        "type": "back_channel", "client_id": "notes", "client_secret": "hush", "issuer": "https://idp.example/",
        "authorization_endpoint": "https://idp.example/authorize", "token_endpoint": "https://idp.example/token",
        "jwks_uri": "https://idp.example/keys",
    ]

    private static func options(_ more: JSONObject) -> JSON { .object((options.object ?? [:]).merging(more) { $1 }) }

    /// Where a link on a page leads to.
    private static func link(_ page: Browser.View, to connection: String) -> String? {
        page.text.matches(of: /href="([^"]*)"/).map { String($0.output.1) }
            .first { $0.contains("connection=\(connection)") }?.replacing("&amp;", with: "&").replacing(
                "&#38;", with: "&")
    }

    @Test func pagesHaveAButtonForEachProvider() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await app.connect(Self.options, as: "hidden", ["show_as_button": false])
            try await app.connect(
                Self.options(["icon_url": "https://cdn.example/corp.png"]), as: "corp",
                ["show_as_button": true, "display_name": "Corp <b>&"])
            try await app.connect(
                ["client_id": "x", "client_secret": "y"], as: "google-oauth2", strategy: "google-oauth2")
            try await app.connect(
                ["icon_url": "http://cdn.example/x.png", "client_id": "x"], as: "gh", strategy: "github")
            try await app.connect([:], as: "unfinished", strategy: "facebook")
            try await app.connect([:], as: "saml", strategy: "samlp", ["show_as_button": true])
            let page = try await app.page(["login_hint": "ada@example.com"])
            #expect(page.text.contains("Continue with Corp &lt;b&gt;&amp;") && !page.text.contains("<b>"))
            #expect(page.text.contains("Continue with Google") && page.text.contains("Continue with GitHub"))
            #expect(page.text.contains("src=\"https://cdn.example/corp.png\"") && !page.text.contains("http://cdn"))
            let name = try #require(HTTPField.Name("Content-Security-Policy"))
            #expect(page.headers[name]?.contains("img-src https://cdn.example;") == true)
            for connection in ["hidden", "unfinished", "saml"] {
                #expect(Self.link(page, to: connection) == nil, "\(connection)")
            }
            let link = try #require(Self.link(page, to: "corp"))
            let sent = try await app.browser.open(link)
            #expect(sent.location.hasPrefix("https://idp.example/authorize?") && sent.status == 302)
            #expect(sent.parameters["login_hint"] == "ada@example.com")
            let signup = try await app.page(["screen_hint": "signup"])
            #expect(Self.link(signup, to: "corp") != nil)
            #expect(try await Browser(tenant).open(link).status == 400, "a link is good in its browser alone")
        }
    }

    @Test func whereCodesAreMailedPeopleChoose() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await app.connect(Self.options)
            try await app.disconnectDatabase()
            #expect(try await app.authorize().location.hasPrefix("https://idp.example/authorize?"))
            try await app.connect(["email": [:]], as: "email", strategy: "email")
            #expect(try await app.authorize().location.hasPrefix("/u/login?"))
        }
    }

    @Test func addressesLeadToTheirCompany() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let domains: JSONObject = ["tenant_domain": "corp.example", "domain_aliases": ["Corp.Test"]]
            try await app.connect(Self.options(domains), ["show_as_button": false])
            try await app.connect(["client_id": "x", "domain_aliases": ["web.example"]], as: "gh", strategy: "github")
            let page = try await app.page()
            #expect(!page.text.contains("required maxlength=\"1024\""), "there may be no password")
            let state = try #require(page.hidden("state"))
            for (address, leads) in [
                ("grace@corp.example", true), ("Grace@CORP.TEST", true), ("grace@notcorp.example", false),
                ("grace@corp.example.evil", false), ("corp.example", false), ("eve@web.example", false),
            ] {
                let answer = try await app.browser.submit("/u/login", ["state": state, "username": address])
                #expect(answer.location.contains("connection=corp") == leads, "\(address)")
                #expect(leads || !answer.location.contains("connection="), "\(address)")
                guard leads else { continue }
                #expect(try await app.browser.open(answer.location).parameters["login_hint"] == address)
            }
            let hinted = try await app.authorize(["login_hint": "grace@corp.example"])
            #expect(hinted.location.hasPrefix("https://idp.example/") && hinted.parameters["login_hint"] != nil)
            #expect(try await app.authorize(["login_hint": "ada@example.com"]).location.hasPrefix("/u/login"))
            let silent = try await app.authorize(["login_hint": "grace@corp.example", "prompt": "none"])
            #expect(silent.parameters["error"] == "login_required")
            // Without a database there is an address to type in all the same.
            try await app.disconnectDatabase()
            let alone = try await app.page()
            let typed = try await app.browser.submit(
                "/u/login", ["state": try #require(alone.hidden("state")), "email": "grace@corp.example"])
            #expect(typed.location.contains("connection=corp"))
            let unknown = try await app.browser.submit(
                "/u/login", ["state": try #require(alone.hidden("state")), "email": "eve@example.com"])
            #expect(unknown.status == 400 && unknown.alert?.contains("Nobody with this address") == true)
        }
    }

    @Test func aCompanysOwnProviderNeedsNoPage() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await app.disconnectDatabase()
            #expect(try await app.page().alert?.contains("Nobody can log in") == true)
            try await app.connect(["client_id": "x", "client_secret": "y"], as: "gh", strategy: "github")
            let social = try await app.page()
            #expect(social.status == 200 && Self.link(social, to: "gh") != nil, "a person chooses that")
            try await app.connect(Self.options)
            #expect(try await app.authorize().location.hasPrefix("/u/login"))
            let organization = try await tenant.run([
                .post("/organizations", ["name": "acme", "display_name": "Acme"], 201, keeping: ["org": "id"]),
                .patch("/clients/\(app.login.client)", ["organization_usage": "allow"], 200),
                .get("/connections?name=corp", 200, keeping: ["corp": "0.id"]),
                .post("/organizations/{org}/enabled_connections", ["connection_id": "{corp}"], 201),
            ])
            let asked = ["organization": organization["org"]?.string ?? ""]
            #expect(try await app.authorize(asked).location.hasPrefix("https://idp.example/"))
            let other = try await app.authorize(asked.merging(["connection": "gh"]) { $1 })
            #expect(other.location.hasPrefix("/u/login"), "it is not the organization's")
        }
    }

    @Test func membersAreMadeWhereTheOrganizationWantsIt() async throws {
        try await eachEngine { tenant in
            try await CompanyTenant.listening(for: tenant) { company in
                let app = try await WebApplication(
                    tenant, client: ["organization_usage": "allow", "initiate_login_uri": "https://notes.example/in"])
                let corp = try await app.connect(company.connection())
                let kept = try await tenant.run([
                    .post("/organizations", ["name": "acme"], 201, keeping: ["org": "id"]),
                    .post("/organizations/{org}/enabled_connections", ["connection_id": .string(corp)], 201),
                    .post("/roles", ["name": "editor"], 200, keeping: ["role": "id"]),
                ])
                let id = kept["org"]?.string ?? ""
                let asked = ["organization": id, "prompt": "login"]
                let outside = try await app.logIn(at: company, asked)
                #expect(outside.parameters["error_description"]?.contains("is not part of") == true)
                let path = "/organizations/\(id)/enabled_connections/\(corp)"
                try await tenant.run([.patch(path, ["assign_membership_on_login": true], 200)])
                let claims = try await app.claims(of: try await app.logIn(at: company, asked))
                #expect(claims["org_id"]?.string == id)
                // Who is invited joins with the address that the provider vouches for.
                try await tenant.run([.patch(path, ["assign_membership_on_login": false], 200)])
                try await company.add("ada@corp.example", name: "Ada")
                let invited = try await tenant.run([
                    .post(
                        "/organizations/\(id)/invitations",
                        [
                            "inviter": ["name": "Eve"], "invitee": ["email": "ada@corp.example"],
                            "client_id": .string(app.login.client), "roles": [.string(kept["role"]?.string ?? "")],
                            "send_invitation_email": false,
                        ], 201, keeping: ["ticket": "ticket_id"])
                ])
                let invitation = asked.merging(["invitation": invited["ticket"]?.string ?? ""]) { $1 }
                let joined = try await app.logIn(at: company, as: "ada@corp.example", invitation)
                let sub = try await app.claims(of: joined)["sub"]?.string ?? ""
                let roles = try await tenant.request(
                    "GET", "/organizations/\(id)/members/\(PercentEncoding.encode(sub))/roles", token: tenant.token)
                #expect(roles.json.array?.first?["name"] == "editor")
            }
        }
    }

    @Test func providersAreToldWhatTheConnectionAndTheApplicationWant() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            try await app.connect(
                Self.options([
                    "scope": "openid email", "connection_settings": ["pkce": "disabled"],
                    "upstream_params": [
                        "screen_name": ["alias": "login_hint"], "blog": ["value": "a&b"], "state": ["value": "x"],
                        "redirect_uri": ["value": "https://evil.example/"], "acr_values": ["alias": "acr_values"],
                    ],
                ]))
            let sent = try await app.authorize([
                "connection": "corp", "login_hint": "ada", "acr_values": "high", "prompt": "login consent",
                "max_age": "60", "connection_scope": "calendar,groups", "ui_locales": "de",
            ]).parameters
            #expect(sent["screen_name"] == "ada" && sent["login_hint"] == "ada" && sent["blog"] == "a&b")
            #expect(sent["acr_values"] == "high" && sent["ui_locales"] == nil)
            #expect(sent["prompt"] == "login" && sent["max_age"] == "60")
            #expect(sent["scope"] == "openid email calendar groups" && sent["code_challenge"] == nil)
            #expect(sent["redirect_uri"] == "http://localhost:3000/login/callback" && sent["state"]?.count == 43)
            #expect(sent["nonce"] != nil && sent["nonce"] != "a nonce" && sent["response_type"] == "code")
        }
    }
}
