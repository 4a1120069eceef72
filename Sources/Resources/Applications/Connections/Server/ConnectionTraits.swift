import ApplicationsAPI
import Model

/// What depends on the kind of a connection, apart from its options.
extension ConnectionStrategy {
    /// Whether it is a company's own directory.
    var hasButton: Bool { ConnectionRow.enterprise.contains(rawValue) }

    /// How long the secret part of the address is at which the other side is set up; `nil` where there is no such.
    var ticketLength: Int? {
        if self == .ad { return 32 }
        return Self.ticketed.contains(rawValue) ? 8 : nil
    }

    /// Whether it speaks OpenID Connect with a provider of its own choice, and signs with keys of its own.
    var isOpenIDConnect: Bool { self == .oidc || self == .okta }

    var supportsSCIM: Bool { isOpenIDConnect || self == .samlp || self == .waad }

    private static let ticketed: Set<String> = [
        "adfs", "custom", "google-apps", "office365", "pingfederate", "samlp", "waad",
    ]
}
