import Contract

/// A user to whom a role is assigned.
public struct RoleHolder: Pageable, Hashable {
    public static let listName = "users"

    public var userID: UserID
    public var email: String?
    public var name: String?
    public var picture: String?

    public init(userID: UserID, email: String? = nil, name: String? = nil, picture: String? = nil) {
        self.userID = userID
        self.email = email
        self.name = name
        self.picture = picture
    }

    enum CodingKeys: String, CodingKey {
        case userID = "user_id"
        case email
        case name
        case picture
    }
}

/// A selection of users.
public struct UserSelection: Codable, Sendable, Constrained {
    public var users: [UserID]

    public init(users: [UserID]) { self.users = users }

    public static var constraints: Constraints { ["users": .array(of: UserID.schema, 1...)] }
}

extension UserSelection: ExpressibleByArrayLiteral {
    /// Creates a selection of these users.
    public init(arrayLiteral elements: UserID...) { self.init(users: elements) }
}
