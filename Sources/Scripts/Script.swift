import Contract

/// Code that runs at a trigger, with all that it needs.
public struct Script: Sendable {
    /// A package of others that it needs.
    public struct Dependency: Hashable, Sendable {
        public let name: String
        public let version: String

        public init(name: String, version: String) {
            self.name = name
            self.version = version
        }

        var json: JSON { ["name": .string(name), "version": .string(version)] }
    }

    /// Code of the tenant's own that several scripts share: `require("actions:NAME")`.
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

    /// What a script is written as.
    public enum Kind: String, Sendable {
        /// A module that exports a function for its trigger.
        case action
        /// A function of a user and a context, which runs before actions do.
        case rule
        /// A module that is a function, with arguments of its trigger.
        case hook
        /// A function of an access token, which tells who its user is.
        case profile
    }

    public let kind: Kind
    /// Names a rule for actions that ask whether it ran.
    public let id: String?
    public let name: String
    public let code: String
    /// Secret: nobody but the script is told them.
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

    /// What the script's process is told.
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

    /// As JSON text, which the process reads where the script runs: until then no other script can see it.
    private static func json(_ secrets: [String: String]) -> JSON {
        let members = JSON.object(JSONObject(uniqueKeysWithValues: secrets.map { ($0.key, .string($0.value)) }))
        return .string(members.text)
    }

    /// The secrets' values.
    var secretValues: [String] { Array(secrets.values) + modules.flatMap { $0.secrets.values } }
}

/// The scripts of a trigger, in the order in which they run, and what they see.
public struct ScriptFlow: Sendable {
    /// As `post-login`.
    public let trigger: String
    public let scripts: [Script]
    public let event: JSON
    /// Whether scripts can send the user elsewhere.
    public let canRedirect: Bool
    /// What came before, where one of the scripts has done that.
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

    /// What the scripts' process is told.
    var json: JSONObject {
        var job: JSONObject = [
            "trigger": .string(trigger), "event": event, "scripts": .array(scripts.map(\.json)),
            "canRedirect": .bool(canRedirect),
        ]
        job["continuation"] = continuation?.json
        return job
    }
}

/// What a trigger's scripts go on from, once the user is back whom one of them has sent elsewhere.
public struct ScriptContinuation: Sendable {
    /// The position of the script that goes on; `nil` where none does, and those that are left just run.
    public let position: Int?
    /// What the scripts have asked for that ran already.
    public let commands: [ScriptCommand]
    /// The rules that ran already.
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

/// Something that a script asks for.
public struct ScriptCommand: Hashable, Codable, Sendable {
    /// As `idToken.setCustomClaim`.
    public let type: String
    public let arguments: [JSON]

    public init(_ type: String, _ arguments: [JSON]) {
        self.type = type
        self.arguments = arguments
    }

    /// An argument that is a text.
    public func text(_ position: Int) -> String? {
        arguments.indices.contains(position) ? arguments[position].string : nil
    }
    /// Any argument; `null` where it was not given.
    public func value(_ position: Int) -> JSON { arguments.indices.contains(position) ? arguments[position] : .null }
}

/// Why a script failed.
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

/// What came of a script.
public struct ScriptResult: Sendable {
    /// What it asks for, also where it failed later.
    public var commands: [ScriptCommand] = []
    /// What it printed.
    public var logs = ""
    public var error: ScriptError?
    /// How long it waited for those before it, in milliseconds.
    public var waited = 0
    /// How long it took to load, in milliseconds.
    public var boot = 0
    /// How long it ran, in milliseconds.
    public var ran = 0

    public init() {}
}

/// What came of a trigger's scripts: of those that ran, in their order.
public struct ScriptOutcome: Sendable {
    public var results: [ScriptResult]
    /// How long it took in all, in milliseconds, without waiting for a place.
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
