import OrderedCollections

/// The constraints of a wire type's members beyond their Swift types: lengths, patterns, formats, nullability.
public typealias Constraints = OrderedDictionary<String, Schema>

/// A wire type whose members have constraints. A constraint replaces the schema derived from the Swift type, except
/// whether the member is required, which follows from the type's optionality.
public protocol Constrained {
    static var constraints: Constraints { get }
    /// Whether unknown members are rejected; `true` by default.
    static var refusesOtherMembers: Bool { get }
    /// Members that are required although their Swift types are optional, because the type is also used for responses,
    /// which may lack them.
    static var requiredMembers: Set<String> { get }
    /// A hint for callers who send unknown members.
    static var otherMembersHint: String? { get }
    /// The allowed number of members of an object.
    static var memberCount: ClosedRange<Int> { get }
}

extension Constrained {
    public static var constraints: Constraints { [:] }
    public static var refusesOtherMembers: Bool { true }
    public static var requiredMembers: Set<String> { [] }
    public static var otherMembersHint: String? { nil }
    public static var memberCount: ClosedRange<Int> { 0...Int.max }
}

/// A type that declares its own schema, because its `Codable` conformance is hand-written or says too little.
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
