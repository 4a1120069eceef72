import Contract

/// A credential of a user's device: a public key or a refresh token.
public struct DeviceCredential: Pageable, Hashable, Identified {
    public static let listName = "device_credentials"
    public static var identifierSchema: Schema { .string(pattern: "^(dcr_[A-Za-z0-9]{16}|[0-9a-f]{24})$") }

    /// The type of a device credential.
    public struct Kind: OpenEnum {
        public let rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        public static let publicKey: Self = "public_key"
        public static let refreshToken: Self = "refresh_token"
        public static let rotatingRefreshToken: Self = "rotating_refresh_token"

        public static let known: [Self] = [.publicKey, .refreshToken, .rotatingRefreshToken]
    }

    public var id: ID<DeviceCredential>?
    /// The name of the device.
    public var deviceName: String?
    public var deviceID: String?
    public var type: Kind?
    public var userID: UserID?
    public var clientID: String?

    enum CodingKeys: String, CodingKey {
        case id
        case deviceName = "device_name"
        case deviceID = "device_id"
        case type
        case userID = "user_id"
        case clientID = "client_id"
    }
}

/// A device's public key to store for the user who is the subject of the access token.
public struct DeviceCredentialDraft: Codable, Sendable, Constrained {
    public var deviceName: String
    /// The type of credential: `public_key`.
    public var type: DeviceCredential.Kind
    /// The public key.
    public var value: String
    public var deviceID: String
    /// The application on the device; the caller's application by default.
    public var clientID: ClientID?

    public init(deviceName: String, value: String, deviceID: String, clientID: ClientID? = nil) {
        self.deviceName = deviceName
        self.type = .publicKey
        self.value = value
        self.deviceID = deviceID
        self.clientID = clientID
    }

    enum CodingKeys: String, CodingKey {
        case deviceName = "device_name"
        case type
        case value
        case deviceID = "device_id"
        case clientID = "client_id"
    }

    public static let refusesOtherMembers = false

    public static var constraints: Constraints {
        [
            "device_name": .string(1...).described("Name of the device"),
            "type": .one(of: DeviceCredential.Kind.publicKey.rawValue).described("Kind of credential"),
            "value": .string(1...).described("The public key"),
            "device_id": .string(...36).described("Identifier of the device"),
        ]
    }
}

/// The identifier of a stored credential.
public struct DeviceCredentialReceipt: Codable, Hashable, Sendable {
    public var id: ID<DeviceCredential>
    public init(id: ID<DeviceCredential>) { self.id = id }
}

/// Filters for a list of device credentials, and the members to return.
public struct DeviceCredentialFilter: Codable, Sendable, OffsetPaged, FieldSelecting, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    public var fields: String?
    public var includeFields: Bool?
    public var userID: UserID?
    public var clientID: ClientID?
    public var type: DeviceCredential.Kind?

    public init(
        page: Int? = nil, perPage: Int? = nil, includeTotals: Bool? = nil, userID: UserID? = nil,
        clientID: ClientID? = nil, type: DeviceCredential.Kind? = nil
    ) {
        self.page = page
        self.perPage = perPage
        self.includeTotals = includeTotals
        self.userID = userID
        self.clientID = clientID
        self.type = type
    }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case fields
        case includeFields = "include_fields"
        case userID = "user_id"
        case clientID = "client_id"
        case type
    }

    public static var constraints: Constraints {
        var constraints = Constraints.offsetPaging
        constraints["fields"] = .fields(["device_name", "id", "device_id", "type", "user_id", "client_id"])
        return constraints
    }
}
