import Contract

/// Operations on what belongs to a resource, gathered under a name of their own.
///
/// Calling the group itself lists: `client.organizations.members("org_x")` is
/// `client.organizations.members.list("org_x")`, and `client.organizations.members.add("org_x", ...)` is beside it.
public protocol OperationGroup: Resource {
    /// What stands for the `{...}` in the list's path.
    associatedtype Path: PathArguments
    /// What can be asked for.
    associatedtype Query: Codable & Sendable
    /// What a list comes to.
    associatedtype Answer: Codable & Sendable

    /// What is listed when the group itself is called.
    var list: Endpoint<Path, Query, NoContent, Answer> { get }
}

extension ResourceClient: CallableOperation where Of: OperationGroup {
    /// What stands for the `{...}` in the list's path.
    public typealias Path = Of.Path
    /// What can be asked for.
    public typealias Query = Of.Query
    /// Nothing is sent.
    public typealias Body = NoContent
    /// What a list comes to.
    public typealias Answer = Of.Answer

    /// Lists.
    public func call(at path: Of.Path, query: Of.Query?, body: NoContent) async throws -> Of.Answer {
        try await listing.call(at: path, query: query, body: body)
    }

    /// What the list's operation has: `all`, `pages` and `withResponse`.
    public subscript<Value>(
        dynamicMember member: KeyPath<Operation<Of.Path, Of.Query, NoContent, Of.Answer>, Value>
    ) -> Value { listing[keyPath: member] }

    private var listing: Operation<Of.Path, Of.Query, NoContent, Of.Answer> {
        Operation(client: client, endpoint: Of().list)
    }
}
