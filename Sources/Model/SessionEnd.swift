import Background
import Contract
import OrderedCollections
import Storage

/// The reason for the end of a session, by which applications can filter notifications.
public enum SessionEnd: String, Sendable {
    case logout = "rp-logout"
    case passwordChange = "password-changed"
    case expiry = "session-expired"
    case revocation = "session-revoked"
    case accountDeletion = "account-deleted"

    /// Whether applications are notified without having subscribed.
    fileprivate var isToldAlways: Bool { self == .logout }
}

/// A pending notification of an application about the end of a session.
public struct LogoutNotice: Hashable, Sendable {
    /// The kind of background work.
    public static let kind = "backchannel_logout"

    public let clientID: ClientID
    public let userID: UserID
    public let sessionID: SessionID
    /// The reason for the end of the session, in the form of notifications.
    public let initiator: String
    public let metadata: JSONObject?

    fileprivate init(_ session: SessionRow, to client: ClientID, because end: SessionEnd) {
        clientID = client
        userID = session.userID
        sessionID = session.id
        initiator = end.rawValue
        metadata = session.metadata
    }

    fileprivate var json: JSON {
        var members: JSONObject = [
            "client_id": .string(clientID.value), "user_id": .string(userID.value),
            "session_id": .string(sessionID.value), "initiator": .string(initiator),
        ]
        members["metadata"] = metadata.map(JSON.object)
        return .object(members)
    }

    /// - Returns: `nil` if the JSON is not a notification.
    public init?(json: JSON) {
        guard let client = json["client_id"]?.string, let user = json["user_id"]?.string,
            let session = json["session_id"]?.string, let initiator = json["initiator"]?.string
        else { return nil }
        clientID = ClientID(client)
        userID = UserID(user)
        sessionID = SessionID(session)
        self.initiator = initiator
        metadata = json["metadata"]?.object
    }
}

/// The back-channel logout settings of an application.
public struct LogoutSubscription: Sendable {
    private let settings: JSON

    /// - Parameter client: the application's document in its stored form.
    public init(_ client: JSON) { settings = client["oidc_logout"] ?? client["oidc_backchannel_logout"] ?? [:] }

    /// The URL for notifications.
    public var url: String? {
        settings["backchannel_logout_urls"]?.strings?.first { !$0.isEmpty && !$0.contains("{") && !$0.contains("*") }
    }

    public var wantsMetadata: Bool { settings["backchannel_logout_session_metadata"]?["include"]?.bool ?? false }

    fileprivate func has(_ end: SessionEnd) -> Bool {
        let initiators = settings["backchannel_logout_initiators"]
        if end.isToldAlways || initiators?["mode"] == "all" { return url != nil }
        return url != nil && initiators?["selected_initiators"]?.strings?.contains(end.rawValue) ?? false
    }
}

extension Transaction {
    /// Ends a session, and notifies the applications that its user logged in to. Refresh tokens that were issued in it
    /// are kept, because they may outlive it.
    public func endSession(_ id: SessionID, because end: SessionEnd, at now: Timestamp) throws {
        try endSessions("id = \(id)", because: end, at: now)
    }

    /// Ends all sessions of a user, or one of them.
    public func endSessions(
        of user: UserID, only session: SessionID? = nil, because end: SessionEnd, at now: Timestamp
    ) throws {
        let one: SQL = session.map { "AND id = \($0)" } ?? ""
        try endSessions("user_id = \(user) \(one)", because: end, at: now)
    }

    /// Ends all sessions of several users.
    func endSessions(of users: [UserID], because end: SessionEnd, at now: Timestamp) throws {
        try endSessions("user_id IN \(list: users)", because: end, at: now)
    }

    /// Deletes sessions that have expired.
    /// - Returns: the number of deleted sessions.
    @discardableResult
    public func deleteEndedSessions(at now: Timestamp, limit: Int) throws -> Int {
        let some: SQL = """
            SELECT id FROM sessions WHERE tenant = \(tenant) AND NOT \(SQL.isLive(at: now)) LIMIT \(limit)
            """
        return try endSessions("id IN (\(some))", because: .expiry, at: now)
    }

    @discardableResult
    private func endSessions(_ which: SQL, because end: SessionEnd, at now: Timestamp) throws -> Int {
        let rows = try rows("DELETE FROM sessions WHERE tenant = \(tenant) AND \(which) RETURNING *")
        var told: [ClientID: Bool] = [:]
        for row in rows {
            let session = try SessionRow(row: row)
            for client in session.clients {
                let isTold = try told[client] ?? isTold(client, of: end)
                told[client] = isTold
                guard isTold else { continue }
                let notice = LogoutNotice(session, to: client, because: end)
                try enqueue(
                    LogoutNotice.kind, id: "\(LogoutNotice.kind)_\(session.id)_\(client)", notice.json)
            }
        }
        return rows.count
    }

    private func isTold(_ client: ClientID, of end: SessionEnd) throws -> Bool {
        let row = try row("SELECT document FROM clients WHERE tenant = \(tenant) AND client_id = \(client)")
        return try row.map { LogoutSubscription(try $0["document"]).has(end) } ?? false
    }
}
