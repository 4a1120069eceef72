import Contract

// The log of a tenant. An event is written in the transaction of its change, so that neither exists without the other.
// This module does not know the operations and logins that are logged.

/// A log event.
public struct LoggedEvent: Sendable {
    public var type: LogType
    public var date: Timestamp
    /// A description for administrators.
    public var description: String?
    public var origin: Origin?
    /// The application involved.
    public var clientID: String?
    public var clientName: String?
    /// The user involved.
    public var userID: String?
    /// The user's username or address.
    public var userName: String?
    public var connection: String?
    public var connectionID: String?
    public var strategy: String?
    public var strategyType: String?
    public var organizationID: String?
    public var organizationName: String?
    public var audience: String?
    public var scope: String?
    public var details: JSON?

    public init(_ type: LogType, at date: Timestamp, from origin: Origin? = nil) {
        self.type = type
        self.date = date
        self.origin = origin
    }

    /// The origin of the request.
    public struct Origin: Hashable, Sendable {
        public var ip: String
        public var userAgent: String?
        public var hostname: String?

        public init(ip: String, userAgent: String? = nil, hostname: String? = nil) {
            self.ip = ip
            self.userAgent = userAgent
            self.hostname = hostname
        }
    }

    /// Returns the event in the form in which it is stored and sent.
    func document(id: String) -> JSON {
        func text(_ value: String?) -> JSON { value.map { .string($0.asLogged) } ?? .null }
        let agent = UserAgentDescription((origin?.userAgent ?? "").asLogged)
        return [
            "_id": .string(id), "log_id": .string(id), "date": .string(date.description),
            "type": .string(type.rawValue), "description": text(description), "connection": text(connection),
            "connection_id": text(connectionID), "organization_id": text(organizationID),
            "organization_name": text(organizationName), "client_id": text(clientID),
            "client_name": text(clientName), "ip": text(origin?.ip), "hostname": text(origin?.hostname),
            "details": details?.asLogged ?? .null,
            "user_id": userID.map { .string($0.asLoggedKey) } ?? .null, "user_name": text(userName),
            "user_agent": .string(agent.text), "audience": text(audience), "scope": text(scope),
            "strategy": text(strategy), "strategy_type": text(strategyType), "isMobile": .bool(agent.isMobile),
            "location_info": .null,
        ]
    }
}
