import Contract

/// A script of a trigger, with everything that it needs.
public struct Script: Sendable {
    /// An npm package that the script needs.
    public struct Dependency: Hashable, Sendable {
        public let name: String
        public let version: String

        public init(name: String, version: String) {
            self.name = name
            self.version = version
        }

        var json: JSON { ["name": .string(name), "version": .string(version)] }
    }

    /// The tenant's own code that several scripts share: `require("actions:NAME")`.
    public struct Module: Sendable {
        public let name: String
        public let code: String
        /// Secret.
        public let secrets: [String: String]
        public let dependencies: [Dependency]

        public init(name: String, code: String, secrets: [String: String], dependencies: [Dependency]) {
            self.name = name
            self.code = code
            self.secrets = secrets
            self.dependencies = dependencies
        }
    }

    /// The form of a script.
    public enum Kind: String, Sendable {
        /// A module that exports a handler for its trigger.
        case action
        /// A function of a user and a context; rules run before actions.
        case rule
        /// A module that is a function, whose parameters depend on the trigger.
        case hook
        /// A function of an access token that returns the user's profile.
        case profile
    }

    public let kind: Kind
    /// The identifier of a rule, by which actions can ask whether it ran.
    public let id: String?
    public let name: String
    public let code: String
    /// Secret: only the script receives them.
    public let secrets: [String: String]
    public let dependencies: [Dependency]
    public let modules: [Module]

    public init(
        _ kind: Kind = .action, id: String? = nil, name: String, code: String, secrets: [String: String] = [:],
        dependencies: [Dependency] = [], modules: [Module] = []
    ) {
        self.kind = kind
        self.id = id
        self.name = name
        self.code = code
        self.secrets = secrets
        self.dependencies = dependencies
        self.modules = modules
    }

    /// The form in which the script is sent to its process.
    var json: JSON {
        [
            "kind": .string(kind.rawValue), "id": id.map(JSON.string) ?? .null, "name": .string(name),
            "code": .string(code), "secrets": Self.json(secrets),
            "dependencies": .array(dependencies.map(\.json)), "modules": .array(modules.map(Self.json)),
        ]
    }

    private static func json(_ module: Module) -> JSON {
        [
            "name": .string(module.name), "code": .string(module.code), "secrets": json(module.secrets),
            "dependencies": .array(module.dependencies.map(\.json)),
        ]
    }

    /// Returns secrets as JSON text, which the process parses just before the script runs, so that no earlier script
    /// can see them.
    private static func json(_ secrets: [String: String]) -> JSON {
        let members = JSON.object(JSONObject(uniqueKeysWithValues: secrets.map { ($0.key, .string($0.value)) }))
        return .string(members.text)
    }

    /// The values of all secrets.
    var secretValues: [String] { Array(secrets.values) + modules.flatMap { $0.secrets.values } }
}

/// The scripts of a trigger in the order in which they run, and their event.
public struct ScriptFlow: Sendable {
    /// The trigger, as `post-login`.
    public let trigger: String
    public let scripts: [Script]
    public let event: JSON
    /// Whether scripts can redirect the user.
    public let canRedirect: Bool
    /// The state to continue from after a redirect; `nil` for a new run.
    public let continuation: ScriptContinuation?

    public init(
        _ trigger: String, _ scripts: [Script], event: JSON, canRedirect: Bool = false,
        continuation: ScriptContinuation? = nil
    ) {
        self.trigger = trigger
        self.scripts = scripts
        self.event = event
        self.canRedirect = canRedirect
        self.continuation = continuation
    }

    /// The form in which the job is sent to the process.
    var json: JSONObject {
        var job: JSONObject = [
            "trigger": .string(trigger), "event": event, "scripts": .array(scripts.map(\.json)),
            "canRedirect": .bool(canRedirect),
        ]
        job["continuation"] = continuation?.json
        return job
    }
}

/// The state from which a trigger's scripts continue after a redirect.
public struct ScriptContinuation: Sendable {
    /// The position of the script that continues; `nil` if only the remaining scripts run.
    public let position: Int?
    /// The commands of the scripts that have already run.
    public let commands: [ScriptCommand]
    /// The rules that have already run.
    public let rules: [String]

    public init(position: Int?, commands: [ScriptCommand], rules: [String]) {
        self.position = position
        self.commands = commands
        self.rules = rules
    }

    fileprivate var json: JSON {
        [
            "position": position.map { .integer(Int64($0)) } ?? .null, "rules": .array(rules.map(JSON.string)),
            "commands": .array(commands.map { ["type": .string($0.type), "args": .array($0.arguments)] }),
        ]
    }
}

/// A command of a script.
public struct ScriptCommand: Hashable, Codable, Sendable {
    /// The type, as `idToken.setCustomClaim`.
    public let type: String
    public let arguments: [JSON]

    public init(_ type: String, _ arguments: [JSON]) {
        self.type = type
        self.arguments = arguments
    }

    /// Returns an argument if it is a string.
    public func text(_ position: Int) -> String? {
        arguments.indices.contains(position) ? arguments[position].string : nil
    }
    /// Returns an argument; `null` if it is missing.
    public func value(_ position: Int) -> JSON { arguments.indices.contains(position) ? arguments[position] : .null }
}

/// An error of a script.
public struct ScriptError: Error, Hashable, Sendable {
    public let name: String
    public let message: String
    public let stack: String?

    public init(name: String = "Error", message: String, stack: String? = nil) {
        self.name = name
        self.message = message
        self.stack = stack
    }
}

/// The result of a script.
public struct ScriptResult: Sendable {
    /// The script's commands, even if it failed later.
    public var commands: [ScriptCommand] = []
    /// The script's log output.
    public var logs = ""
    public var error: ScriptError?
    /// The time that it waited for earlier scripts, in milliseconds.
    public var waited = 0
    /// The time that it took to load, in milliseconds.
    public var boot = 0
    /// The time that it ran, in milliseconds.
    public var ran = 0

    public init() {}
}

/// The outcome of a trigger's scripts, with the results of those that ran in their order.
public struct ScriptOutcome: Sendable {
    public var results: [ScriptResult]
    /// The total duration in milliseconds, without waiting for a free process.
    public var duration: Int

    public init(results: [ScriptResult], duration: Int) {
        self.results = results
        self.duration = duration
    }
}

/// Scripts cannot run on this machine.
public struct ScriptsUnavailable: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
