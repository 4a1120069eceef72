/// What stands for the `{...}` in an endpoint's path.
public protocol PathArguments: Sendable {
    /// The schemas of the arguments, in the path's order.
    static var schemas: [Schema] { get }
    /// Reads the arguments, in the path's order. They have been checked.
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

/// One resource within another: `/clients/{client_id}/credentials/{credential_id}`.
public struct Nested<Outer, Inner>: PathArguments {
    /// Names what the other is in.
    public let outer: ID<Outer>
    /// Names what is in it.
    public let inner: ID<Inner>

    /// Names one resource within another.
    public init(_ outer: ID<Outer>, _ inner: ID<Inner>) {
        self.outer = outer
        self.inner = inner
    }

    public static var schemas: [Schema] { [ID<Outer>.schema, ID<Inner>.schema] }
    public init(arguments: [String]) { self.init(ID(arguments[0]), ID(arguments[1])) }
    public var arguments: [String] { [outer.value, inner.value] }
}
