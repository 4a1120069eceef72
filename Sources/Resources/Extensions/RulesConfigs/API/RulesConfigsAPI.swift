import Contract
import ManagementClientCore

/// A configuration variable of rules.
public struct RulesConfig: Codable, Hashable, Sendable, Identified {
    public var key: ID<RulesConfig>
    /// The value; included only in the response that sets it.
    public var value: String?

    public init(key: ID<RulesConfig>, value: String? = nil) {
        self.key = key
        self.value = value
    }

    public static var identifierSchema: Schema { .string(1...127, pattern: "^[A-Za-z0-9_\\-@*+:]*$") }
}

/// The value of a configuration variable.
public struct RulesConfigValue: Codable, Sendable, SecretBody {
    public var value: String

    public init(value: String) { self.value = value }
}

/// The variables that rules read as `configuration`. Values are secret and write-only.
public struct RulesConfigs: Resource {
    /// Lists the keys of the variables.
    ///
    /// `GET /rules-configs`, with the scope `read:rules_configs`. Refused with 401, 403 or 429.
    public let list = Endpoint(
        .get, "/rules-configs", "List the keys of rules' settings", scopes: "read:rules_configs",
        returns: [RulesConfig].self)

    /// Sets a variable, whether it exists or not.
    ///
    /// `PUT /rules-configs/{key}`, with the scope `update:rules_configs`. Refused with 401, 403 or 429.
    public let set = Endpoint(
        .put, "/rules-configs/{key}", "Set a value for rules", scopes: "update:rules_configs",
        at: ID<RulesConfig>.self, body: RulesConfigValue.self, returns: RulesConfig.self)

    /// Deletes a variable; it succeeds even if the variable does not exist.
    ///
    /// `DELETE /rules-configs/{key}`, with the scope `delete:rules_configs`. Refused with 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/rules-configs/{key}", "Delete a value for rules", scopes: "delete:rules_configs", status: 204,
        at: ID<RulesConfig>.self)

    public init() {}
}

extension ManagementClient {
    /// The variables that rules read as `configuration`. Values are secret and write-only.
    public var rulesConfigs: ResourceClient<RulesConfigs> { ResourceClient(self) }
}
