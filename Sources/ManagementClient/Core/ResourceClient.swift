import Contract

/// The operations of one resource, called as methods: `client.roles.create(...)`.
///
/// Every endpoint that the resource declares is here under its name.
@dynamicMemberLookup
public struct ResourceClient<Of: Resource>: Sendable {
    private let client: ManagementClient
    private let resource = Of()

    public init(_ client: ManagementClient) { self.client = client }

    public subscript<Path, Query, Body, Answer>(
        dynamicMember endpoint: KeyPath<Of, Endpoint<Path, Query, Body, Answer>>
    ) -> Operation<Path, Query, Body, Answer> {
        Operation(client: client, endpoint: resource[keyPath: endpoint])
    }
}

/// An endpoint bound to a client, ready to be called.
public struct Operation<Path: PathArguments, Query: Codable & Sendable, Body: Codable & Sendable, Answer: Codable & Sendable>:
    Sendable
{
    let client: ManagementClient
    let endpoint: Endpoint<Path, Query, Body, Answer>
}
