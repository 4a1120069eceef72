import Contract
import ManagementClientCore

/// The statistics of one day.
public struct DailyStats: Codable, Hashable, Sendable, Constrained {
    public static let refusesOtherMembers = false

    /// The start of the day in UTC.
    public var date: Timestamp
    public var logins: Int
    public var signups: Int
    public var leakedPasswords: Int
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(date: Timestamp, logins: Int, signups: Int, leakedPasswords: Int, updatedAt: Timestamp) {
        self.date = date
        self.logins = logins
        self.signups = signups
        self.leakedPasswords = leakedPasswords
        self.createdAt = date
        self.updatedAt = updatedAt
    }

    enum CodingKeys: String, CodingKey {
        case date
        case logins
        case signups
        case leakedPasswords = "leaked_passwords"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

/// The range of days.
public struct DailyStatsFilter: Codable, Sendable, Constrained {
    /// The first day, such as `20261121`.
    public var from: String?
    /// The last day, such as `20261121`.
    public var to: String?

    public init(from: String? = nil, to: String? = nil) {
        self.from = from
        self.to = to
    }

    public static var constraints: Constraints {
        let day: Schema = .string(pattern: "^2[0-9]{3}((0[1-9])|(1[0-2]))((0[1-9])|([12][0-9])|(3[01]))$")
            .described("Date in YYYYMMDD format")
        return ["from": day, "to": day]
    }
}

/// Usage statistics of the tenant.
public struct Stats: Resource {
    /// Gets the number of users who logged in within the last 30 days.
    ///
    /// `GET /stats/active-users`, with the scope `read:stats`. Refused with 401, 403 or 429.
    public let activeUsers = Endpoint(
        .get, "/stats/active-users", "Count active users", scopes: "read:stats", returns: Int.self)

    /// Lists the numbers of logins and signups per day, oldest first; by default for the last 30 days.
    ///
    /// `GET /stats/daily`, with the scope `read:stats`. Refused with 400, 401, 403 or 429.
    public let daily = Endpoint(
        .get, "/stats/daily", "List daily stats", scopes: "read:stats", query: DailyStatsFilter.self,
        returns: [DailyStats].self)

    public init() {}
}

extension ManagementClient {
    /// Usage statistics of the tenant.
    public var stats: ResourceClient<Stats> { ResourceClient(self) }
}
