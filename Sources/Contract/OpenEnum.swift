/// An enumeration of strings that is open to future values: decoding an unknown value never fails.
///
/// A server accepts only the values in `known`; a client may receive any string.
public protocol OpenEnum: RawRepresentable, Hashable, Codable, Sendable, ExpressibleByStringLiteral, SchemaProviding
where RawValue == String {
    /// The values that a server accepts.
    static var known: [Self] { get }
    /// Creates a value from any string, known or not.
    init(rawValue: String)
}

extension OpenEnum {
    public static var schema: Schema { .one(of: known.map(\.rawValue)) }
    public init(stringLiteral value: String) { self.init(rawValue: value) }

    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}
