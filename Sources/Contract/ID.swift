/// The identifier of a resource. `ID<Role>` and `UserID` are different types, so that one is never taken for the
/// other.
public struct ID<Of>: Hashable, Sendable {
    /// The identifier as it is written.
    public let value: String

    /// An identifier that is known.
    public init(_ value: String) { self.value = value }
}

/// A resource whose identifiers have a form of their own, checked before anything is looked up.
public protocol Identified {
    /// What identifiers look like.
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
