import Contract

/// A value that a template names.
indirect enum LiquidValue: Sendable {
    case literal(JSON)
    case variable(String, [LiquidValue])
    case range(LiquidValue, LiquidValue)
    /// `empty` and `blank`: what is empty is equal to them.
    case empty
}

/// A filter that is applied to a value.
struct LiquidFilterCall: Sendable {
    let filter: LiquidFilter
    let arguments: [LiquidValue]
}

/// A value with its filters.
struct LiquidExpression: Sendable {
    let value: LiquidValue
    let filters: [LiquidFilterCall]
}

/// What `if` asks.
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
    /// Any of many, side by side: what is nested once for each would be too deep for the stack.
    case any([LiquidCondition])
}

/// A part of a template that has been read.
indirect enum LiquidNode: Sendable {
    /// One of several ways to go on: the first whose condition holds; one without a condition always does.
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
        /// What is there instead where there are no items.
        var otherwise: [LiquidNode]
    }

    case text(String)
    /// A text that whoever fills the template in gives.
    case insert(String)
    case output(LiquidExpression)
    case assign(String, LiquidExpression)
    case capture(String, [LiquidNode])
    case branches([Branch])
    case loop(Loop)
    case cycle(key: String, [LiquidValue])
    /// Counts up or down, and puts the number.
    case count(String, isUp: Bool)
    case leaveLoop
    case nextRound
}

extension LiquidNode {
    /// The tags among parts that stand for a text.
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
