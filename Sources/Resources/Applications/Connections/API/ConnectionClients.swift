import Contract

/// An application for which a connection is enabled.
public struct ConnectionClient: Pageable, Hashable {
    public static let listName = "clients"

    public var clientID: ClientID

    public init(clientID: ClientID) { self.clientID = clientID }

    enum CodingKeys: String, CodingKey { case clientID = "client_id" }
}

/// The page of a connection's applications to list.
public struct ConnectionClientsQuery: Codable, Sendable, CheckpointPaged, Constrained {
    public var from: String?
    public var take: Int?

    public init(from: String? = nil, take: Int? = nil) {
        self.from = from
        self.take = take
    }

    public static var constraints: Constraints {
        [
            "from": .string(1...1000).described("Where to start, as the page before says"),
            "take": .integer(1...1000).described("Results per page"),
        ]
    }
}

/// The applications for which to enable or disable a connection.
public struct ConnectionClientChanges: Hashable, Sendable {
    /// The change for one application.
    public struct Item: Codable, Hashable, Sendable {
        public var clientID: ClientID
        /// Whether to enable the connection.
        public var status: Bool

        public init(clientID: ClientID, status: Bool) {
            self.clientID = clientID
            self.status = status
        }

        enum CodingKeys: String, CodingKey {
            case clientID = "client_id"
            case status
        }
    }

    public var items: [Item]

    public init(_ items: [Item]) { self.items = items }
}

extension ConnectionClientChanges: Codable, SchemaProviding {
    public static var schema: Schema { .array(of: .of(Item.self), 1...) }

    public init(from decoder: any Decoder) throws { items = try [Item](from: decoder) }
    public func encode(to encoder: any Encoder) throws { try items.encode(to: encoder) }
}
