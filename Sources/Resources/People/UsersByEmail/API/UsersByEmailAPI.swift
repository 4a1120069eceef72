import Contract
import ManagementClientCore

/// Users found by their e-mail address.
public struct UsersByEmail: Resource {
    /// All users with an address, whatever connection they log in with.
    ///
    /// `GET /users-by-email`, with the scope `read:users`. Refused with 400, 401, 403 or 429.
    public let list = Endpoint(
        .get, "/users-by-email", "List users by e-mail address", scopes: "read:users", query: EmailQuery.self,
        returns: [User].self)

    public init() {}
}

/// An e-mail address to look for.
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
    /// Users found by their e-mail address.
    public var usersByEmail: ResourceClient<UsersByEmail> { ResourceClient(self) }
}
