import Contract
import OrderedCollections

/// A value to output.
struct LiquidResult {
    var json: JSON
    /// Whether the value is HTML.
    var isHTML = false
}

/// Renders a template.
struct LiquidRenderer {
    /// The maximum length of the output and of any value, in bytes.
    static let maximumTextLength = 1 << 20
    private static let maximumRangeCount = 10_000

    private(set) var text = ""
    private var variables: JSONObject
    private let output: LiquidTemplate.Output
    private let now: Timestamp
    private let inserts: [String: String]
    private let budget: Int
    private var work = 0
    private var captured: Set<String> = []
    private var counters: [String: Int] = [:]
    private var cycles: [String: Int] = [:]

    private enum Course {
        case on
        case leavesLoop
        case endsRound
    }

    /// - Parameter budget: the maximum amount of work; see `LiquidTemplate.maximumWork`.
    init(
        variables: JSONObject, output: LiquidTemplate.Output, now: Timestamp, inserts: [String: String], budget: Int
    ) {
        self.budget = budget
        self.variables = variables
        self.output = output
        self.now = now
        self.inserts = inserts
    }

    mutating func render(_ nodes: [LiquidNode]) throws(LiquidFailure) { _ = try run(nodes) }

    private mutating func spend(_ amount: Int) throws(LiquidFailure) {
        work += amount
        if work > budget { throw LiquidFailure("The template is too much work") }
    }

    private mutating func put(_ part: String) throws(LiquidFailure) {
        guard text.utf8.count + part.utf8.count <= Self.maximumTextLength else {
            throw LiquidFailure("The text is longer than \(Self.maximumTextLength) bytes")
        }
        text += part
    }

    private mutating func run(_ nodes: [LiquidNode]) throws(LiquidFailure) -> Course {
        for node in nodes {
            try spend(1)
            let course = try run(node)
            if course != .on { return course }
        }
        return .on
    }

    private mutating func run(_ node: LiquidNode) throws(LiquidFailure) -> Course {
        switch node {
        case .text(let part): try put(part)
        case .insert(let name): try put(inserts[name] ?? "")
        case .output(let expression): try put(try evaluate(expression))
        case .assign(let name, let expression):
            let result = try evaluate(expression)
            variables[name] = result.json
            remember(name, isHTML: result.isHTML)
        case .capture(let name, let nodes): return try capture(name, nodes)
        case .branches(let branches):
            for branch in branches {
                if let condition = branch.condition, try !test(condition) { continue }
                return try run(branch.nodes)
            }
        case .loop(let loop): return try run(loop)
        case .cycle(let key, let values):
            let round = cycles[key, default: 0]
            cycles[key] = round + 1
            try put(LiquidResult(json: try value(values[round % values.count])))
        case .count(let name, let isUp):
            let before = counters[name, default: 0]
            counters[name] = isUp ? before + 1 : before - 1
            try put(String(isUp ? before : before - 1))
        case .leaveLoop: return .leavesLoop
        case .nextRound: return .endsRound
        }
        return .on
    }

    private mutating func put(_ result: LiquidResult) throws(LiquidFailure) {
        let part = result.json.liquidText
        try spend(part.utf8.count / 64)
        try put(output == .html && !result.isHTML ? HTMLText.escape(part) : part)
    }

    private mutating func remember(_ name: String, isHTML: Bool) {
        if isHTML { captured.insert(name) } else { captured.remove(name) }
    }

    /// Captured text has already been escaped.
    private mutating func capture(_ name: String, _ nodes: [LiquidNode]) throws(LiquidFailure) -> Course {
        let before = text
        text = ""
        let course = try run(nodes)
        variables[name] = .string(text)
        remember(name, isHTML: true)
        text = before
        return course
    }

    private mutating func run(_ loop: LiquidNode.Loop) throws(LiquidFailure) -> Course {
        var items = try value(loop.items).liquidItems[...]
        if let offset = loop.offset { items = items.dropFirst(max(0, try value(offset).integer ?? 0)) }
        if let limit = loop.limit { items = items.prefix(max(0, try value(limit).integer ?? 0)) }
        let rounds = loop.isReversed ? Array(items.reversed()) : Array(items)
        if rounds.isEmpty { return try run(loop.otherwise) }
        let outer = (variables[loop.name], variables["forloop"], captured.contains(loop.name))
        captured.remove(loop.name)
        defer {
            variables[loop.name] = outer.0
            variables["forloop"] = outer.1
            remember(loop.name, isHTML: outer.2)
        }
        for (index, item) in rounds.enumerated() {
            try spend(1)
            variables[loop.name] = item
            variables["forloop"] = [
                "index": .integer(Int64(index + 1)), "index0": .integer(Int64(index)),
                "length": .integer(Int64(rounds.count)), "first": .bool(index == 0),
                "last": .bool(index == rounds.count - 1), "rindex": .integer(Int64(rounds.count - index)),
                "rindex0": .integer(Int64(rounds.count - index - 1)),
            ]
            if try run(loop.nodes) == .leavesLoop { break }
        }
        return .on
    }

    private mutating func evaluate(_ expression: LiquidExpression) throws(LiquidFailure) -> LiquidResult {
        var result = LiquidResult(json: try value(expression.value))
        if case .variable(let name, let path) = expression.value, path.isEmpty {
            result.isHTML = captured.contains(name)
        }
        for call in expression.filters {
            var arguments: [JSON] = []
            for argument in call.arguments { arguments.append(try value(argument)) }
            try spend(1 + result.json.liquidSize / 64)
            result = LiquidResult(
                json: try call.filter.apply(result.json, arguments, now), isHTML: call.filter.makesHTML)
            guard result.json.liquidSize <= Self.maximumTextLength else {
                throw LiquidFailure("A value is longer than \(Self.maximumTextLength) bytes")
            }
        }
        return result
    }

    private mutating func value(_ value: LiquidValue) throws(LiquidFailure) -> JSON {
        switch value {
        case .literal(let json): return json
        case .empty: return .string("")
        case .variable(let name, let path):
            var found = variables[name] ?? counters[name].map { .integer(Int64($0)) } ?? .null
            for part in path { found = found.liquidMember(try self.value(part)) }
            return found
        case .range(let first, let last):
            let (first, last) = (try self.value(first).integer ?? 0, try self.value(last).integer ?? 0)
            guard first <= last else { return .array([]) }
            let (span, overflow) = last.subtractingReportingOverflow(first)
            guard !overflow, span < Self.maximumRangeCount else {
                throw LiquidFailure("A range has more than \(Self.maximumRangeCount) numbers")
            }
            return .array((first...last).map { .integer(Int64($0)) })
        }
    }

    private mutating func test(_ condition: LiquidCondition) throws(LiquidFailure) -> Bool {
        try spend(1)
        switch condition {
        case .value(let value): return try self.value(value).liquidTruth
        case .not(let condition): return try !test(condition)
        case .any(let conditions):
            for condition in conditions where try test(condition) { return true }
            return false
        case .both(let left, let right):
            guard try test(left) else { return false }
            return try test(right)
        case .either(let left, let right):
            if try test(left) { return true }
            return try test(right)
        case .comparison(let left, let comparison, let right):
            if comparison == .contains { try spend(try value(left).liquidSize / 64) }
            if case .empty = right { return try value(left).isLiquidEmpty == (comparison == .equal) }
            if case .empty = left { return try value(right).isLiquidEmpty == (comparison == .equal) }
            return comparison.holds(try value(left), try value(right))
        }
    }
}
