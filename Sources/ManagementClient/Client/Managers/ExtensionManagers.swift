import ExtensionsAPI
import ManagementClientCore

/// The secrets of hooks: `client.hooks.secrets`.
public struct HookSecretValues: OperationGroup {
    /// Lists the names of a hook's secrets.
    public let list = Hooks().secrets
    /// Gives a hook secrets that it does not have yet.
    public let add = Hooks().addSecrets
    /// Changes secrets that a hook has.
    public let update = Hooks().updateSecrets
    /// Takes secrets from a hook.
    public let remove = Hooks().removeSecrets

    /// The group.
    public init() {}
}

extension ResourceClient where Of == Hooks {
    /// The secrets of hooks.
    public var secrets: ResourceClient<HookSecretValues> { ResourceClient<HookSecretValues>(client) }
}

extension ResourceClient where Of == Actions {
    /// The code that actions share.
    public var modules: ResourceClient<ActionModules> { ResourceClient<ActionModules>(client) }
}
