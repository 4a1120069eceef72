/// Stands where an endpoint has no path parameters, no query, no body or no answer.
public struct NoContent: Codable, Hashable, Sendable {
    /// Nothing.
    public init() {}
}

extension NoContent: SchemaProviding {
    public static var schema: Schema { .object([:]) }
}
