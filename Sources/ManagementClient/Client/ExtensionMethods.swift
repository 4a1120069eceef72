import ExtensionsAPI
import ManagementClientCore

/// The methods for rules, hooks and what else extends a tenant that Auth0's JavaScript library documents of its
/// `ManagementClient` itself, each under its documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Rules

    /// Creates a rule.
    ///
    /// `POST /rules`, with the scope `create:rules`. Refused with 400, 401, 403, 409 or 429. The same as
    /// `rules.create`.
    public func createRule(_ draft: RuleDraft) async throws -> Rule { try await rules.create(draft) }

    /// Gets a rule.
    ///
    /// `GET /rules/{id}`, with the scope `read:rules`. Refused with 400, 401, 403, 404 or 429. The same as
    /// `rules.get`.
    public func getRule(_ id: ID<Rule>) async throws -> Rule { try await rules.get(id) }

    /// Lists rules.
    ///
    /// `GET /rules`, with the scope `read:rules`. Refused with 400, 401, 403, 404 or 429. The same as `rules.list`.
    public func getRules(_ filter: RuleFilter = .init()) async throws -> Page<Rule> { try await rules.list(filter) }

    /// Changes a rule.
    ///
    /// `PATCH /rules/{id}`, with the scope `update:rules`. Refused with 400, 401, 403, 404, 409 or 429. The same as
    /// `rules.update`.
    public func updateRule(_ id: ID<Rule>, _ changes: Patch<RuleDraft>) async throws -> Rule {
        try await rules.update(id, changes)
    }

    /// Deletes a rule.
    ///
    /// `DELETE /rules/{id}`, with the scope `delete:rules`. Refused with 400, 401, 403 or 429. The same as
    /// `rules.delete`.
    public func deleteRule(_ id: ID<Rule>) async throws { try await rules.delete(id) }

    /// The keys of what rules can read; values are not told.
    ///
    /// `GET /rules-configs`, with the scope `read:rules_configs`. Refused with 401, 403 or 429. The same as
    /// `rulesConfigs.list`.
    public func getRulesConfigs() async throws -> [RulesConfig] { try await rulesConfigs.list() }

    /// Sets what rules can read under a key.
    ///
    /// `PUT /rules-configs/{key}`, with the scope `update:rules_configs`. Refused with 401, 403 or 429. The same as
    /// `rulesConfigs.set`.
    public func setRulesConfig(_ key: ID<RulesConfig>, _ value: RulesConfigValue) async throws -> RulesConfig {
        try await rulesConfigs.set(key, value)
    }

    /// Deletes a value for rules.
    ///
    /// `DELETE /rules-configs/{key}`, with the scope `delete:rules_configs`. Refused with 401, 403 or 429. The same
    /// as `rulesConfigs.delete`.
    public func deleteRulesConfig(_ key: ID<RulesConfig>) async throws { try await rulesConfigs.delete(key) }

    // MARK: Hooks

    /// Creates a hook.
    ///
    /// `POST /hooks`, with the scope `create:hooks`. Refused with 400, 401, 403, 409 or 429. The same as
    /// `hooks.create`.
    public func createHook(_ draft: HookDraft) async throws -> Hook { try await hooks.create(draft) }

    /// Gets a hook.
    ///
    /// `GET /hooks/{id}`, with the scope `read:hooks`. Refused with 400, 401, 403, 404 or 429. The same as
    /// `hooks.get`.
    public func getHook(_ id: ID<Hook>) async throws -> Hook { try await hooks.get(id) }

    /// Lists hooks.
    ///
    /// `GET /hooks`, with the scope `read:hooks`. Refused with 400, 401, 403, 404 or 429. The same as `hooks.list`.
    public func getHooks(_ filter: HookFilter = .init()) async throws -> Page<Hook> { try await hooks.list(filter) }

    /// Changes a hook.
    ///
    /// `PATCH /hooks/{id}`, with the scope `update:hooks`. Refused with 400, 401, 403, 404, 409 or 429. The same as
    /// `hooks.update`.
    public func updateHook(_ id: ID<Hook>, _ changes: Patch<HookDraft>) async throws -> Hook {
        try await hooks.update(id, changes)
    }

    /// Deletes a hook.
    ///
    /// `DELETE /hooks/{id}`, with the scope `delete:hooks`. Refused with 400, 401, 403 or 429. The same as
    /// `hooks.delete`.
    public func deleteHook(_ id: ID<Hook>) async throws { try await hooks.delete(id) }

    /// The names of a hook's secrets.
    ///
    /// `GET /hooks/{id}/secrets`, with the scope `read:hooks`. Refused with 400, 401, 403, 404 or 429. The same as
    /// `hooks.secrets`.
    public func getHookSecrets(_ id: ID<Hook>) async throws -> HookSecrets { try await hooks.secrets(id) }

    /// Gives a hook secrets that it does not have yet.
    ///
    /// `POST /hooks/{id}/secrets`, with the scope `update:hooks`. Refused with 400, 401, 403, 409 or 429. The same
    /// as `hooks.addSecrets`.
    public func addHookSecrets(_ id: ID<Hook>, _ secrets: HookSecrets) async throws {
        try await hooks.addSecrets(id, secrets)
    }

    /// Changes secrets that a hook has.
    ///
    /// `PATCH /hooks/{id}/secrets`, with the scope `update:hooks`. Refused with 400, 401, 403, 404, 409 or 429. The
    /// same as `hooks.updateSecrets`.
    public func updateHookSecrets(_ id: ID<Hook>, _ secrets: HookSecrets) async throws {
        try await hooks.updateSecrets(id, secrets)
    }

    /// Takes secrets from a hook.
    ///
    /// `DELETE /hooks/{id}/secrets`, with the scope `delete:hooks`. Refused with 400, 401, 403 or 429. The same as
    /// `hooks.removeSecrets`.
    public func removeHookSecrets(_ id: ID<Hook>, _ names: HookSecretNames) async throws {
        try await hooks.removeSecrets(id, names)
    }

    // MARK: Blacklisted tokens and migrations

    /// Has a token be refused from now on.
    ///
    /// `POST /blacklists/tokens`, with the scope `blacklist:tokens`. Refused with 400, 401, 403 or 429. The same as
    /// `blacklistedTokens.add`.
    public func blacklistToken(_ token: BlacklistedToken) async throws { try await blacklistedTokens.add(token) }

    /// Lists blacklisted tokens.
    ///
    /// `GET /blacklists/tokens`, with the scope `blacklist:tokens`. Refused with 400, 401, 403 or 429. The same as
    /// `blacklistedTokens.list`.
    public func getBlacklistedTokens(_ filter: BlacklistedTokenFilter = .init()) async throws -> [BlacklistedToken] {
        try await blacklistedTokens.list(filter)
    }

    /// Gets the tenant's migrations.
    ///
    /// `GET /migrations`, with the scope `read:tenant_settings`. Refused with 400, 401, 403 or 429. The same as
    /// `migrations.get`.
    public func getMigrations() async throws -> MigrationFlags { try await migrations.get() }

    /// Sets flags; those that are not mentioned stay as they are.
    ///
    /// `PATCH /migrations`, with the scope `update:tenant_settings`. Refused with 400, 401, 403 or 429. The same as
    /// `migrations.update`.
    public func updateMigrations(_ flags: MigrationFlags) async throws -> MigrationFlags {
        try await migrations.update(flags)
    }
}
