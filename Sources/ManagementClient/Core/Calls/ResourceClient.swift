import Contract

/// The operations of one resource, called as methods: `client.roles.create(...)`.
///
/// Every endpoint that the resource declares is here under its name.
@dynamicMemberLookup
public struct ResourceClient<Of: Resource>: Sendable {
    package let client: ManagementClient
    private let resource = Of()

    /// Binds a resource's endpoints to a client.
    public init(_ client: ManagementClient) { self.client = client }

    /// An endpoint of the resource, ready to be called.
    public subscript<Path, Query, Body, Answer>(
        dynamicMember endpoint: KeyPath<Of, Endpoint<Path, Query, Body, Answer>>
    ) -> Operation<Path, Query, Body, Answer> {
        Operation(client: client, endpoint: resource[keyPath: endpoint])
    }
}
