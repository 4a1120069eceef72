import ApplicationsAPI
import Contract

/// The `options` of connections: validated, and completed with the defaults of the strategy.
enum ConnectionOptions {
    /// Returns the options to store.
    /// - Throws: `APIError`, 400, if the strategy does not support the options.
    static func settled(_ given: JSON?, _ strategy: ConnectionStrategy) throws -> JSON {
        let options: JSONObject = given?.object ?? [:]
        if let schema = schema(of: strategy) { try check(options, schema) }
        return .object(try completed(options, strategy))
    }

    private static func check(_ options: JSONObject, _ schema: Schema) throws {
        do {
            try schema.check(.object(options), at: "options")
        } catch {
            throw APIError.invalidBody("Payload validation error: '\(error.message)' on property \(error.path).")
        }
    }

    private static func completed(_ options: JSONObject, _ strategy: ConnectionStrategy) throws -> JSONObject {
        switch strategy {
        case .auth0: try ConnectionOptionsDatabase.completed(options)
        case .email, .sms: options.withDefault("brute_force_protection", true)
        case .ad: options.withDefault("ips", .null).withDefault("brute_force_protection", true)
        case .adfs: ConnectionOptionsFederation.adfs(options)
        case .samlp: ConnectionOptionsFederation.saml(options)
        case .pingFederate: ConnectionOptionsFederation.pingFederate(options)
        case .oidc: ConnectionOptionsOpenID.oidc(options)
        case .okta: ConnectionOptionsOpenID.okta(options)
        case .waad: ConnectionOptionsOpenID.waad(options)
        case .googleApps: ConnectionOptionsSocial.googleApps(options)
        default: ConnectionOptionsSocial.completed(options, strategy)
        }
    }
}

extension JSONObject {
    /// Returns the object with a default for a member.
    func withDefault(_ name: String, _ value: JSON) -> JSONObject {
        if self[name] != nil { return self }
        var completed = self
        completed[name] = value
        return completed
    }

    /// Returns the object with defaults for the members of a member.
    func withDefaults(_ name: String, _ defaults: JSONObject) -> JSONObject {
        var completed = self
        switch self[name] {
        case .none: completed[name] = .object(defaults)
        case .object(let given): completed[name] = .object(given.merging(defaults) { given, _ in given })
        default: break  // `null` is kept as it was sent.
        }
        return completed
    }
}
