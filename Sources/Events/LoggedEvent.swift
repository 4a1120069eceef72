import Contract

// What happened in a tenant. An event is written in the transaction of the change that it tells of: there is none without
// the other. Which operations and logins there are is not known here.

/// Something that happened.
public struct LoggedEvent: Sendable {
    public var type: LogType
    public var date: Timestamp
    /// In words, for a person.
    public var description: String?
    public var origin: Origin?
    /// The application that was used.
    public var clientID: String?
    public var clientName: String?
    /// The user whom it happened to.
    public var userID: String?
    /// What the user is known by: a username or an address.
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

    /// Who sent the request that made it happen.
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

    /// The event in the form in which it is kept and sent.
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
