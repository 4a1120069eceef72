import Contract

/// Parses the tokens of a template.
struct LiquidParser {
    private let tokens: [LiquidToken]
    /// The tags for texts that the caller provides.
    private let inserts: Set<String>
    private var index = 0
    private var depth = 0
    private var loops = 0

    init(tokens: [LiquidToken], inserts: Set<String>) {
        self.tokens = tokens
        self.inserts = inserts
    }

    mutating func parse() throws(LiquidMistake) -> [LiquidNode] {
        let (nodes, end) = try block(until: [])
        if let end { throw LiquidMistake("The tag \(end.name) is not expected", at: end.offset) }
        return nodes
    }

    /// A tag that ends a block or a part of it.
    private struct End {
        let name: String
        let rest: Substring
        let offset: Int
        /// The offset of `rest`.
        let restOffset: Int
    }

    /// Parses up to one of several tags, or to the end of the template.
    private mutating func block(until ends: Set<String>) throws(LiquidMistake) -> (nodes: [LiquidNode], end: End?) {
        depth += 1
        defer { depth -= 1 }
        var nodes: [LiquidNode] = []
        while index < tokens.count {
            let token = tokens[index]
            index += 1
            switch token {
            case .text(let text): nodes.append(.text(text))
            case .output(let content, let offset):
                var parser = try LiquidExpressionParser(content[...], at: offset)
                nodes.append(.output(try parser.expression()))
                try parser.requireEnd()
            case .tag(let content, _) where inserts.contains(content): nodes.append(.insert(content))
            case .tag(let content, let offset):
                let tag = Self.tag(content, offset)
                if ends.contains(tag.name) { return (nodes, tag) }
                guard depth < 50 else { throw LiquidMistake("Tags are too deep in one another", at: offset) }
                nodes.append(try node(of: tag))
            }
        }
        return (nodes, nil)
    }

    private static func tag(_ content: String, _ offset: Int) -> End {
        let name = content.prefix { $0.isLetter || $0 == "_" }
        let rest = content[name.endIndex...]
        return End(name: String(name), rest: rest, offset: offset, restOffset: offset + name.utf8.count)
    }

    private mutating func node(of tag: End) throws(LiquidMistake) -> LiquidNode {
        var parser = try LiquidExpressionParser(tag.rest, at: tag.restOffset)
        switch tag.name {
        case "assign":
            let name = try parser.name("The name of a variable")
            guard parser.takeSign("=") else { throw parser.mistake("= is missing") }
            let expression = try parser.expression()
            try parser.requireEnd()
            return .assign(name, expression)
        case "increment", "decrement":
            let name = try parser.name("The name of a variable")
            try parser.requireEnd()
            return .count(name, isUp: tag.name == "increment")
        case "capture":
            let name = try parser.name("The name of a variable")
            try parser.requireEnd()
            return .capture(name, try blockToEnd(of: tag).nodes)
        case "if", "unless": return try branches(tag, &parser)
        case "case": return try cases(tag, &parser)
        case "for": return try loop(tag, &parser)
        case "cycle": return try cycle(tag, &parser)
        case "break", "continue":
            guard loops > 0 else { throw LiquidMistake("\(tag.name) is not inside a for", at: tag.offset) }
            try parser.requireEnd()
            return tag.name == "break" ? .leaveLoop : .nextRound
        case "": throw LiquidMistake("The name of a tag is missing", at: tag.offset)
        default: throw LiquidMistake("There is no tag \(tag.name)", at: tag.offset)
        }
    }

    /// Parses up to the end tag of a block, or to another tag that the block allows.
    private mutating func blockToEnd(
        of tag: End, or others: Set<String> = []
    ) throws(LiquidMistake) -> (nodes: [LiquidNode], end: End) {
        let end = "end\(tag.name)"
        let (nodes, found) = try block(until: others.union([end]))
        guard let found else {
            throw LiquidMistake("The tag \(tag.name) is not closed with \(end)", at: tag.offset)
        }
        return (nodes, found)
    }

    private mutating func branches(
        _ tag: End, _ parser: inout LiquidExpressionParser
    ) throws(LiquidMistake) -> LiquidNode {
        var condition: LiquidCondition? = try parser.condition()
        try parser.requireEnd()
        if tag.name == "unless", let asked = condition { condition = .not(asked) }
        var branches: [LiquidNode.Branch] = []
        while true {
            let others: Set<String> = condition == nil ? [] : ["elsif", "else"]
            let (nodes, end) = try blockToEnd(of: tag, or: others)
            branches.append(LiquidNode.Branch(condition: condition, nodes: nodes))
            var parser = try LiquidExpressionParser(end.rest, at: end.restOffset)
            switch end.name {
            case "elsif": condition = try parser.condition()
            case "else": condition = nil
            default: return .branches(branches)
            }
            try parser.requireEnd()
        }
    }

    private mutating func cases(
        _ tag: End, _ parser: inout LiquidExpressionParser
    ) throws(LiquidMistake) -> LiquidNode {
        let value = try parser.value()
        try parser.requireEnd()
        var branches: [LiquidNode.Branch] = []
        var (_, end) = try blockToEnd(of: tag, or: ["when", "else"])
        while end.name != "endcase" {
            var condition: LiquidCondition?
            if end.name == "when" {
                var parser = try LiquidExpressionParser(end.rest, at: end.restOffset)
                var values: [LiquidCondition] = []
                repeat {
                    values.append(.comparison(value, .equal, try parser.value()))
                } while parser.takeSign(",") || parser.takeName("or")
                condition = .any(values)
                try parser.requireEnd()
            }
            let (nodes, next) = try blockToEnd(of: tag, or: condition == nil ? [] : ["when", "else"])
            branches.append(LiquidNode.Branch(condition: condition, nodes: nodes))
            end = next
        }
        return .branches(branches)
    }

    private mutating func loop(
        _ tag: End, _ parser: inout LiquidExpressionParser
    ) throws(LiquidMistake) -> LiquidNode {
        let name = try parser.name("The name of a variable")
        guard parser.takeName("in") else { throw parser.mistake("in is missing") }
        var loop = LiquidNode.Loop(
            name: name, items: try parser.value(), isReversed: false, nodes: [], otherwise: [])
        while !parser.isAtEnd {
            switch try parser.name("limit, offset or reversed") {
            case "reversed": loop.isReversed = true
            case "limit" where parser.takeSign(":"): loop.limit = try parser.value()
            case "offset" where parser.takeSign(":"): loop.offset = try parser.value()
            default: throw parser.mistake("limit, offset or reversed is missing")
            }
        }
        loops += 1
        let (nodes, end) = try blockToEnd(of: tag, or: ["else"])
        loops -= 1
        loop.nodes = nodes
        if end.name == "else" { loop.otherwise = try blockToEnd(of: tag).nodes }
        return .loop(loop)
    }

    private mutating func cycle(
        _ tag: End, _ parser: inout LiquidExpressionParser
    ) throws(LiquidMistake) -> LiquidNode {
        var values = [try parser.value()]
        var key = String(tag.rest)
        if parser.takeSign(":") {
            if case .literal(let group) = values[0] { key = group.text }
            values = [try parser.value()]
        }
        while parser.takeSign(",") { values.append(try parser.value()) }
        try parser.requireEnd()
        return .cycle(key: key, values)
    }
}
