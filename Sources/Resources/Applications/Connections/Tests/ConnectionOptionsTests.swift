import Contract
import TestKit
import Testing

@Suite struct ConnectionOptionsTests {
    private static func create(_ strategy: JSON, _ options: JSON, _ answer: JSON, lacking: [String] = []) -> Scenario {
        let name: JSON = .string("c-" + (strategy.string ?? ""))
        return .post(
            "/connections", ["name": name, "strategy": strategy, "options": options], 201, answer, lacking: lacking)
    }

    @Test func scopesOfSocialProviders() async throws {
        let calendar = "https://www.googleapis.com/auth/calendar"
        let rows: [(strategy: JSON, options: JSON, answer: JSON)] = [
            ("google-oauth2", [:], ["email": true, "profile": true, "scope": ["email", "profile"]]),
            ("google-apps", ["domain": "a.example"], ["scope": ["email", "profile"], "map_user_id_to_id": false]),
            ("github", ["email": true, "read_org": true], ["scope": ["user:email", "read:org"]]),
            ("facebook", ["email": true, "user_link": true], ["scope": "email,user_link"]),
            ("apple", ["name": true, "email": true], ["scope": "name email"]),
            ("linkedin", ["strategy_version": 3], ["openid": true, "scope": ["openid", "profile"]]),
            ("windowslive", [:], ["signin": true, "scope": ["wl.signin"]]),
            ("line", ["email": true], ["scope": ["openid", "email", "profile"]]),
            ("wordpress", ["scope": ["email", "profile"]], ["profile": true, "scope": ["profile"]]),
            ("oauth2", ["scope": ["a", "b"]], ["scope": ["a", "b"]]),
        ]
        var scenarios = rows.map { Self.create($0.strategy, $0.options, ["options": $0.answer]) }
        scenarios.append(
            .post(
                "/connections",
                [
                    "name": "calendar", "strategy": "google-oauth2",
                    "options": ["calendar": true, "youtube": false, "freeform_scopes": ["x"]],
                ], 201, ["options": ["scope": [.string(calendar), "email", "profile", "x"]]]))
        try await eachEngine(run: scenarios)
    }

    @Test func whatEnterpriseConnectionsAdd() async throws {
        let ticket = "~/p/samlp/[A-Za-z0-9]{8}$"
        try await eachEngine(run: [
            Self.create(
                "samlp", [:], ["show_as_button": false, "provisioning_ticket_url": .string(ticket)]),
            Self.create(
                "ad", [:],
                [
                    "options": ["ips": .null, "brute_force_protection": true],
                    "provisioning_ticket_url": "~/p/ad/[A-Za-z0-9]{32}$",
                ]),
            Self.create(
                "adfs", ["adfs_server": "fs.example"],
                ["options": ["signInEndpoint": "https://fs.example/adfs/ls/"]]),
            Self.create(
                "waad", ["client_id": "x"],
                ["options": ["waad_protocol": "openid-connect", "thumbprints": []], "show_as_button": false]),
            Self.create(
                "oidc", ["issuer": "https://a.example"],
                ["options": ["attribute_map": ["mapping_mode": "bind_all"]], "display_name": "c-oidc"],
                lacking: ["provisioning_ticket_url"]),
            Self.create("email", [:], ["options": ["brute_force_protection": true]], lacking: ["show_as_button"]),
        ])
    }

    @Test func oktaFollowsFromItsDomain() async throws {
        let root = "https://a.okta.example"
        try await eachEngine(run: [
            Self.create(
                "okta",
                [
                    "domain": "a.okta.example", "client_id": "x", "token_endpoint": .null,
                    "authorization_endpoint": "https://elsewhere.example/",
                ],
                [
                    "options": [
                        "token_endpoint": .string(root + "/oauth2/v1/token"), "issuer": .string(root),
                        "authorization_endpoint": "https://elsewhere.example/", "type": "back_channel",
                        "oidc_metadata": ["jwks_uri": .string(root + "/oauth2/v1/keys")],
                        "attribute_map": ["mapping_mode": "basic_profile"], "connection_settings": ["pkce": "auto"],
                    ]
                ])
        ])
    }

    @Test func federationMetadata() async throws {
        let binding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP"
        let metadata = """
            <EntityDescriptor entityID="https://idp.example"><IDPSSODescriptor>
            <SingleLogoutService Binding="\(binding)-POST" Location="https://idp.example/out"/>
            <SingleSignOnService Binding="\(binding)-POST" Location="https://idp.example/p"/>
            <SingleSignOnService Binding="\(binding)-Redirect" Location="https://idp.example/r"/>
            </IDPSSODescriptor></EntityDescriptor>
            """
        try await eachEngine(run: [
            Self.create(
                "samlp", ["metadataXml": .string(metadata)],
                [
                    "options": [
                        "signInEndpoint": "https://idp.example/r", "signOutEndpoint": "https://idp.example/out",
                        "entityId": "https://idp.example",
                    ]
                ])
        ])
    }

    @Test func emptyAddressesAreToldOnce() async throws {
        try await eachEngine(run: [
            .post(
                "/connections", ["name": "w", "strategy": "wordpress", "options": ["tokenURL": .null]], 201,
                ["options": ["tokenURL": .null]], keeping: ["id": "id"]),
            .get("/connections/{id}", 200, lacking: ["options.tokenURL"]),
        ])
    }

    @Test func optionsThatDoNotFit() async throws {
        let rows: [(JSON, JSON, String)] = [
            ("sms", ["totp": ["length": 2]], "'Value 2 is less than minimum 4' on property options.totp.length"),
            ("oidc", ["type": "side_channel"], "'No enum match for: side_channel' on property options.type"),
            (
                "google-oauth2", ["calendar": "yes"],
                "'Expected type boolean but found type string' on property options.calendar"
            ),
            ("samlp", ["signatureAlgorithm": "md5"], "'No enum match for: md5' on property options.signatureAlgorithm"),
            (
                "okta", ["upstream_params": ["a": 1]],
                "'Data does not match any schemas from 'anyOf'' on property options.upstream_params.a"
            ),
        ]
        try await eachEngine(
            run: rows.map { strategy, options, message in
                .post(
                    "/connections", ["name": "x", "strategy": strategy, "options": options], 400,
                    .invalidBody("Payload validation error: \(message)."))
            })
    }
}
