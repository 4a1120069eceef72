import Contract
import ExtensionsAPI

/// All versions of all triggers.
enum ActionTriggerCatalog {
    static let triggers: [ActionTrigger] = [
        trigger(.postLogin, "v1", oldest), trigger(.postLogin, "v2", older),
        trigger(.postLogin, "v3", older, isCurrent: true, compatible: [.init(.postLogin, version: "v2")]),
        trigger(.credentialsExchange, "v2", older, isCurrent: true), trigger(.credentialsExchange, "v1", oldest),
        trigger(.preUserRegistration, "v1", oldest), trigger(.preUserRegistration, "v2", older, isCurrent: true),
        trigger(.postUserRegistration, "v1", oldest), trigger(.postUserRegistration, "v2", older, isCurrent: true),
        trigger(.postChangePassword, "v2", older, isCurrent: true), trigger(.postChangePassword, "v1", oldest),
        trigger(.sendPhoneMessage, "v1", (["node12"], nil)), trigger(.sendPhoneMessage, "v2", older, isCurrent: true),
        trigger(.customPhoneProvider, "v1", newer, isCurrent: true),
        trigger(.customEmailProvider, "v1", newer, isCurrent: true),
        trigger(.passwordResetPostChallenge, "v1", newer, isCurrent: true),
        trigger(.customTokenExchange, "v1", newer, isCurrent: true, policy: .entityBound),
        trigger(.eventStream, "v1", newer, isCurrent: true, policy: .entityBound),
        trigger(.passwordHashMigration, "v1", newer, isCurrent: true, policy: .entityBound),
        trigger(.loginPostIdentifier, "v1", newer, isCurrent: true),
        trigger(.signupPostIdentifier, "v1", newer, isCurrent: true),
    ]

    /// The supported runtimes and the default one.
    private typealias Runtimes = (all: [String], standard: String?)

    private static let oldest: Runtimes = (["node12"], "node12")
    private static let older: Runtimes = (["node12", "node16", "node18"], "node16")
    private static let newer: Runtimes = (["node18", "node22"], "node22")

    private static func trigger(
        _ id: ActionTriggerName, _ version: String, _ runtimes: Runtimes, isCurrent: Bool = false,
        policy: ActionBindingPolicy = .triggerBound, compatible: [ActionTrigger.Reference] = []
    ) -> ActionTrigger {
        var trigger = ActionTrigger(id, version: version)
        trigger.status = isCurrent ? "CURRENT" : "DEPRECATED"
        trigger.runtimes = runtimes.all
        trigger.defaultRuntime = runtimes.standard
        trigger.compatibleTriggers = compatible
        trigger.bindingPolicy = policy
        return trigger
    }

    /// Returns the trigger that an action names.
    /// - Throws: `APIError`, 400, if the version of the trigger does not exist.
    static func trigger(_ wanted: ActionTrigger) throws -> ActionTrigger {
        let found = triggers.first { trigger in
            guard trigger.id == wanted.id else { return false }
            return wanted.version.map { $0 == trigger.version } ?? (trigger.status == "CURRENT")
        }
        guard let found else { throw APIError.badRequest("trigger version is not supported") }
        return found
    }

    /// Returns the runtime of an action.
    /// - Throws: `APIError`, 400, if one of its triggers does not support the runtime.
    static func runtime(_ wanted: String?, for triggers: [ActionTrigger]) throws -> String {
        guard let wanted else { return triggers.first?.defaultRuntime ?? triggers.first?.runtimes?.first ?? "" }
        guard triggers.allSatisfy({ supports(wanted, $0.runtimes ?? []) }) else {
            throw APIError.badRequest("runtime is not supported")
        }
        return wanted
    }

    private static func supports(_ wanted: String, _ runtimes: [String]) -> Bool {
        // The triggers are listed as they were recorded; later runtimes are supported wherever node18 is.
        runtimes.contains(wanted) || latest.contains(wanted) && runtimes.contains("node18")
    }

    private static let latest = ["node18-actions", "node22"]

    static func requireBindable(_ trigger: ActionTriggerName, to verb: String) throws {
        if triggers.contains(where: { $0.id == trigger && $0.bindingPolicy == .entityBound }) {
            throw APIError.badRequest("cannot \(verb) action bindings for an entity-bound trigger")
        }
    }
}
