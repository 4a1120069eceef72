import Contract
import Foundation

extension LiquidFilter {
    static let mathematics: [String: LiquidFilter] = [
        "plus": .number { $0 + $1 },
        "minus": .number { $0 - $1 },
        "times": .number { $0 * $1 },
        "divided_by": LiquidFilter(1...1) { input, given, _ throws(LiquidFailure) in
            let (left, right) = (input.liquidNumber ?? 0, given[0].liquidNumber ?? 0)
            guard right != 0 else { throw LiquidFailure("Nothing can be divided by 0") }
            let quotient = left / right
            // A divisor with a decimal point, even 0 after it, yields a fraction.
            if case .integer = given[0] { return .liquid(quotient.rounded(.down)) }
            return .liquid(quotient)
        },
        "modulo": LiquidFilter(1...1) { input, given, _ throws(LiquidFailure) in
            let right = given[0].liquidNumber ?? 0
            guard right != 0 else { throw LiquidFailure("Nothing can be divided by 0") }
            return .liquid((input.liquidNumber ?? 0).truncatingRemainder(dividingBy: right))
        },
        "at_least": .number { max($0, $1) },
        "at_most": .number { min($0, $1) },
        "abs": .rounding(\.magnitude),
        "ceil": .rounding { $0.rounded(.up) },
        "floor": .rounding { $0.rounded(.down) },
        "round": LiquidFilter(0...1) { input, given, _ in
            let scale = pow(10, Double(min(15, max(0, given.first?.integer ?? 0))))
            return .liquid(((input.liquidNumber ?? 0) * scale).rounded() / scale)
        },
    ]

    private static func number(_ body: @escaping @Sendable (Double, Double) -> Double) -> LiquidFilter {
        LiquidFilter(1...1) { input, given, _ in
            .liquid(body(input.liquidNumber ?? 0, given[0].liquidNumber ?? 0))
        }
    }

    private static func rounding(_ body: @escaping @Sendable (Double) -> Double) -> LiquidFilter {
        LiquidFilter { input, _, _ in .liquid(body(input.liquidNumber ?? 0)) }
    }
}

extension JSON {
    /// Returns a number, as an integer if possible.
    static func liquid(_ number: Double) -> JSON {
        Int64(exactly: number).map(JSON.integer) ?? (number.isFinite ? .number(number) : .null)
    }
}

extension LiquidFilter {
    static let lists: [String: LiquidFilter] = [
        "first": LiquidFilter { input, _, _ in input.liquidMember("first") },
        "last": LiquidFilter { input, _, _ in input.liquidMember("last") },
        "join": LiquidFilter(0...1) { input, given, _ throws(LiquidFailure) in
            let separator = given.first?.liquidText ?? " "
            let items = input.liquidItems.map(\.liquidText)
            let (length, overflow) = items.count.multipliedReportingOverflow(by: separator.utf8.count)
            guard !overflow, length <= LiquidRenderer.maximumTextLength else {
                throw LiquidFailure("A value is longer than \(LiquidRenderer.maximumTextLength) bytes")
            }
            return .string(items.joined(separator: separator))
        },
        "split": LiquidFilter(1...1) { input, given, _ in
            let (text, separator) = (input.liquidText, given[0].liquidText)
            guard !text.isEmpty else { return .array([]) }
            if separator.isEmpty { return .array(text.map { .string(String($0)) }) }
            return .array(text.splitExactly(by: separator).map(JSON.string))
        },
        "reverse": LiquidFilter { input, _, _ in .array(input.liquidItems.reversed()) },
        "map": LiquidFilter(1...1) { input, given, _ in
            .array(input.liquidItems.map { $0.liquidMember(given[0]) })
        },
        "sort": LiquidFilter(0...1) { input, given, _ in sorted(input, by: given.first, ignoringCase: false) },
        "sort_natural": LiquidFilter(0...1) { input, given, _ in sorted(input, by: given.first, ignoringCase: true) },
        "slice": LiquidFilter(1...2) { input, given, _ in
            let length = max(0, given.count > 1 ? given[1].integer ?? 0 : 1)
            if let items = input.array { return .array(Array(slice(items, given[0].integer ?? 0, length))) }
            return .string(String(slice(Array(input.liquidText), given[0].integer ?? 0, length)))
        },
    ]

    private static func slice<Item>(_ items: [Item], _ start: Int, _ length: Int) -> ArraySlice<Item> {
        // The start is clamped, so that additions to it cannot overflow.
        let start = Swift.max(start, -items.count - 1)
        let first = start < 0 ? items.count + start : start
        guard items.indices.contains(first) else { return [] }
        return items[first...].prefix(length)
    }

    private static func sorted(_ input: JSON, by member: JSON?, ignoringCase: Bool) -> JSON {
        func key(_ item: JSON) -> JSON { member.map(item.liquidMember) ?? item }
        return .array(
            input.liquidItems.sorted { left, right in
                let (left, right) = (key(left), key(right))
                if let left = left.liquidNumber, let right = right.liquidNumber { return left < right }
                let (first, second) = (left.liquidText, right.liquidText)
                return ignoringCase ? first.lowercased() < second.lowercased() : first < second
            })
    }
}
