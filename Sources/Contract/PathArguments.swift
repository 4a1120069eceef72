/// The arguments for the `{...}` placeholders of an endpoint's path.
public protocol PathArguments: Sendable {
    /// The schemas of the arguments, in the path's order.
    static var schemas: [Schema] { get }
    /// Creates the value from arguments in the path's order, which have been validated.
    init(arguments: [String])
    /// The arguments, in the path's order.
    var arguments: [String] { get }
}

extension NoContent: PathArguments {
    public static var schemas: [Schema] { [] }
    public init(arguments: [String]) {}
    public var arguments: [String] { [] }
}

extension ID: PathArguments {
    public static var schemas: [Schema] { [schema] }
    public init(arguments: [String]) { self.init(arguments[0]) }
    public var arguments: [String] { [value] }
}

/// The path arguments of a nested resource, as in `/clients/{client_id}/credentials/{credential_id}`.
public struct Nested<Outer, Inner>: PathArguments {
    /// The identifier of the outer resource.
    public let outer: ID<Outer>
    /// The identifier of the inner resource.
    public let inner: ID<Inner>

    /// Creates the arguments of a nested resource.
    public init(_ outer: ID<Outer>, _ inner: ID<Inner>) {
        self.outer = outer
        self.inner = inner
    }

    public static var schemas: [Schema] { [ID<Outer>.schema, ID<Inner>.schema] }
    public init(arguments: [String]) { self.init(ID(arguments[0]), ID(arguments[1])) }
    public var arguments: [String] { [outer.value, inner.value] }
}
