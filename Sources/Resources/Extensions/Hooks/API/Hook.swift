import Contract

/// A hook: code that runs at one extensibility point.
public struct Hook: Pageable, Hashable, Identified {
    public static let listName = "hooks"

    public var id: ID<Hook>
    public var name: String
    public var script: String
    /// The npm packages that the code requires, with their versions.
    public var dependencies: [String: String]
    public var triggerID: HookTrigger
    /// Whether the hook is enabled; at most one per trigger is.
    public var enabled: Bool

    public init(
        id: ID<Hook>, name: String, script: String, dependencies: [String: String], triggerID: HookTrigger,
        enabled: Bool
    ) {
        self.id = id
        self.name = name
        self.script = script
        self.dependencies = dependencies
        self.triggerID = triggerID
        self.enabled = enabled
    }

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case script
        case dependencies
        case triggerID = "triggerId"
        case enabled
    }

    public static var identifierSchema: Schema { .string(pattern: "^[A-Za-z0-9-]*$") }
}

/// The extensibility point at which a hook runs.
public struct HookTrigger: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let credentialsExchange: Self = "credentials-exchange"
    public static let preUserRegistration: Self = "pre-user-registration"
    public static let postUserRegistration: Self = "post-user-registration"
    public static let postChangePassword: Self = "post-change-password"
    public static let sendPhoneMessage: Self = "send-phone-message"

    public static let known: [Self] = [
        .credentialsExchange, .preUserRegistration, .postUserRegistration, .postChangePassword, .sendPhoneMessage,
    ]
}

/// A hook to create, or the members of an update.
public struct HookDraft: Patchable, Constrained {
    /// Letters, digits, spaces and hyphens, the latter two not at either end. The name is stored in lower case, with
    /// hyphens between words.
    public var name: String
    /// The JavaScript code.
    public var script: String
    /// The npm packages that the code requires, with their versions.
    public var dependencies: [String: String]?
    /// Whether the hook is enabled, in place of the trigger's current one; `false` by default.
    public var enabled: Bool?
    public var triggerID: HookTrigger

    public init(
        name: String, script: String, triggerID: HookTrigger, dependencies: [String: String]? = nil,
        enabled: Bool? = nil
    ) {
        self.name = name
        self.script = script
        self.triggerID = triggerID
        self.dependencies = dependencies
        self.enabled = enabled
    }

    enum CodingKeys: String, CodingKey {
        case name
        case script
        case dependencies
        case enabled
        case triggerID = "triggerId"
    }

    public static let fixedMembers: Set<String> = ["triggerId"]
    public static let minPatchMembers = 1

    public static var constraints: Constraints { ["name": .scriptName, "script": .string(1...)] }
}

extension Schema {
    /// The schema of `fields` for the members of a hook.
    static let hookFields: Schema = .fields(["id", "name", "script", "dependencies", "enabled", "triggerId"])
}

/// Filters for a list of hooks.
public struct HookFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// Whether the hooks are enabled.
    public var enabled: Bool?
    /// The members to return, separated by commas.
    public var fields: String?
    public var triggerID: HookTrigger?

    public init(
        page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, enabled: Bool? = nil,
        fields: String? = nil, triggerID: HookTrigger? = nil
    ) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.enabled = enabled
        self.fields = fields
        self.triggerID = triggerID
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case enabled
        case fields
        case triggerID = "triggerId"
    }

    public static var constraints: Constraints { Constraints.offsetPaging.merging(["fields": .hookFields]) { $1 } }
}

/// The members of a hook to return.
public struct HookFields: Codable, Sendable, Constrained {
    /// The members to return, separated by commas.
    public var fields: String?

    public init(fields: String? = nil) { self.fields = fields }

    public static var constraints: Constraints { ["fields": .hookFields] }
}

/// The secrets of a hook, by name. Values are write-only: responses contain `_VALUE_NOT_SHOWN_` for each.
public struct HookSecrets: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    public var values: [String: String]

    public init(_ values: [String: String]) { self.values = values }
    public init(dictionaryLiteral elements: (String, String)...) {
        values = Dictionary(elements) { _, last in last }
    }
}

extension HookSecrets: Codable, SchemaProviding, SecretBody {
    public static var schema: Schema { .object([:], others: .allowed(.string), 0...20) }

    public init(from decoder: any Decoder) throws { values = try [String: String](from: decoder) }
    public func encode(to encoder: any Encoder) throws {
        let sorted = values.sorted { $0.key < $1.key }.map { ($0.key, JSON.string($0.value)) }
        try JSON.object(JSONObject(uniqueKeysWithValues: sorted)).encode(to: encoder)
    }
}

/// The names of a hook's secrets.
public struct HookSecretNames: Hashable, Sendable, ExpressibleByArrayLiteral {
    public var names: [String]

    public init(_ names: [String]) { self.names = names }
    public init(arrayLiteral elements: String...) { names = elements }
}

extension HookSecretNames: Codable, SchemaProviding {
    public static var schema: Schema { .array(of: .string, 1...) }

    public init(from decoder: any Decoder) throws { names = try [String](from: decoder) }
    public func encode(to encoder: any Encoder) throws { try names.encode(to: encoder) }
}
