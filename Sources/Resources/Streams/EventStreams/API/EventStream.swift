import Contract

/// An event stream, which sends changes in the tenant to a destination.
public struct EventStream: Pageable, Identified, Hashable {
    public static let listName = "eventStreams"
    public static var identifierSchema: Schema { .string(26...26) }

    public var id: ID<EventStream>?
    public var name: String?
    public var status: EventStreamStatus?
    public var subscriptions: [EventSubscription]?
    public var destination: EventStreamDestination?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case status
        case subscriptions
        case destination
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

/// An event stream to create, or the members of an update.
public struct EventStreamDraft: Patchable, Constrained {
    public var name: String?
    /// Whether events are delivered; `enabled` by default.
    public var status: EventStreamStatus?
    /// The types of events to deliver.
    public var subscriptions: [EventSubscription]?
    public var destination: EventStreamDestination

    public init(_ destination: EventStreamDestination, name: String? = nil, _ types: [EventType]) {
        self.name = name
        self.destination = destination
        subscriptions = types.map(EventSubscription.init)
    }

    public static var constraints: Constraints {
        let subscription: Schema = .object(["event_type": EventType.schema])
        return ["name": .string(1...128), "subscriptions": .array(of: subscription, 1...)]
    }

    public static var patchConstraints: Constraints {
        [
            "name": .string(1...128),
            "subscriptions": .array(of: .object(["event_type": EventType.schema])),
        ]
    }
}

/// A subscription to a type of event.
public struct EventSubscription: Codable, Hashable, Sendable {
    public var eventType: EventType?

    public init(_ type: EventType) { eventType = type }

    enum CodingKeys: String, CodingKey { case eventType = "event_type" }
}

/// The status of a stream.
public struct EventStreamStatus: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let enabled: Self = "enabled"
    /// Disabled by an administrator, or by the server after too many failures.
    public static let disabled: Self = "disabled"
    public static let known: [Self] = [.enabled, .disabled]
}

/// The type of an event.
public struct EventType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let userCreated: Self = "user.created"
    public static let userUpdated: Self = "user.updated"
    public static let userDeleted: Self = "user.deleted"
    public static let known: [Self] = [
        "group.created", "group.deleted", "group.member.added", "group.member.deleted", "group.role.assigned",
        "group.role.deleted", "group.updated", "organization.connection.added", "organization.connection.removed",
        "organization.connection.updated", "organization.created", "organization.deleted",
        "organization.group.role.assigned", "organization.group.role.deleted", "organization.member.added",
        "organization.member.deleted", "organization.member.role.assigned", "organization.member.role.deleted",
        "organization.updated", .userCreated, .userDeleted, .userUpdated,
    ]
}
