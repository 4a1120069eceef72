import Contract
import OrderedCollections

extension JSON {
    /// The value as text.
    var liquidText: String {
        switch self {
        case .null: ""
        case .string(let text): text
        case .array(let items): items.map(\.liquidText).joined()
        case .number(let number) where number == number.rounded() && number.magnitude < 1e15: String(Int64(number))
        default: text
        }
    }

    /// All values are true except `false` and missing ones.
    var liquidTruth: Bool { self != false && !isNull }

    var isLiquidEmpty: Bool {
        switch self {
        case .null: true
        case .string(let text): text.isEmpty
        case .array(let items): items.isEmpty
        case .object(let members): members.isEmpty
        default: false
        }
    }

    /// The items of a loop over the value.
    var liquidItems: [JSON] {
        switch self {
        case .array(let items): items
        case .object(let members): members.map { [.string($0.key), $0.value] }
        case .null: []
        default: [self]
        }
    }

    /// The approximate size, in bytes.
    var liquidSize: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .array(let items): items.reduce(8) { $0 + $1.liquidSize }
        case .object(let members): members.reduce(8) { $0 + $1.key.utf8.count + $1.value.liquidSize }
        default: 8
        }
    }

    /// The value as a number, which may be parsed from text.
    var liquidNumber: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .string(let text): Double(text)
        default: nil
        }
    }

    func liquidMember(_ name: JSON) -> JSON {
        switch (self, name) {
        case (.object(let members), .string(let name)):
            return members[name] ?? (name == "size" ? .integer(Int64(members.count)) : .null)
        case (.array(let items), .integer(let index)):
            guard let index = Int(exactly: index), index >= -items.count else { return .null }
            let place = index < 0 ? items.count + index : index
            return items.indices.contains(place) ? items[place] : .null
        case (.array(let items), "size"): return .integer(Int64(items.count))
        case (.array(let items), "first"): return items.first ?? .null
        case (.array(let items), "last"): return items.last ?? .null
        case (.string(let text), "size"): return .integer(Int64(text.count))
        default: return .null
        }
    }
}

extension LiquidCondition.Comparison {
    func holds(_ left: JSON, _ right: JSON) -> Bool {
        switch self {
        case .equal: return Self.areEqual(left, right)
        case .unequal: return !Self.areEqual(left, right)
        case .contains:
            if let items = left.array { return items.contains { Self.areEqual($0, right) } }
            return left.string?.containsExactly(right.liquidText) ?? false
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            if let left = left.string, let right = right.string { return compare(left, right) }
            guard let left = Self.number(left), let right = Self.number(right) else { return false }
            return compare(left, right)
        }
    }

    private func compare<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        default: left >= right
        }
    }

    private static func number(_ json: JSON) -> Double? { json.string == nil ? json.liquidNumber : nil }

    private static func areEqual(_ left: JSON, _ right: JSON) -> Bool {
        if let left = number(left), let right = number(right) { return left == right }
        return left == right
    }
}
