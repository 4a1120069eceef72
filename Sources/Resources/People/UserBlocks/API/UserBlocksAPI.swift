import Contract
import ManagementClientCore

/// What keeps people from logging in after too many logins that failed.
public struct UserBlocks: Resource {
    /// The blocks of whoever has an identifier.
    ///
    /// `GET /user-blocks`, with the scope `read:users`. Refused with 400, 401, 403 or 429.
    public let find = Endpoint(
        .get, "/user-blocks", "Get blocks by identifier", scopes: "read:users", query: UserBlockQuery.self,
        returns: BlockedFor.self)

    /// Unblocks whoever has an identifier.
    ///
    /// `DELETE /user-blocks`, with the scope `update:users`. Refused with 400, 401, 403 or 429.
    public let unblock = Endpoint(
        .delete, "/user-blocks", "Unblock by identifier", scopes: "update:users", status: 204,
        query: UserIdentifierQuery.self)

    /// The blocks of a user.
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

/// Whom and from where no more logins are let through.
public struct BlockedFor: Codable, Hashable, Sendable {
    /// One block.
    public struct Block: Codable, Hashable, Sendable, Constrained {
        public static let refusesOtherMembers = false

        /// The e-mail address, username or phone number.
        public var identifier: String
        public var ip: String?
        /// The connection's name.
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

/// An e-mail address, a username or a phone number.
public struct UserIdentifierQuery: Codable, Sendable, Constrained {
    public var identifier: String

    public init(identifier: String) { self.identifier = identifier }

    public static var constraints: Constraints { ["identifier": .string(1...).described("Whom the block is for")] }
}

/// Whom to look for blocks of.
public struct UserBlockQuery: Codable, Sendable, Constrained {
    /// An e-mail address, a username or a phone number.
    public var identifier: String
    /// Whether there are no blocks where the protection is switched off.
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

/// Which blocks count.
public struct BlockConsideration: Codable, Sendable, Constrained {
    /// Whether there are no blocks where the protection is switched off.
    public var considerBruteForceEnablement: Bool?

    public init(considerBruteForceEnablement: Bool? = nil) {
        self.considerBruteForceEnablement = considerBruteForceEnablement
    }

    enum CodingKeys: String, CodingKey {
        case considerBruteForceEnablement = "consider_brute_force_enablement"
    }
}

extension ManagementClient {
    /// What keeps people from logging in after too many logins that failed.
    public var userBlocks: ResourceClient<UserBlocks> { ResourceClient(self) }
}
