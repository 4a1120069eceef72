import OrderedCollections

/// What a wire type demands of its members beyond their Swift types: lengths, patterns, formats, whether `null` is
/// allowed.
public typealias Rules = OrderedDictionary<String, Schema>

/// A wire type whose members have rules. A rule replaces what is derived from the Swift type, except whether the
/// member is required, which the type's optionality says.
public protocol Ruled {
    static var rules: Rules { get }
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

extension Ruled {
    public static var rules: Rules { [:] }
    public static var refusesOtherMembers: Bool { true }
    public static var requiredMembers: Set<String> { [] }
    public static var otherMembersHint: String? { nil }
    public static var memberCount: ClosedRange<Int> { 0...Int.max }
}

/// A type that states its own schema, because its `Codable` conformance is written by hand or says too little.
public protocol SchemaStating {
    static var schema: Schema { get }
}

extension String: SchemaStating { public static var schema: Schema { .string } }
extension Bool: SchemaStating { public static var schema: Schema { .boolean } }
extension Int: SchemaStating { public static var schema: Schema { .integer } }
extension Int64: SchemaStating { public static var schema: Schema { .integer } }
extension Double: SchemaStating { public static var schema: Schema { .number } }
extension JSON: SchemaStating { public static var schema: Schema { .any } }
extension Array: SchemaStating where Element: Decodable {
    public static var schema: Schema { .array(of: .of(Element.self)) }
}
extension Dictionary: SchemaStating where Key == String, Value: Decodable {
    public static var schema: Schema { .object([:], others: .allowed(.of(Value.self))) }
}
extension OrderedDictionary: SchemaStating where Key == String, Value == JSON {
    public static var schema: Schema { .freeObject }
}
