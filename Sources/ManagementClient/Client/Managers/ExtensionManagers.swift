import ExtensionsAPI
import ManagementClientCore

/// The secrets of hooks: `client.hooks.secrets`.
public struct HookSecretValues: OperationGroup {
    /// Lists the names of a hook's secrets.
    ///
    /// `GET /hooks/{id}/secrets`, with the scope `read:hooks`. Refused with 400, 401, 403, 404 or 429.
    public let list = Hooks().secrets
    /// Adds new secrets to a hook.
    ///
    /// `POST /hooks/{id}/secrets`, with the scope `update:hooks`. Refused with 400, 401, 403, 409 or 429.
    public let add = Hooks().addSecrets
    /// Updates existing secrets of a hook.
    ///
    /// `PATCH /hooks/{id}/secrets`, with the scope `update:hooks`. Refused with 400, 401, 403, 404, 409 or 429.
    public let update = Hooks().updateSecrets
    /// Removes secrets from a hook.
    ///
    /// `DELETE /hooks/{id}/secrets`, with the scope `delete:hooks`. Refused with 400, 401, 403 or 429.
    public let remove = Hooks().removeSecrets

    /// Creates the group.
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
