import Contract

/// Code that runs when someone has logged in. What `fields` leaves out is not there.
public struct Rule: Pageable, Hashable, Identified {
    public static let listName = "rules"

    public var id: ID<Rule>?
    public var name: String?
    public var script: String?
    /// When the rule runs, counted from 0: those with smaller numbers run first.
    public var order: Int?
    public var enabled: Bool?
    /// `login_success`.
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

/// A rule to create, or what can change of one.
public struct RuleDraft: Patchable, Constrained {
    /// Letters, digits, spaces and hyphens, of which the last two are not at its ends. No two rules of a tenant are
    /// called the same.
    public var name: String
    /// The rule's code, JavaScript.
    public var script: String
    /// When the rule runs; after all others, unless told. No two rules have the same number.
    public var order: Int?
    /// Whether the rule runs; it does, unless told otherwise.
    public var enabled: Bool?
    /// When the rule runs: `login_success`, which is the only stage there is. It cannot change.
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
    /// The largest number that can be asked for: a rule that comes after all others still has one.
    private static let mostOrder = Int(Int32.max)

    public static var constraints: Constraints {
        [
            "name": .scriptName, "script": .string(1...), "order": .integer(0...mostOrder),
            "stage": .one(of: "login_success", "login_failure", "pre_authorize"),
        ]
    }
}

extension Schema {
    /// What rules and hooks can be called.
    static let scriptName: Schema = .string(...255, pattern: "^[a-zA-Z0-9]([ \\-a-zA-Z0-9]*[a-zA-Z0-9])?$")

    /// The schema of `fields` where a rule's members can be named.
    static let ruleFields: Schema = .fields(["name", "enabled", "script", "order", "id", "stage"])
}

/// Which rules to list.
public struct RuleFilter: Codable, Sendable, OffsetPaged, FieldSelecting, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// Whether the rules run.
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

/// Which members of a rule to answer with.
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
