import Contract

/// A token exchange profile: the action that validates subject tokens of one type.
public struct TokenExchangeProfile: Pageable, Hashable {
    public static let listName = "token_exchange_profiles"

    public var id: ID<TokenExchangeProfile>
    public var name: String
    public var type: TokenExchangeType
    /// The URI with which applications identify the tokens in `subject_token_type`.
    public var subjectTokenType: String
    public var actionID: ID<Action>
    public var createdAt: Timestamp
    public var updatedAt: Timestamp

    public init(
        id: ID<TokenExchangeProfile>, name: String, type: TokenExchangeType, subjectTokenType: String,
        actionID: ID<Action>, createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.subjectTokenType = subjectTokenType
        self.actionID = actionID
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case type
        case subjectTokenType = "subject_token_type"
        case actionID = "action_id"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

/// A token exchange profile to create, or the members of an update.
public struct TokenExchangeProfileDraft: Patchable, Constrained {
    public static let fixedMembers: Set<String> = ["action_id", "type"]
    public static let minPatchMembers = 1

    public var name: String
    /// The URI with which applications identify the tokens: an `https` or `urn` URI, unique among profiles. URIs in the
    /// namespaces of Auth0, Okta and the IETF are reserved.
    public var subjectTokenType: String
    /// A deployed action of the trigger `custom-token-exchange`.
    public var actionID: ID<Action>
    public var type: TokenExchangeType

    public init(
        name: String, subjectTokenType: String, actionID: ID<Action>, type: TokenExchangeType = .customAuthentication
    ) {
        self.name = name
        self.subjectTokenType = subjectTokenType
        self.actionID = actionID
        self.type = type
    }

    enum CodingKeys: String, CodingKey {
        case name
        case subjectTokenType = "subject_token_type"
        case actionID = "action_id"
        case type
    }

    public static var constraints: Constraints {
        [
            "name": .string(3...50), "subject_token_type": .string(8...100, format: .subjectTokenType),
            "action_id": .string(1...36),
        ]
    }
    public static var patchConstraints: Constraints {
        ["name": .string(3...50), "subject_token_type": .string(8...100, format: .subjectTokenType)]
    }
}

/// The kind of a token exchange profile.
public struct TokenExchangeType: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let customAuthentication: Self = "custom_authentication"
    public static let known: [Self] = [.customAuthentication]
}

extension Format {
    /// A URI with the scheme `https` or `urn`.
    static let subjectTokenType = Format("url") { text in
        let isURN = text.lowercased().prefixMatch(of: /urn:[a-z0-9][a-z0-9-]{0,31}:./) != nil
        return strictURI.accepts(text) && (isURN || strictHTTPSURI.accepts(text))
    }
}
