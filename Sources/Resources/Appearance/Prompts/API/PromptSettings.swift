import Contract

/// The settings of the login flow.
public struct PromptSettings: Patchable, Hashable, Constrained {
    public static let refusesOtherMembers = true

    public var universalLoginExperience: UniversalLoginExperience?
    /// Whether users enter their identifier before their password.
    public var identifierFirst: Bool?
    /// Whether WebAuthn with device biometrics can replace the password.
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

/// The login experience: the classic or the new Universal Login.
public struct UniversalLoginExperience: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let new: Self = "new"
    public static let classic: Self = "classic"
    public static let known: [Self] = [.new, .classic]
}

/// The partials of a prompt: HTML that is inserted into its screens.
public struct PromptPartials: Codable, Hashable, Sendable, SchemaProviding {
    /// The insertion points of a screen.
    public static let places: [String] = [
        "form-content", "form-content-start", "form-content-end", "form-footer-start", "form-footer-end",
        "secondary-actions-start", "secondary-actions-end",
    ]

    /// The HTML, in the template language Liquid, by screen and insertion point.
    public var screens: [String: [String: String]]

    public init(_ screens: [String: [String: String]]) { self.screens = screens }

    public init(from decoder: any Decoder) throws { screens = try [String: [String: String]](from: decoder) }
    public func encode(to encoder: any Encoder) throws { try screens.encode(to: encoder) }

    public static var schema: Schema {
        let places: Schema = .object(.init(uniqueKeysWithValues: places.map { ($0, .string) }))
        return .object([:], others: .allowed(places))
    }
}
