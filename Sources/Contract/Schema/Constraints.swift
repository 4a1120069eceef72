import OrderedCollections

/// What a wire type demands of its members beyond their Swift types: lengths, patterns, formats, whether `null` is
/// allowed.
public typealias Constraints = OrderedDictionary<String, Schema>

/// A wire type whose members have rules. A rule replaces what is derived from the Swift type, except whether the
/// member is required, which the type's optionality says.
public protocol Constrained {
    static var constraints: Constraints { get }
    /// Whether members that the type does not have are refused; they are, unless the type says otherwise.
    static var refusesOtherMembers: Bool { get }
    /// Members that must be there although their Swift types are optional, since the type also stands for what is
    /// answered, which may lack them.
    static var requiredMembers: Set<String> { get }
    /// What to do instead of sending other members, for whoever sent them.
    static var otherMembersHint: String? { get }
    /// How many members an object may have.
    static var memberCount: ClosedRange<Int> { get }
}

extension Constrained {
    public static var constraints: Constraints { [:] }
    public static var refusesOtherMembers: Bool { true }
    public static var requiredMembers: Set<String> { [] }
    public static var otherMembersHint: String? { nil }
    public static var memberCount: ClosedRange<Int> { 0...Int.max }
}

/// A type that states its own schema, because its `Codable` conformance is written by hand or says too little.
public protocol SchemaProviding {
    static var schema: Schema { get }
}

extension String: SchemaProviding { public static var schema: Schema { .string } }
extension Bool: SchemaProviding { public static var schema: Schema { .boolean } }
extension Int: SchemaProviding { public static var schema: Schema { .integer } }
extension Int64: SchemaProviding { public static var schema: Schema { .integer } }
extension Double: SchemaProviding { public static var schema: Schema { .number } }
extension JSON: SchemaProviding { public static var schema: Schema { .any } }
extension Array: SchemaProviding where Element: Decodable {
    public static var schema: Schema { .array(of: .of(Element.self)) }
}
extension Dictionary: SchemaProviding where Key == String, Value: Decodable {
    public static var schema: Schema { .object([:], others: .allowed(.of(Value.self))) }
}
extension OrderedDictionary: SchemaProviding where Key == String, Value == JSON {
    public static var schema: Schema { .freeObject }
}
