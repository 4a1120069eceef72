/// Stands where an endpoint has no path parameters, no query, no body or no answer.
public struct Nothing: Codable, Hashable, Sendable {
    /// Nothing.
    public init() {}
}

extension Nothing: SchemaStating {
    public static var schema: Schema { .object([:]) }
}
