import Contract

/// A rule: code that runs after a login. Members not selected by `fields` are `nil`.
public struct Rule: Pageable, Hashable, Identified {
    public static let listName = "rules"

    public var id: ID<Rule>?
    public var name: String?
    public var script: String?
    /// The position of the rule; rules with lower numbers run first.
    public var order: Int?
    public var enabled: Bool?
    /// The stage: `login_success`.
    public var stage: String?

    public init(id: ID<Rule>, name: String, script: String, order: Int, enabled: Bool, stage: String) {
        self.id = id
        self.name = name
        self.script = script
        self.order = order
        self.enabled = enabled
        self.stage = stage
    }

    public static var identifierSchema: Schema { .string(pattern: "^rul_[A-Za-z0-9]{16}$") }
}

/// A rule to create, or the members of an update.
public struct RuleDraft: Patchable, Constrained {
    /// Letters, digits, spaces and hyphens, the latter two not at either end. Unique in the tenant.
    public var name: String
    /// The JavaScript code of the rule.
    public var script: String
    /// The position of the rule, unique in the tenant; by default after all others.
    public var order: Int?
    /// Whether the rule is enabled; `true` by default.
    public var enabled: Bool?
    /// The stage: `login_success`, the only one. It cannot be changed.
    public var stage: String?

    public init(name: String, script: String, order: Int? = nil, enabled: Bool? = nil, stage: String? = nil) {
        self.name = name
        self.script = script
        self.order = order
        self.enabled = enabled
        self.stage = stage
    }

    public static let fixedMembers: Set<String> = ["stage"]
    public static let minPatchMembers = 1
    /// The maximum `order` that callers can set, which leaves room for a rule after all others.
    private static let mostOrder = Int(Int32.max)

    public static var constraints: Constraints {
        [
            "name": .scriptName, "script": .string(1...), "order": .integer(0...mostOrder),
            "stage": .one(of: "login_success", "login_failure", "pre_authorize"),
        ]
    }
}

extension Schema {
    /// The schema of the names of rules and hooks.
    static let scriptName: Schema = .string(...255, pattern: "^[a-zA-Z0-9]([ \\-a-zA-Z0-9]*[a-zA-Z0-9])?$")

    /// The schema of `fields` for the members of a rule.
    static let ruleFields: Schema = .fields(["name", "enabled", "script", "order", "id", "stage"])
}

/// Filters for a list of rules.
public struct RuleFilter: Codable, Sendable, OffsetPaged, FieldSelecting, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// Whether the rules are enabled.
    public var enabled: Bool?
    public var fields: String?
    public var includeFields: Bool?

    public init(
        page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, enabled: Bool? = nil,
        fields: String? = nil, includeFields: Bool? = nil
    ) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.enabled = enabled
        self.fields = fields
        self.includeFields = includeFields
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case enabled
        case fields
        case includeFields = "include_fields"
    }

    public static var constraints: Constraints { Constraints.offsetPaging.merging(["fields": .ruleFields]) { $1 } }
}

/// The members of a rule to return.
public struct RuleFields: Codable, Sendable, FieldSelecting, Constrained {
    public var fields: String?
    public var includeFields: Bool?

    public init(fields: String? = nil, includeFields: Bool? = nil) {
        self.fields = fields
        self.includeFields = includeFields
    }

    enum CodingKeys: String, CodingKey {
        case fields
        case includeFields = "include_fields"
    }

    public static var constraints: Constraints { ["fields": .ruleFields] }
}
