import Contract

/// A group of operations on sub-resources of a resource.
///
/// Calling the group itself lists its items: `client.organizations.members("org_x")` is the same as
/// `client.organizations.members.list("org_x")`, next to `client.organizations.members.add("org_x", ...)`.
public protocol OperationGroup: Resource {
    /// The type of the list's path arguments.
    associatedtype Path: PathArguments
    /// The type of the list's query.
    associatedtype Query: Codable & Sendable
    /// The type of the list's result.
    associatedtype Answer: Codable & Sendable

    /// The endpoint that is called when the group itself is called.
    var list: Endpoint<Path, Query, NoContent, Answer> { get }
}

extension ResourceClient: CallableOperation where Of: OperationGroup {
    /// The type of the list's path arguments.
    public typealias Path = Of.Path
    /// The type of the list's query.
    public typealias Query = Of.Query
    /// The list has no request body.
    public typealias Body = NoContent
    /// The type of the list's result.
    public typealias Answer = Of.Answer

    /// Lists the items of the group.
    public func call(at path: Of.Path, query: Of.Query?, body: NoContent) async throws -> Of.Answer {
        try await listing.call(at: path, query: query, body: body)
    }

    /// The members of the list's operation: `all`, `pages` and `withResponse`.
    public subscript<Value>(
        dynamicMember member: KeyPath<Operation<Of.Path, Of.Query, NoContent, Of.Answer>, Value>
    ) -> Value { listing[keyPath: member] }

    private var listing: Operation<Of.Path, Of.Query, NoContent, Of.Answer> {
        Operation(client: client, endpoint: Of().list)
    }
}
