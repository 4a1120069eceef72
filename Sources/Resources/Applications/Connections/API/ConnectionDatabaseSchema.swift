import Contract
import OrderedCollections

/// The schema of a database connection's options.
enum ConnectionDatabaseSchema {
    static var members: Constraints {
        let parts: [Constraints] = [login, earlierPasswordRules, scripts]
        var members: Constraints = parts.reduce([:]) { $0.merging($1) { $1 } }
        members["attributes"] = attributes
        members["password_options"] = passwordOptions
        return members
    }

    private static var login: Constraints {
        let password: Schema = .object([
            "enabled": .boolean, "api_behavior": .one(of: "required", "optional"),
            "signup_behavior": .one(of: "allow", "block"),
        ])
        let method: Schema = .object(["enabled": .boolean])
        return [
            "authentication_methods": .object([
                "password": password, "passkey": method, "email_otp": method, "phone_otp": method,
            ]).nullable,
            "passkey_options": .object([
                "challenge_ui": .one(of: "both", "autofill", "button"), "local_enrollment_enabled": .boolean,
                "progressive_enrollment_enabled": .boolean,
            ]).nullable,
            "precedence": .array(of: .one(of: "email", "phone_number", "username"), 3...3, unique: true),
            "validation": .object([
                "username": .object(["min": .integer(1...).required, "max": .integer(1...128).required]).nullable
            ]).nullable,
        ]
    }

    private static var earlierPasswordRules: Constraints {
        [
            "passwordPolicy": .one(of: "none", "low", "fair", "good", "excellent").nullable,
            "password_complexity_options": .object(["min_length": .integer(1...128)]).nullable,
            "password_dictionary": .object([
                "enable": .boolean.required, "dictionary": .array(of: .string(...50)),
            ]).nullable,
            "password_history": .object(["enable": .boolean.required, "size": .integer(0...24)]).nullable,
            "password_no_personal_info": .object(["enable": .boolean.required]).nullable,
        ]
    }

    private static var scripts: Constraints {
        let names = [
            "change_email", "change_password", "change_phone_number", "change_username", "create", "delete",
            "get_user", "login", "verify",
        ]
        let scripts: Constraints = Constraints(uniqueKeysWithValues: names.map { ($0, Schema.string(1...)) })
        return [
            "customScripts": .object(scripts, others: .allowed(.any)),
            "configuration": .object([:], others: .allowed(.string.nullable)).nullable,
        ]
    }

    private static var attributes: Schema {
        let identifier: Schema = .object([
            "active": .boolean, "default_method": .one(of: "password", "email_otp", "phone_otp"),
        ])
        let status: Schema = .one(of: "required", "optional", "inactive")
        let verified: Schema = .object(["status": status, "verification": .object(["active": .boolean])])
        let email: Schema = .object([
            "identifier": identifier, "profile_required": .boolean, "signup": verified, "unique": .boolean,
            "verification_method": .one(of: "link", "otp"),
        ])
        let phone: Schema = .object(["identifier": identifier, "profile_required": .boolean, "signup": verified])
        let validation: Schema = .object([
            "min_length": .integer(1...128), "max_length": .integer(1...128),
            "allowed_types": .object(["email": .boolean, "phone_number": .boolean]),
        ])
        let username: Schema = .object([
            "identifier": identifier, "profile_required": .boolean, "signup": .object(["status": status]),
            "validation": validation,
        ])
        return .object(["email": email, "phone_number": phone, "username": username], 1...3)
    }

    private static var passwordOptions: Schema {
        let choice: Schema = .one(of: "allow", "block")
        let complexity: Schema = .object([
            "character_type_rule": .one(of: "all", "three_of_four"),
            "character_types": .array(of: .one(of: "uppercase", "lowercase", "number", "special")),
            "identical_characters": choice, "sequential_characters": choice,
            "max_length_exceeded": .one(of: "truncate", "error"), "min_length": .integer(1...72),
        ])
        let dictionary: Schema = .object([
            "active": .boolean, "custom": .array(of: .string(...50)), "default": .one(of: "en_10k", "en_100k"),
        ])
        let history: Schema = .object(["active": .boolean, "size": .integer(1...24)])
        let profile: Schema = .object(["active": .boolean, "blocked_fields": .array(of: .string(...100))])
        return .object([
            "complexity": complexity, "dictionary": dictionary, "history": history, "profile_data": profile,
        ])
    }
}
