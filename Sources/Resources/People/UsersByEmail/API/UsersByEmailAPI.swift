import Contract
import ManagementClientCore

/// Users by email address.
public struct UsersByEmail: Resource {
    /// Lists all users with an email address, of all connections.
    ///
    /// `GET /users-by-email`, with the scope `read:users`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/users-by-email", "List users by e-mail address", scopes: "read:users", query: EmailQuery.self,
        returns: [User].self)

    public init() {}
}

/// The email address to search for.
public struct EmailQuery: Codable, Sendable, FieldSelecting, Constrained {
    public var email: String
    public var fields: String?
    public var includeFields: Bool?

    public init(email: String, fields: String? = nil, includeFields: Bool? = nil) {
        self.email = email
        self.fields = fields
        self.includeFields = includeFields
    }

    enum CodingKeys: String, CodingKey {
        case email
        case fields
        case includeFields = "include_fields"
    }

    public static var constraints: Constraints {
        ["email": .string(format: .email).described("E-mail address to look for")]
    }
}

extension ManagementClient {
    /// Users by email address.
    public var usersByEmail: ResourceClient<UsersByEmail> { ResourceClient(self) }
}
