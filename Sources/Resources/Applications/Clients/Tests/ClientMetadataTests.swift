import ApplicationsAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite("Client metadata documents") struct ClientMetadataTests {
    private static let url = "https://client.dev/oauth/metadata.json"
    private static let document: JSON = [
        "client_id": .string(url), "client_name": "client.dev", "grant_types": ["authorization_code"],
        "redirect_uris": ["https://client.dev/callback"], "colour": "green",
    ]
    /// The example of RFC 7517, appendix A.1.
    private static let key: JSON = [
        "kty": "RSA", "kid": "2011-04-29", "alg": "RS256", "e": "AQAB",
        "n": """
        0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknj\
        hMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5\
        hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw
        """,
    ]

    @Test func firstMakesAnApplicationAndThenChangesIt() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: Self.document)
            let address = ClientMetadataAddress(externalClientID: Self.url)
            let made = try await tenant.client.clients.registerMetadata(address)
            #expect(made.clientID.value.hasPrefix("tpc_"))
            #expect(made.validation.warnings == ["Unsupported property: colour"])
            let client = try await tenant.client.clients.get(made.clientID)
            #expect(client.name == "client.dev")
            #expect(client.isFirstParty == false)
            #expect(client.externalClientID == Self.url)
            #expect(client.callbacks == ["https://client.dev/callback"])

            var renamed = Self.document
            renamed["client_name"] = "another name"
            tenant.outbound.answer(Self.url, with: renamed)
            let body: JSON = ["external_client_id": .string(Self.url)]
            let answer = try await tenant.request("POST", "/clients/cimd/register", body: body, token: tenant.token)
            #expect(answer.status == 200)
            #expect(answer.json["client_id"]?.string == made.clientID.value)
            #expect(try await tenant.client.clients.get(made.clientID).name == "another name")
            #expect(try await tenant.client.clients.previewMetadata(address).clientID == made.clientID)
        }
    }

    @Test func takesTheKeysAlong() async throws {
        try await eachEngine { tenant in
            var document = Self.document
            document["token_endpoint_auth_method"] = "private_key_jwt"
            document["jwks_uri"] = "https://client.dev/keys"
            tenant.outbound.answer(Self.url, with: document)
            tenant.outbound.answer("https://client.dev/keys", with: ["keys": [Self.key]])
            let address = ClientMetadataAddress(externalClientID: Self.url)
            // Registered twice: the second registration replaces the keys of the first.
            _ = try await tenant.client.clients.registerMetadata(address)
            let id = try await tenant.client.clients.registerMetadata(address).clientID
            let credentials = try await tenant.client.clients.credentials(id)
            #expect(credentials.map(\.kid) == ["2011-04-29"])
            let methods = try await tenant.client.clients.get(id).clientAuthenticationMethods
            let chosen = methods?["private_key_jwt"]?["credentials"]?.array?.first
            #expect(chosen?["id"]?.string == credentials.first?.id?.value)
        }
    }

    @Test(
        arguments: [
            ("client_id", "https://client.dev/other", "client_id must be the URL of the document"),
            ("client_name", "", "client_name must be a non-empty string"),
            ("grant_types", ["implicit"], "grant_types must include authorization_code or refresh_token"),
            ("redirect_uris", [], "redirect_uris must not be empty"),
            ("redirect_uris", ["http://client.dev/"], "redirect_uris must be https URLs: http://client.dev/"),
            ("application_type", "robot", "application_type must be native or web"),
            (
                "token_endpoint_auth_method", "client_secret_post",
                "token_endpoint_auth_method must be none or private_key_jwt"
            ),
            ("jwks", ["keys": []], "jwks is not supported; use jwks_uri"),
            ("logo_uri", "ftp://client.dev", "logo_uri must be an http or https URL"),
        ] as [(String, JSON, String)])
    func saysWhatIsWrong(_ member: String, _ value: JSON, _ violation: String) async throws {
        try await eachEngine { tenant in
            var document = Self.document
            document[member] = value
            tenant.outbound.answer(Self.url, with: document)
            let address = ClientMetadataAddress(externalClientID: Self.url)
            let preview = try await tenant.client.clients.previewMetadata(address)
            #expect(preview.validation?.valid == false)
            #expect(preview.validation?.violations.contains(violation) == true)
            let refused = try await refusal { _ = try await tenant.client.clients.registerMetadata(address) }
            #expect(refused.contains(violation) && refused.hasSuffix("(invalid_client_metadata)"))
        }
    }

    @Test(arguments: [
        "https://client.dev/", "https://localhost/a", "https://client.dev/a/../b", "https://client.dev/a#b",
        "https://client.dev/a?b", "https://a:b@client.dev/a", "https://client.dev:0/a", "https://client.dev/%2e%2E/b",
    ])
    func refusesOtherURLs(_ url: String) async throws {
        try await eachEngine { tenant in
            let address = ClientMetadataAddress(externalClientID: url)
            let refused = try await refusal { _ = try await tenant.client.clients.registerMetadata(address) }
            #expect(refused.hasPrefix("400 external_client_id must"))
            #expect(tenant.outbound.requests.isEmpty)
        }
    }

    @Test func takesTheRightScope() async throws {
        try await eachEngine { tenant in
            tenant.outbound.answer(Self.url, with: Self.document)
            let address = ClientMetadataAddress(externalClientID: Self.url)
            let updater = try await tenant.client(scopes: "update:clients")
            let refused = try await refusal { _ = try await updater.clients.registerMetadata(address) }
            #expect(refused == "403 Insufficient scope, expected any of: create:clients (insufficient_scope)")
            let creator = try await tenant.client(scopes: "create:clients")
            _ = try await creator.clients.registerMetadata(address)
            _ = try await updater.clients.registerMetadata(address)
        }
    }
}
