import Contract

/// Code that runs at one point of what Auth0 does.
public struct Hook: Pageable, Hashable, Identified {
    public static let listName = "hooks"

    public var id: ID<Hook>
    public var name: String
    public var script: String
    /// The packages that the code needs, and their versions.
    public var dependencies: [String: String]
    public var triggerID: HookTrigger
    /// Whether the hook runs; one of a trigger does at most.
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

/// When a hook runs.
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

/// A hook to create, or what can change of one.
public struct HookDraft: Patchable, Constrained {
    /// Letters, digits, spaces and hyphens, of which the last two are not at its ends. It is kept in small letters,
    /// with hyphens between words.
    public var name: String
    /// JavaScript.
    public var script: String
    /// The packages that the code needs, and their versions.
    public var dependencies: [String: String]?
    /// Whether the hook runs, in place of the one that does; it does not, unless told.
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
    /// The schema of `fields` where a hook's members can be named.
    static let hookFields: Schema = .fields(["id", "name", "script", "dependencies", "enabled", "triggerId"])
}

/// Which hooks to list.
public struct HookFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// Whether the hooks run.
    public var enabled: Bool?
    /// The members to have, separated by commas.
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

/// Which members of a hook to answer with.
public struct HookFields: Codable, Sendable, Constrained {
    /// The members to have, separated by commas.
    public var fields: String?

    public init(fields: String? = nil) { self.fields = fields }

    public static var constraints: Constraints { ["fields": .hookFields] }
}

/// Secrets of a hook by their names. Values are sent, and never told: where they are asked for, each is
/// `_VALUE_NOT_SHOWN_`.
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

/// Names of secrets of a hook.
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
