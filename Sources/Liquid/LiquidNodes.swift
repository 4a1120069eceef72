import Contract

/// A value in a template.
indirect enum LiquidValue: Sendable {
    case literal(JSON)
    case variable(String, [LiquidValue])
    case range(LiquidValue, LiquidValue)
    /// `empty` and `blank`, which equal every empty value.
    case empty
}

/// The application of a filter to a value.
struct LiquidFilterCall: Sendable {
    let filter: LiquidFilter
    let arguments: [LiquidValue]
}

/// A value with filters.
struct LiquidExpression: Sendable {
    let value: LiquidValue
    let filters: [LiquidFilterCall]
}

/// A condition of `if`.
indirect enum LiquidCondition: Sendable {
    enum Comparison: String, Sendable {
        case equal = "=="
        case unequal = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case contains
    }

    case value(LiquidValue)
    case comparison(LiquidValue, Comparison, LiquidValue)
    case both(LiquidCondition, LiquidCondition)
    case either(LiquidCondition, LiquidCondition)
    case not(LiquidCondition)
    /// Any of several conditions. They are not nested, because deep nesting would overflow the stack.
    case any([LiquidCondition])
}

/// A parsed part of a template.
indirect enum LiquidNode: Sendable {
    /// A branch, which is used if its condition is the first that holds. A branch without a condition always applies.
    struct Branch: Sendable {
        var condition: LiquidCondition?
        var nodes: [LiquidNode]
    }

    struct Loop: Sendable {
        var name: String
        var items: LiquidValue
        var limit: LiquidValue?
        var offset: LiquidValue?
        var isReversed: Bool
        var nodes: [LiquidNode]
        /// The content if there are no items.
        var otherwise: [LiquidNode]
    }

    case text(String)
    /// A text that the caller provides.
    case insert(String)
    case output(LiquidExpression)
    case assign(String, LiquidExpression)
    case capture(String, [LiquidNode])
    case branches([Branch])
    case loop(Loop)
    case cycle(key: String, [LiquidValue])
    /// Increments or decrements a counter and outputs it.
    case count(String, isUp: Bool)
    case leaveLoop
    case nextRound
}

extension LiquidNode {
    /// Returns the names of the tags for texts that the caller provides.
    static func inserts(in nodes: [LiquidNode]) -> Set<String> {
        nodes.reduce(into: []) { $0.formUnion($1.inserts) }
    }

    private var inserts: Set<String> {
        switch self {
        case .insert(let name): [name]
        case .capture(_, let nodes): Self.inserts(in: nodes)
        case .branches(let branches): Self.inserts(in: branches.flatMap(\.nodes))
        case .loop(let loop): Self.inserts(in: loop.nodes + loop.otherwise)
        default: []
        }
    }
}
