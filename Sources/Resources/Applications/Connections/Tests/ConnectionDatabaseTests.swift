import Contract
import TestKit
import Testing

@Suite struct ConnectionDatabaseTests {
    private static func database(_ options: JSON) -> JSON {
        ["name": "staff", "strategy": "auth0", "options": options]
    }

    @Test func startsSafe() async throws {
        let methods: JSON = [
            "password": ["enabled": true, "api_behavior": "required", "signup_behavior": "allow"],
            "passkey": ["enabled": false],
        ]
        try await eachEngine(run: [
            .post(
                "/connections", Self.database([:]), 201,
                [
                    "options": [
                        "mfa": ["active": true, "return_enroll_settings": true], "passwordPolicy": "good",
                        "authentication_methods": methods, "brute_force_protection": true,
                        "passkey_options": ["challenge_ui": "both"],
                    ]
                ], keeping: ["id": "id"], lacking: ["show_as_button", "provisioning_ticket_url"]),
            .patch(
                "/connections/{id}", ["options": ["passwordPolicy": "excellent", "disable_signup": true]], 200,
                ["options": ["passwordPolicy": "excellent", "disable_signup": true, "brute_force_protection": true]]),
            .patch(
                "/connections/{id}", ["options": ["brute_force_protection": false]], 200,
                ["options": ["brute_force_protection": false]], lacking: ["options.disable_signup"]),
        ])
    }

    @Test func passwordOptionsStandForThePolicy() async throws {
        let complexity: JSON = ["min_length": 15, "character_type_rule": "all", "character_types": []]
        try await eachEngine(run: [
            .post(
                "/connections", Self.database(["password_options": ["history": ["active": true]]]), 201,
                [
                    "options": [
                        "password_options": [
                            "history": ["active": true, "size": 3], "complexity": complexity,
                            "dictionary": ["active": false, "custom": []], "profile_data": ["active": false],
                        ]
                    ]
                ], lacking: ["options.passwordPolicy"])
        ])
    }

    @Test func attributes() async throws {
        let email: JSON = ["identifier": ["active": true], "signup": ["status": "required"]]
        try await eachEngine(run: [
            .post(
                "/connections", Self.database(["attributes": ["email": email]]), 201,
                ["options": ["attributes": ["email": ["verification_method": "link", "unique": true]]]])
        ])
    }

    @Test func optionsThatContradictEachOther() async throws {
        let username: JSON = ["username": ["identifier": ["active": true]]]
        let phone: JSON = [
            "phone_number": [
                "identifier": ["active": true], "profile_required": true, "signup": ["status": "inactive"],
            ]
        ]
        try await eachEngine(run: [
            .post(
                "/connections",
                Self.database(["attributes": username, "validation": ["username": ["min": 1, "max": 5]]]), 400,
                .invalidBody("Cannot set both options.attributes and options.validation")),
            .post(
                "/connections", Self.database(["attributes": username, "requires_username": true]), 400,
                .invalidBody("Cannot set both options.attributes and options.requires_username")),
            .post(
                "/connections", Self.database(["attributes": phone]), 400,
                .invalidBody("attribute phone_number must also be required on signup")),
        ])
    }

    @Test func optionsThatDoNotFit() async throws {
        let rows: [(JSON, String)] = [
            (["passwordPolicy": "perfect"], "'No enum match for: perfect' on property options.passwordPolicy"),
            (["mfa": true], "'Expected type object but found type boolean' on property options.mfa"),
            (["password_history": [:]], "'Missing required property: enable' on property options.password_history"),
            (["validation": "x"], "'Expected type object,null but found type string' on property options.validation"),
            (["precedence": ["email"]], "'Array is too short (1), minimum 3' on property options.precedence"),
        ]
        try await eachEngine(
            run: rows.map { options, message in
                .post(
                    "/connections", Self.database(options), 400,
                    .invalidBody("Payload validation error: \(message)."))
            })
    }
}
