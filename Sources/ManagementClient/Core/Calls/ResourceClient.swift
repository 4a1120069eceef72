import Contract

/// The operations of a resource, called like methods: `client.roles.create(...)`.
///
/// Every endpoint that the resource declares is available under its name.
@dynamicMemberLookup
public struct ResourceClient<Of: Resource>: Sendable {
    package let client: ManagementClient
    private let resource = Of()

    /// Binds a resource's endpoints to a client.
    public init(_ client: ManagementClient) { self.client = client }

    /// An endpoint of the resource as a callable operation.
    public subscript<Path, Query, Body, Answer>(
        dynamicMember endpoint: KeyPath<Of, Endpoint<Path, Query, Body, Answer>>
    ) -> Operation<Path, Query, Body, Answer> {
        Operation(client: client, endpoint: resource[keyPath: endpoint])
    }
}
