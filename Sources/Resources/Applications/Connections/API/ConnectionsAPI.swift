import Contract
import ManagementClientCore

/// Where users come from: databases, social and enterprise providers, passwordless.
public struct Connections: Resource {
    public init() {}
}

extension ManagementClient {
    public var connections: ResourceClient<Connections> { ResourceClient(self) }
}
