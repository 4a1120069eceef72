import Foundation

/// A named string format, such as an email address, under the name used in validation messages.
public struct Format: Sendable {
    public let name: String
    public let accepts: @Sendable (String) -> Bool

    public init(_ name: String, accepts: @escaping @Sendable (String) -> Bool) {
        self.name = name
        self.accepts = accepts
    }

    public init(_ name: String, pattern: Pattern) {
        self.init(name) { pattern.matches($0) }
    }
}

extension Format {
    /// An email address as in the HTML standard whose domain has a dot and whose length SMTP allows.
    public static let email = Format("email") { EmailAddress.isValid($0) }
    public static let emailOrEmpty = Format("email-or-empty") { $0.isEmpty || email.accepts($0) }
    public static let dateTime = Format("date-time") { Timestamp($0) != nil }
    public static let url = Format("url") { isAbsolute($0, schemes: ["http", "https"]) }
    public static let uri = Format("uri") { isAbsolute($0) }
    public static let strictURI = Format("strict-uri") { isAbsolute($0) }
    public static let strictHTTPSURI = Format("strict-https-uri") { isAbsolute($0, schemes: ["https"]) }
    public static let absoluteURIOrEmpty = Format("absolute-uri-or-empty") { $0.isEmpty || isAbsolute($0) }
    public static let absoluteHTTPSURIOrEmpty = Format("absolute-https-uri-or-empty") {
        $0.isEmpty || isAbsolute($0, schemes: ["https"])
    }
    public static let absoluteHTTPSURIWithPlaceholdersOrEmpty = Format("absolute-https-uri-with-placeholders-or-empty")
    {
        $0.isEmpty || RegisteredURL.isAbsolute(withPlaceholders: $0, schemes: ["https"])
    }
    /// A URL for redirects after login or logout, or an allowed origin.
    public static let urlWithPlaceholders = Format("url-with-placeholders") { RegisteredURL.isAllowed($0) }
    /// A redirect URI: an absolute URI without a fragment, of any scheme that is not dangerous.
    public static let callbackURL = Format("callback-url") { RegisteredURL.isAllowed($0) }
    public static let hostname = Format(
        "hostname",
        pattern:
            "^(?=.{1,253}$)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$"
    )
    public static let uuid = Format(
        "uuid", pattern: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$")
    /// A color such as `#fff` or `#0a1b2c`.
    public static let htmlColor = Format("html-color", pattern: "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")
    /// Lowercase letters, digits, `-` and `_`, starting with a letter or digit.
    public static let organizationName = Format("organization-name", pattern: "^[a-z0-9][a-z0-9_-]*$")
    public static let strictHTTPSURIOrNull = Format("strict-https-uri-or-null") {
        isAbsolute($0, schemes: ["https"])
    }
    public static let hexadecimal = Format("hexadecimal", pattern: "^[0-9a-fA-F]*$")

    private static func isAbsolute(_ text: String, schemes: Set<String>? = nil) -> Bool {
        RegisteredURL.isAbsolute(text, schemes: schemes)
    }
}
