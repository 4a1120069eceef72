import ApplicationsAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct ClientsTests {
    @Test func lifeOfAClient() async throws {
        try await eachEngine { tenant in
            let clients = tenant.client.clients
            var draft = ClientDraft(name: "Shop")
            draft.appType = .regularWeb
            draft.callbacks = ["https://shop.example.com/callback"]
            draft.clientMetadata = ["tier": "gold", "team": "a"]
            let created = try await clients.create(draft)
            let id = try #require(created.clientID)
            #expect(id.value.count == 32 && created.clientSecret?.count == 64)
            let changed = try await clients.update(
                id,
                Patch {
                    $0.description = "Sells"
                    $0.clientMetadata = ["team": .null, "region": "eu"]
                })
            #expect(changed.clientMetadata == ["tier": "gold", "region": "eu"])
            let rotated = try await clients.rotateSecret(id)
            #expect(rotated.clientSecret != created.clientSecret)
            #expect(try await clients.get(id).clientSecret == rotated.clientSecret)
            try await clients.delete(id)
            #expect(
                try await refusal { try await clients.get(id) } == "404 The client does not exist (inexistent_client)")
        }
    }

    @Test func whatANewTenantHas() async throws {
        try await eachEngine(run: [
            .get(
                "/clients?is_global=true", 200, [["name": "All Applications", "global": true]],
                keeping: ["global": "0.client_id"]),
            .get("/clients?is_global=false&include_totals=true", 200, ["total": 2]),
            .delete("/clients/{global}", 403),
            .patch("/clients/{global}", ["name": "x"], 403),
        ])
    }

    @Test func defaults() async throws {
        try await eachEngine(run: [
            .post(
                "/clients", ["name": "Plain"], 201,
                [
                    "is_first_party": true, "oidc_conformant": false, "sso_disabled": false,
                    "custom_login_page_on": true,
                    "grant_types": ["authorization_code", "implicit", "refresh_token", "client_credentials"],
                    "jwt_configuration": ["secret_encoded": false, "lifetime_in_seconds": 36000],
                    "refresh_token": ["rotation_type": "non-rotating", "infinite_token_lifetime": true],
                ]),
            .post(
                "/clients", ["name": "Machine", "app_type": "non_interactive"], 201,
                ["grant_types": ["client_credentials"]]),
            .post(
                "/clients",
                [
                    "name": "Expiring",
                    "refresh_token": ["rotation_type": "non-rotating", "expiration_type": "expiring"],
                ],
                201, ["refresh_token": ["infinite_token_lifetime": false, "token_lifetime": 2_592_000]]),
            .post(
                "/clients", ["name": "Signed", "jwt_configuration": ["alg": "RS256"]], 201,
                ["jwt_configuration": ["secret_encoded": false, "alg": "RS256"]],
                lacking: ["jwt_configuration.lifetime_in_seconds"]),
        ])
    }

    @Test func secretsAreForThoseWhoMaySeeThem() async throws {
        try await eachEngine(run: [
            .post("/clients", ["name": "Shop"], 201, keeping: ["id": "client_id"]),
            .get(
                "/clients/{id}", 200, ["name": "Shop"], by: .scopes(["read:clients"]),
                lacking: ["client_secret", "signing_keys"]),
        ])
    }

    @Test func credentials() async throws {
        let key = """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA0vx7agoebGcQSuuPiLJX
            ZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tS
            oc/BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ/2W+5JsGY4Hc5n9yBXArwl93lqt
            7/RN5w6Cf0h4QyQ5v+65YGjQR0/FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0
            zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt+bFTWhAI4vMQFh6WeZu0f
            M4lFd2NcRwr3XPksINHaQ+G/xBniIqbw0Ls1jF44+csFCur+kEgU8awapJzKnqDK
            gwIDAQAB
            -----END PUBLIC KEY-----
            """
        let draft: JSON = ["credential_type": "public_key", "name": "first", "pem": .string(key)]
        let missing = "Credential cred_none does not exist"
        // The thumbprint is that of the example in RFC 7638.
        let thumbprint: JSON = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        try await eachEngine(run: [
            .post("/clients", ["name": "Shop"], 201, keeping: ["id": "client_id"]),
            .post(
                "/clients/{id}/credentials", draft, 201, ["kid": thumbprint, "alg": "RS256", "name": "first"],
                keeping: ["key": "id"], lacking: ["pem"]),
            .post("/clients/{id}/credentials", draft, 409),
            .post("/clients/{id}/credentials", ["credential_type": "public_key", "pem": "nonsense"], 400),
            .patch(
                "/clients/{id}/credentials/{key}", ["expires_at": "2030-05-16T11:07:30.535694+02:00"], 200,
                ["expires_at": "2030-05-16T09:07:30.535Z"]),
            .patch(
                "/clients/{id}",
                ["client_authentication_methods": ["private_key_jwt": ["credentials": [["id": "cred_none"]]]]],
                400, .refusal(400, missing, code: "inexistent_credential")),
            .patch(
                "/clients/{id}",
                ["client_authentication_methods": ["private_key_jwt": ["credentials": [["id": "{key}"]]]]], 200),
            .delete("/clients/{id}/credentials/{key}", 400),
            .patch("/clients/{id}", ["client_authentication_methods": .null], 200),
            .delete("/clients/{id}/credentials/{key}", 204),
            .get("/clients/{id}/credentials", 200, []),
            .post(
                "/clients",
                [
                    "name": "Born with one",
                    "client_authentication_methods": ["private_key_jwt": ["credentials": [draft]]],
                ], 201,
                [
                    "client_authentication_methods": [
                        "private_key_jwt": ["credentials": [["name": "first", "kid": thumbprint]]]
                    ]
                ],
                keeping: ["born": "client_id"]),
            .get("/clients/{born}/credentials", 200, [["kid": thumbprint]]),
        ])
    }

    @Test func bodiesThatDoNotFit() async throws {
        let before = "Payload validation error: "
        try await eachEngine(run: [
            .post("/clients", [:], 400, .invalidBody(before + "'Missing required property: name'.")),
            .post(
                "/clients", ["name": "a", "app_type": "toaster"], 400,
                .invalidBody(before + "'No enum match for: toaster' on property app_type.")),
            .post(
                "/clients", ["name": "a", "jwt_configuration": ["alg": "none"]], 400,
                .invalidBody(before + "'No enum match for: none' on property jwt_configuration.alg.")),
            .post("/clients", ["name": "a", "callbacks": ["javascript:alert(1)"]], 400),
            .post(
                "/clients", ["name": "a", "grant_types": ["telepathy"]], 400,
                .invalidBody("Invalid grant types: telepathy")),
            .post("/clients", ["name": "<b>"], 400),
            .post(
                "/clients",
                ["name": "a", "refresh_token": ["rotation_type": "rotating", "expiration_type": "expiring"]], 400),
            .get("/clients?q=name:x", 400),
        ])
    }
}
