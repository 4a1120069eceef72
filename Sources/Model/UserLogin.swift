import Contract

/// The identifiers that users of a database connection can log in with.
public struct LoginIdentifiers: Hashable, Sendable {
    public let email: Bool
    public let username: Bool
    public let phoneNumber: Bool

    /// - Parameter options: the connection's options.
    public init(options: JSON) {
        guard let attributes = options["attributes"]?.object else {
            email = true
            username = options["requires_username"]?.bool ?? true
            phoneNumber = false
            return
        }
        func identifies(_ name: String) -> Bool { attributes[name]?["identifier"]?["active"]?.bool ?? false }
        email = identifies("email")
        username = identifies("username")
        phoneNumber = identifies("phone_number")
    }
}

extension UserDocument {
    public var isBlocked: Bool { members["blocked"]?.bool ?? false }

    /// Records a login.
    public mutating func recordLogin(at now: Timestamp, from ip: String) {
        let count = members["logins_count"]?.integer ?? 0
        members["last_login"] = .string("\(now)")
        members["last_ip"] = .string(ip)
        members["logins_count"] = .integer(Int64(count + 1))
        members["updated_at"] = .string("\(now)")
    }
}
