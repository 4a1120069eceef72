import Contract
import ManagementClientCore

/// A setting that rules can read.
public struct RulesConfig: Codable, Hashable, Sendable, Identified {
    public var key: ID<RulesConfig>
    /// Only told to who has just set it.
    public var value: String?

    public init(key: ID<RulesConfig>, value: String? = nil) {
        self.key = key
        self.value = value
    }

    public static var identifierSchema: Schema { .string(1...127, pattern: "^[A-Za-z0-9_\\-@*+:]*$") }
}

/// What a setting is set to.
public struct RulesConfigValue: Codable, Sendable, SecretBody {
    public var value: String

    public init(value: String) { self.value = value }
}

/// What rules can read as `configuration`. Values are secrets: they can be set, and not asked for.
public struct RulesConfigs: Resource {
    /// The settings' keys.
    ///
    /// `GET /rules-configs`, with the scope `read:rules_configs`. Refused with 401, 403 or 429.
    public let list = Endpoint(
        .get, "/rules-configs", "List the keys of rules' settings", scopes: "read:rules_configs",
        returns: [RulesConfig].self)

    /// Sets a value, whether or not there was one.
    ///
    /// `PUT /rules-configs/{key}`, with the scope `update:rules_configs`. Refused with 401, 403 or 429.
    public let set = Endpoint(
        .put, "/rules-configs/{key}", "Set a value for rules", scopes: "update:rules_configs",
        at: ID<RulesConfig>.self, body: RulesConfigValue.self, returns: RulesConfig.self)

    /// Deletes a value; also where there is none.
    ///
    /// `DELETE /rules-configs/{key}`, with the scope `delete:rules_configs`. Refused with 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/rules-configs/{key}", "Delete a value for rules", scopes: "delete:rules_configs", status: 204,
        at: ID<RulesConfig>.self)

    public init() {}
}

extension ManagementClient {
    /// What rules can read as `configuration`. Values are secrets: they can be set, and not asked for.
    public var rulesConfigs: ResourceClient<RulesConfigs> { ResourceClient(self) }
}
