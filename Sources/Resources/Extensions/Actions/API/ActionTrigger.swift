import Contract

/// The name of a trigger: a point in Auth0's flows at which actions run.
public struct ActionTriggerName: OpenEnum, PathArguments {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let postLogin: Self = "post-login"
    public static let credentialsExchange: Self = "credentials-exchange"
    public static let preUserRegistration: Self = "pre-user-registration"
    public static let postUserRegistration: Self = "post-user-registration"
    public static let postChangePassword: Self = "post-change-password"
    public static let sendPhoneMessage: Self = "send-phone-message"
    public static let customPhoneProvider: Self = "custom-phone-provider"
    public static let customEmailProvider: Self = "custom-email-provider"
    public static let passwordResetPostChallenge: Self = "password-reset-post-challenge"
    public static let customTokenExchange: Self = "custom-token-exchange"
    public static let eventStream: Self = "event-stream"
    public static let passwordHashMigration: Self = "password-hash-migration"
    public static let loginPostIdentifier: Self = "login-post-identifier"
    public static let signupPostIdentifier: Self = "signup-post-identifier"

    public static let known: [Self] = [
        .postLogin, .credentialsExchange, .preUserRegistration, .postUserRegistration, .postChangePassword,
        .sendPhoneMessage, .customPhoneProvider, .customEmailProvider, .passwordResetPostChallenge,
        .customTokenExchange, .eventStream, .passwordHashMigration, .loginPostIdentifier, .signupPostIdentifier,
    ]

    public static var schemas: [Schema] { [schema] }
    public init(arguments: [String]) { self.init(rawValue: arguments[0]) }
    public var arguments: [String] { [rawValue] }
}

/// Whether actions are bound to the trigger itself or to another entity.
public struct ActionBindingPolicy: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let triggerBound: Self = "trigger-bound"
    public static let entityBound: Self = "entity-bound"
    public static let known: [Self] = [.triggerBound, .entityBound]
}

/// A version of a trigger. In an action, the version that it is written for.
public struct ActionTrigger: Codable, Hashable, Sendable, Constrained {
    /// A reference to another trigger with which the actions are compatible.
    public struct Reference: Codable, Hashable, Sendable, Constrained {
        public static let refusesOtherMembers = false

        public var id: ActionTriggerName
        public var version: String

        public init(_ id: ActionTriggerName, version: String) {
            self.id = id
            self.version = version
        }
    }

    public var id: ActionTriggerName
    /// The version, such as `v3`; the current one by default.
    public var version: String?
    /// The status of the version: `CURRENT` or `DEPRECATED`.
    public var status: String?
    /// The supported runtimes, such as `node18`.
    public var runtimes: [String]?
    /// The default runtime.
    public var defaultRuntime: String?
    public var compatibleTriggers: [Reference]?
    public var bindingPolicy: ActionBindingPolicy?

    public init(_ id: ActionTriggerName, version: String? = nil) {
        self.id = id
        self.version = version
    }

    enum CodingKeys: String, CodingKey {
        case id
        case version
        case status
        case runtimes
        case defaultRuntime = "default_runtime"
        case compatibleTriggers = "compatible_triggers"
        case bindingPolicy = "binding_policy"
    }
}

/// The list of all triggers.
public struct ActionTriggers: Codable, Hashable, Sendable {
    public var triggers: [ActionTrigger]

    public init(triggers: [ActionTrigger]) { self.triggers = triggers }
}
