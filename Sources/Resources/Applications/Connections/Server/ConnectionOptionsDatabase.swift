import Contract
import OrderedCollections

/// The options of a database connection.
enum ConnectionOptionsDatabase {
    static func completed(_ given: JSONObject) throws -> JSONObject {
        try checkAttributes(given)
        var options = given.withDefaults("mfa", ["active": true, "return_enroll_settings": true])
        if options["password_options"] == nil {
            options = options.withDefault("passwordPolicy", "good")
        } else {
            completePasswordOptions(&options)
        }
        completeAttributes(&options)
        options = options.withDefault("strategy_version", 2)
        completeMethods(&options)
        options = options.withDefaults(
            "passkey_options",
            ["challenge_ui": "both", "progressive_enrollment_enabled": true, "local_enrollment_enabled": true])
        return options.withDefault("brute_force_protection", true)
    }

    private static func completeMethods(_ options: inout JSONObject) {
        options = options.withDefaults("authentication_methods", [:])
        guard var methods = options["authentication_methods"]?.object else { return }
        methods = methods.withDefaults(
            "password", ["enabled": true, "api_behavior": "required", "signup_behavior": "allow"])
        for method in ["passkey", "email_otp", "phone_otp"] {
            methods = methods.withDefaults(method, ["enabled": false])
        }
        options["authentication_methods"] = .object(methods)
    }

    private static func completePasswordOptions(_ options: inout JSONObject) {
        guard var rules = options["password_options"]?.object else { return }
        rules = rules.withDefaults(
            "complexity",
            [
                "character_type_rule": "all", "identical_characters": "allow", "sequential_characters": "allow",
                "max_length_exceeded": "error", "min_length": 15, "character_types": [],
            ])
        rules = rules.withDefaults("profile_data", ["active": false, "blocked_fields": profileFields])
        rules = rules.withDefaults("history", ["active": false, "size": 3])
        rules = rules.withDefaults("dictionary", ["active": false, "custom": [], "default": "en_100k"])
        options["password_options"] = .object(rules)
    }

    /// The profile fields that a password must not contain if the check of profile data is enabled.
    private static let profileFields: JSON = [
        "name", "username", "nickname", "email", "phone_number", "user_metadata.name", "user_metadata.first",
        "user_metadata.last",
    ]

    private static func completeAttributes(_ options: inout JSONObject) {
        guard var attributes = options["attributes"]?.object, let email = attributes["email"]?.object else { return }
        attributes["email"] = .object(
            email.withDefault("verification_method", "link").withDefault("unique", true))
        options["attributes"] = .object(attributes)
    }

    private static func checkAttributes(_ options: JSONObject) throws {
        guard let attributes = options["attributes"]?.object else { return }
        for earlier in ["validation", "requires_username"] where !(options[earlier] ?? .null).isNull {
            throw APIError.invalidBody("Cannot set both options.attributes and options.\(earlier)")
        }
        for (name, attribute) in attributes where attribute["profile_required"] == true {
            guard let status = attribute["signup"]?["status"], status != "required" else { continue }
            throw APIError.invalidBody("attribute \(name) must also be required on signup")
        }
    }
}
