import Contract
import ManagementClientCore

/// Blocks of users after too many failed logins (brute-force protection).
public struct UserBlocks: Resource {
    /// Lists the blocks of users with an identifier.
    ///
    /// `GET /user-blocks`, with the scope `read:users`. Refused with 400, 401, 403 or 429.
    public let find = Endpoint(
        .get, "/user-blocks", "Get blocks by identifier", scopes: "read:users", query: UserBlockQuery.self,
        returns: BlockedFor.self)

    /// Removes the blocks of users with an identifier.
    ///
    /// `DELETE /user-blocks`, with the scope `update:users`. Refused with 400, 401, 403 or 429.
    public let unblock = Endpoint(
        .delete, "/user-blocks", "Unblock by identifier", scopes: "update:users", status: 204,
        query: UserIdentifierQuery.self)

    /// Lists the blocks of a user.
    ///
    /// `GET /user-blocks/{id}`, with the scope `read:users`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/user-blocks/{id}", "Get a user's blocks", scopes: "read:users", at: UserID.self,
        query: BlockConsideration.self, returns: BlockedFor.self)

    /// Unblocks a user.
    ///
    /// `DELETE /user-blocks/{id}`, with the scope `update:users`. Refused with 400, 401, 403, 404 or 429.
    public let delete = Endpoint(
        .delete, "/user-blocks/{id}", "Unblock a user", scopes: "update:users", status: 204, at: UserID.self)

    public init() {}
}

/// The blocked identifiers and IP addresses.
public struct BlockedFor: Codable, Hashable, Sendable {
    /// A block.
    public struct Block: Codable, Hashable, Sendable, Constrained {
        public static let refusesOtherMembers = false

        /// The email address, username or phone number.
        public var identifier: String
        public var ip: String?
        /// The name of the connection.
        public var connection: String?

        public init(identifier: String, ip: String? = nil, connection: String? = nil) {
            self.identifier = identifier
            self.ip = ip
            self.connection = connection
        }
    }

    public var blockedFor: [Block]

    public init(blockedFor: [Block]) { self.blockedFor = blockedFor }

    enum CodingKeys: String, CodingKey {
        case blockedFor = "blocked_for"
    }
}

/// The identifier of a user: an email address, a username or a phone number.
public struct UserIdentifierQuery: Codable, Sendable, Constrained {
    public var identifier: String

    public init(identifier: String) { self.identifier = identifier }

    public static var constraints: Constraints { ["identifier": .string(1...).described("Whom the block is for")] }
}

/// The identifier whose blocks to list.
public struct UserBlockQuery: Codable, Sendable, Constrained {
    /// An email address, a username or a phone number.
    public var identifier: String
    /// Whether the list is empty if brute-force protection is disabled.
    public var considerBruteForceEnablement: Bool?

    public init(identifier: String, considerBruteForceEnablement: Bool? = nil) {
        self.identifier = identifier
        self.considerBruteForceEnablement = considerBruteForceEnablement
    }

    enum CodingKeys: String, CodingKey {
        case identifier
        case considerBruteForceEnablement = "consider_brute_force_enablement"
    }

    public static var constraints: Constraints { UserIdentifierQuery.constraints }
}

/// The handling of blocks if brute-force protection is disabled.
public struct BlockConsideration: Codable, Sendable, Constrained {
    /// Whether the list is empty if brute-force protection is disabled.
    public var considerBruteForceEnablement: Bool?

    public init(considerBruteForceEnablement: Bool? = nil) {
        self.considerBruteForceEnablement = considerBruteForceEnablement
    }

    enum CodingKeys: String, CodingKey {
        case considerBruteForceEnablement = "consider_brute_force_enablement"
    }
}

extension ManagementClient {
    /// Blocks of users after too many failed logins (brute-force protection).
    public var userBlocks: ResourceClient<UserBlocks> { ResourceClient(self) }
}
