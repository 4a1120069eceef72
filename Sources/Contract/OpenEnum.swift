/// One of a known set of words, open to words that come later: decoding a new one never fails.
///
/// What a server accepts is `known`; what a client may meet is any string.
public protocol OpenEnum: RawRepresentable, Hashable, Codable, Sendable, ExpressibleByStringLiteral, SchemaProviding
where RawValue == String {
    /// The words that a server accepts.
    static var known: [Self] { get }
    /// Any word, known or not.
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
