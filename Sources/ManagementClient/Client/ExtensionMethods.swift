import ExtensionsAPI
import ManagementClientCore

/// The methods for rules, hooks and what else extends a tenant that Auth0's JavaScript library documents of its
/// `ManagementClient` itself, each under its documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Rules

    public func createRule(_ draft: RuleDraft) async throws -> Rule { try await rules.create(draft) }

    public func getRule(_ id: ID<Rule>) async throws -> Rule { try await rules.get(id) }

    public func getRules(_ filter: RuleFilter = .init()) async throws -> Page<Rule> { try await rules.list(filter) }

    public func updateRule(_ id: ID<Rule>, _ changes: Changes<RuleDraft>) async throws -> Rule {
        try await rules.update(id, changes)
    }

    public func deleteRule(_ id: ID<Rule>) async throws { try await rules.delete(id) }

    /// The keys of what rules can read; values are not told.
    public func getRulesConfigs() async throws -> [RulesConfig] { try await rulesConfigs.list() }

    /// Sets what rules can read under a key.
    public func setRulesConfig(_ key: ID<RulesConfig>, _ value: RulesConfigValue) async throws -> RulesConfig {
        try await rulesConfigs.set(key, value)
    }

    public func deleteRulesConfig(_ key: ID<RulesConfig>) async throws { try await rulesConfigs.delete(key) }

    // MARK: Hooks

    public func createHook(_ draft: HookDraft) async throws -> Hook { try await hooks.create(draft) }

    public func getHook(_ id: ID<Hook>) async throws -> Hook { try await hooks.get(id) }

    public func getHooks(_ filter: HookFilter = .init()) async throws -> Page<Hook> { try await hooks.list(filter) }

    public func updateHook(_ id: ID<Hook>, _ changes: Changes<HookDraft>) async throws -> Hook {
        try await hooks.update(id, changes)
    }

    public func deleteHook(_ id: ID<Hook>) async throws { try await hooks.delete(id) }

    /// The names of a hook's secrets.
    public func getHookSecrets(_ id: ID<Hook>) async throws -> HookSecrets { try await hooks.secrets(id) }

    /// Gives a hook secrets that it does not have yet.
    public func addHookSecrets(_ id: ID<Hook>, _ secrets: HookSecrets) async throws {
        try await hooks.addSecrets(id, secrets)
    }

    /// Changes secrets that a hook has.
    public func updateHookSecrets(_ id: ID<Hook>, _ secrets: HookSecrets) async throws {
        try await hooks.updateSecrets(id, secrets)
    }

    /// Takes secrets from a hook.
    public func removeHookSecrets(_ id: ID<Hook>, _ names: HookSecretNames) async throws {
        try await hooks.removeSecrets(id, names)
    }

    // MARK: Blacklisted tokens and migrations

    /// Has a token be refused from now on.
    public func blacklistToken(_ token: BlacklistedToken) async throws { try await blacklistedTokens.add(token) }

    public func getBlacklistedTokens(_ filter: BlacklistedTokenFilter = .init()) async throws -> [BlacklistedToken] {
        try await blacklistedTokens.list(filter)
    }

    public func getMigrations() async throws -> MigrationFlags { try await migrations.get() }

    /// Sets flags; those that are not mentioned stay as they are.
    public func updateMigrations(_ flags: MigrationFlags) async throws -> MigrationFlags {
        try await migrations.update(flags)
    }
}
