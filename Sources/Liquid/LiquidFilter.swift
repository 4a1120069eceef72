import Contract

/// A filter for templates.
struct LiquidFilter: Sendable {
    typealias Body = @Sendable (JSON, [JSON], Timestamp) throws(LiquidFailure) -> JSON

    /// The accepted number of arguments.
    let arguments: ClosedRange<Int>
    /// Whether the result is HTML.
    let makesHTML: Bool
    private let body: Body

    init(_ arguments: ClosedRange<Int> = 0...0, makesHTML: Bool = false, _ body: @escaping Body) {
        self.arguments = arguments
        self.makesHTML = makesHTML
        self.body = body
    }

    /// Creates a filter for text.
    static func text(
        _ arguments: ClosedRange<Int> = 0...0, makesHTML: Bool = false,
        _ body: @escaping @Sendable (String, [String]) throws(LiquidFailure) -> String
    ) -> LiquidFilter {
        LiquidFilter(arguments, makesHTML: makesHTML) { input, given, _ throws(LiquidFailure) in
            .string(try body(input.liquidText, given.map(\.liquidText)))
        }
    }

    func apply(_ input: JSON, _ arguments: [JSON], _ now: Timestamp) throws(LiquidFailure) -> JSON {
        try body(input, arguments, now)
    }

    static func named(_ name: String) -> LiquidFilter? { all[name] }

    private static let all: [String: LiquidFilter] = {
        var all = texts
        for more in [mathematics, lists, others] { all.merge(more) { $1 } }
        return all
    }()

    private static let others: [String: LiquidFilter] = [
        "default": LiquidFilter(1...1) { input, given, _ in
            input.isLiquidEmpty || input == false ? given[0] : input
        },
        "date": LiquidFilter(1...2) { input, given, now in LiquidDate.text(input, given[0].liquidText, now) },
        // Marks the value as trusted HTML.
        "raw": LiquidFilter(makesHTML: true) { input, _, _ in input },
        "json": LiquidFilter { input, _, _ in .string(input.text) },
        "size": LiquidFilter { input, _, _ in input.liquidMember("size") },
    ]
}
