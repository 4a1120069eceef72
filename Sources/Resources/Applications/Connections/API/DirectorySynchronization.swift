import Contract

/// A requested synchronization.
public struct DirectorySynchronization: Codable, Hashable, Sendable {
    public var connectionID: ID<Connection>
    public var id: String
    /// `pending`; the directory provisioning shows the result.
    public var status: String

    public init(of connection: ID<Connection>, id: String, status: String) {
        connectionID = connection
        self.id = id
        self.status = status
    }

    enum CodingKeys: String, CodingKey {
        case connectionID = "connection_id"
        case id = "synchronization_id"
        case status
    }
}
