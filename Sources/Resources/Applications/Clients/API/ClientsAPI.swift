import Contract
import ManagementClientCore

/// The applications that can get tokens.
public struct Clients: Resource {
    public init() {}
}

extension ManagementClient {
    public var clients: ResourceClient<Clients> { ResourceClient(self) }
}
