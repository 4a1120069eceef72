/// The identifier of a resource. `ID<Role>` and `UserID` are different types, so the compiler rejects one in place of
/// the other.
public struct ID<Of>: Hashable, Sendable {
    /// The identifier as a string.
    public let value: String

    /// Creates an identifier from a string.
    public init(_ value: String) { self.value = value }
}

/// A resource whose identifiers have their own format, which is validated before any lookup.
public protocol Identified {
    /// The schema of the identifiers.
    static var identifierSchema: Schema { get }
}

extension ID: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, CustomStringConvertible {
    public init(stringLiteral value: String) { self.value = value }
    public var description: String { value }
}

extension ID: Codable, SchemaProviding {
    public static var schema: Schema { (Of.self as? any Identified.Type)?.identifierSchema ?? .string(1...) }

    public init(from decoder: any Decoder) throws { value = try decoder.singleValueContainer().decode(String.self) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
