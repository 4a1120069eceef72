/// The type of an endpoint's path parameters, query, request body or response body if it has none.
public struct NoContent: Codable, Hashable, Sendable {
    /// Creates an empty value.
    public init() {}
}

extension NoContent: SchemaProviding {
    public static var schema: Schema { .object([:]) }
}
