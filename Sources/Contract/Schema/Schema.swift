import OrderedCollections

/// The schema of a JSON value, from which bodies are validated, error messages of status 400 are generated and the
/// OpenAPI document is printed.
///
/// Most schemas are derived from a wire type (`Schema.of(_:)`); its `Constrained.constraints` add what Swift's types
/// cannot express.
public struct Schema: Sendable {
    public indirect enum Shape: Sendable {
        case any
        case string(Text)
        case integer(ClosedRange<Int>)
        case number(ClosedRange<Double>)
        case boolean
        case array(Items)
        case object(Members)
        case anyOf([Schema])
        /// A schema that is evaluated lazily, as recursive schemas require.
        case deferred(@Sendable () -> Schema)
    }

    public struct Text: Sendable {
        public var length: ClosedRange<Int> = 0...Int.max
        public var pattern: Pattern?
        public var format: Format?
        /// The allowed values; `nil` allows all.
        public var cases: [String]?
    }

    public struct Items: Sendable {
        public var schema: Schema
        public var count: ClosedRange<Int> = 0...Int.max
        public var areUnique = false
    }

    public struct Members: Sendable {
        public enum Others: Sendable {
            case refused
            case allowed(Schema)
        }
        public var named: OrderedDictionary<String, Schema> = [:]
        public var others: Others = .refused
        /// A hint for callers who send unknown members.
        public var othersHint: String?
        public var count: ClosedRange<Int> = 0...Int.max
    }

    public var shape: Shape
    /// Whether `null` is allowed too.
    public var isNullable = false
    /// Whether an object must have this member.
    public var isRequired = false
    /// A short description of the value.
    public var summary: String?
}

// MARK: Writing a schema by hand

extension Schema {
    public static let any = Schema(shape: .any)
    public static let boolean = Schema(shape: .boolean)
    /// A number without other constraints. Its range is that of 32-bit integers, so that calculations with it cannot
    /// overflow 64 bits.
    public static let number = Schema.number(Double(Int32.min)...Double(Int32.max))
    /// An integer without other constraints. Its range is that of 32 bits, so that calculations with it cannot overflow
    /// 64 bits.
    public static let integer = Schema.integer(Int(Int32.min)...Int(Int32.max))
    public static let string = Schema.string()
    /// An object with arbitrary members.
    public static let freeObject = Schema.object([:], others: .allowed(.any))

    public static func integer(_ range: ClosedRange<Int>) -> Schema { Schema(shape: .integer(range)) }
    public static func number(_ range: ClosedRange<Double>) -> Schema { Schema(shape: .number(range)) }
    /// Returns the schema of an integer whose maximum is that of 32 bits.
    public static func integer(_ range: PartialRangeFrom<Int>) -> Schema {
        .integer(range.lowerBound...Int(Int32.max))
    }

    public static func string(
        _ length: ClosedRange<Int> = 0...Int.max, pattern: Pattern? = nil, format: Format? = nil
    ) -> Schema {
        Schema(shape: .string(Text(length: length, pattern: pattern, format: format)))
    }
    public static func string(
        _ length: PartialRangeFrom<Int>, pattern: Pattern? = nil, format: Format? = nil
    ) -> Schema { .string(length.lowerBound...Int.max, pattern: pattern, format: format) }
    public static func string(
        _ length: PartialRangeThrough<Int>, pattern: Pattern? = nil, format: Format? = nil
    ) -> Schema { .string(0...length.upperBound, pattern: pattern, format: format) }

    /// Returns the schema of a string with a fixed set of values.
    public static func one(of cases: [String]) -> Schema { Schema(shape: .string(Text(cases: cases))) }
    public static func one(of cases: String...) -> Schema { .one(of: cases) }

    public static func array(
        of items: Schema, _ count: ClosedRange<Int> = 0...Int.max, unique: Bool = false
    ) -> Schema { Schema(shape: .array(Items(schema: items, count: count, areUnique: unique))) }
    public static func array(of items: Schema, _ count: PartialRangeFrom<Int>, unique: Bool = false) -> Schema {
        .array(of: items, count.lowerBound...Int.max, unique: unique)
    }
    public static func array(of items: Schema, _ count: PartialRangeThrough<Int>, unique: Bool = false) -> Schema {
        .array(of: items, 0...count.upperBound, unique: unique)
    }

    /// Returns the schema of an object; unknown members are rejected unless `others` says otherwise.
    public static func object(
        _ named: OrderedDictionary<String, Schema>, others: Members.Others = .refused,
        _ count: ClosedRange<Int> = 0...Int.max
    ) -> Schema { Schema(shape: .object(Members(named: named, others: others, count: count))) }

    public static func anyOf(_ schemas: Schema...) -> Schema { .anyOf(schemas) }
    public static func anyOf(_ schemas: [Schema]) -> Schema { Schema(shape: .anyOf(schemas)) }

    /// Returns a schema that may contain itself.
    public static func deferred(_ schema: @escaping @Sendable () -> Schema) -> Schema {
        Schema(shape: .deferred(schema))
    }

    /// The schema as that of a required member.
    public var required: Schema { with { $0.isRequired = true } }
    public var optional: Schema { with { $0.isRequired = false } }
    /// The schema, with `null` allowed.
    public var nullable: Schema { with { $0.isNullable = true } }
    public func described(_ summary: String) -> Schema { with { $0.summary = summary } }

    private func with(_ change: (inout Schema) -> Void) -> Schema {
        var copy = self
        change(&copy)
        return copy
    }

    /// The members of an object's schema; empty for other shapes.
    public var members: OrderedDictionary<String, Schema> {
        if case .object(let members) = shape { members.named } else { [:] }
    }

    /// Returns the schema of an object of which any part may be sent, with at least `least` members.
    func partial(without fixed: Set<String>, with constraints: Constraints, atLeast least: Int) -> Schema {
        guard case .object(var members) = shape else { return self }
        members.named = members.named.filter { !fixed.contains($0.key) }.mapValues(\.optional)
        members.named.merge(constraints) { $1 }
        members.count = least...Int.max
        var copy = self
        copy.shape = .object(members)
        return copy
    }
}
