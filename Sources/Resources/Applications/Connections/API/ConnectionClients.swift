import Contract

/// An application that a connection is enabled for.
public struct ConnectionClient: Pageable, Hashable {
    public static let listName = "clients"

    public var clientID: ClientID

    public init(clientID: ClientID) { self.clientID = clientID }

    enum CodingKeys: String, CodingKey { case clientID = "client_id" }
}

/// Which of a connection's applications to list.
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

/// For which applications a connection is enabled from now on, and for which it no longer is.
public struct ConnectionClientChanges: Hashable, Sendable {
    /// One of them.
    public struct Item: Codable, Hashable, Sendable {
        public var clientID: ClientID
        /// Whether the connection is enabled.
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
