import Contract

/// How logging in goes.
public struct PromptSettings: Patchable, Hashable, Constrained {
    public static let refusesOtherMembers = true

    public var universalLoginExperience: UniversalLoginExperience?
    /// Whether people are asked who they are before they are asked for a password.
    public var identifierFirst: Bool?
    /// Whether a device's own way to know its user can take a password's place.
    public var webAuthnPlatformFirstFactor: Bool?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case universalLoginExperience = "universal_login_experience"
        case identifierFirst = "identifier_first"
        case webAuthnPlatformFirstFactor = "webauthn_platform_first_factor"
    }

    public static let minPatchMembers = 1

    public static var constraints: Constraints {
        ["identifier_first": Schema.boolean.nullable, "webauthn_platform_first_factor": Schema.boolean.nullable]
    }
}

/// Which generation of login pages people see.
public struct UniversalLoginExperience: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let new: Self = "new"
    public static let classic: Self = "classic"
    public static let known: [Self] = [.new, .classic]
}

/// HTML that is put into a prompt's screens.
public struct PromptPartials: Codable, Hashable, Sendable, SchemaProviding {
    /// Places in a screen.
    public static let places: [String] = [
        "form-content", "form-content-start", "form-content-end", "form-footer-start", "form-footer-end",
        "secondary-actions-start", "secondary-actions-end",
    ]

    /// The HTML, in the language Liquid, by screen and place.
    public var screens: [String: [String: String]]

    public init(_ screens: [String: [String: String]]) { self.screens = screens }

    public init(from decoder: any Decoder) throws { screens = try [String: [String: String]](from: decoder) }
    public func encode(to encoder: any Encoder) throws { try screens.encode(to: encoder) }

    public static var schema: Schema {
        let places: Schema = .object(.init(uniqueKeysWithValues: places.map { ($0, .string) }))
        return .object([:], others: .allowed(places))
    }
}
