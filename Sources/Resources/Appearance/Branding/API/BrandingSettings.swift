import Contract

/// The branding settings of the tenant's pages and emails.
public struct BrandingSettings: Patchable, Hashable, Constrained {
    public static let refusesOtherMembers = true

    public var colors: BrandingColors?
    /// An HTTPS URL.
    public var faviconURL: String?
    /// An HTTPS URL.
    public var logoURL: String?
    public var font: BrandingFont?
    public var identifiers: BrandingIdentifiers?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case colors
        case faviconURL = "favicon_url"
        case logoURL = "logo_url"
        case font
        case identifiers
    }

    public static let minPatchMembers = 1

    public static var constraints: Constraints {
        let url: Schema = .string(format: .strictHTTPSURIOrNull).nullable
        let color: Schema = .string(format: .htmlColorOrNull).nullable
        let phone: Schema = .object([
            "masking": Schema.of(PhoneMasking.self).required, "formatting": Schema.of(PhoneFormatting.self).required,
        ])
        let identifiers: Schema = .object(
            ["login_display": .of(LoginDisplay.self), "otp_autocomplete": .boolean, "phone_display": phone.nullable],
            1...Int.max)
        let background: Schema = .anyOf(.string, .freeObject).nullable
        return [
            "colors": .object(["primary": color, "page_background": background], 1...Int.max).nullable.described(
                "Colors of pages"),
            "favicon_url": url.described("URL of the icon that browsers show"),
            "logo_url": url.described("URL of the logo"), "font": .object(["url": url], 1...Int.max).nullable,
            "identifiers": identifiers.nullable,
        ]
    }
}

extension Format {
    fileprivate static let htmlColorOrNull = Format("html-color-or-null") { htmlColor.accepts($0) }
}

/// The colors of pages.
public struct BrandingColors: Codable, Hashable, Sendable {
    /// The accent color, such as `#0059d6`.
    public var primary: String?
    /// A color, or an object that describes a gradient.
    public var pageBackground: JSON?

    public init(primary: String? = nil, pageBackground: JSON? = nil) {
        self.primary = primary
        self.pageBackground = pageBackground
    }

    enum CodingKeys: String, CodingKey {
        case primary
        case pageBackground = "page_background"
    }
}

/// The font of pages.
public struct BrandingFont: Codable, Hashable, Sendable {
    /// An HTTPS URL.
    public var url: String?
    public init(url: String?) { self.url = url }
}

/// The display and input of users' identifiers.
public struct BrandingIdentifiers: Codable, Hashable, Sendable {
    public var loginDisplay: LoginDisplay?
    /// Whether devices may autofill one-time passwords.
    public var otpAutocomplete: Bool?
    public var phoneDisplay: PhoneDisplay?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case loginDisplay = "login_display"
        case otpAutocomplete = "otp_autocomplete"
        case phoneDisplay = "phone_display"
    }
}

/// The display of phone numbers.
public struct PhoneDisplay: Codable, Hashable, Sendable {
    public var masking: PhoneMasking
    public var formatting: PhoneFormatting

    public init(masking: PhoneMasking, formatting: PhoneFormatting) {
        self.masking = masking
        self.formatting = formatting
    }
}

/// Whether all kinds of identifiers share one input field.
public struct LoginDisplay: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let unified: Self = "unified"
    public static let separate: Self = "separate"
    public static let known: [Self] = [.unified, .separate]
}

/// The masking of phone numbers.
public struct PhoneMasking: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let showAll: Self = "show_all"
    public static let hideCountryCode: Self = "hide_country_code"
    public static let maskDigits: Self = "mask_digits"
    public static let known: [Self] = [.showAll, .hideCountryCode, .maskDigits]
}

/// The format of phone numbers.
public struct PhoneFormatting: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let regional: Self = "regional"
    public static let international: Self = "international"
    public static let known: [Self] = [.regional, .international]
}
