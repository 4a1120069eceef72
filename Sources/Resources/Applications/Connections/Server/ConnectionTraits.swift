import ApplicationsAPI
import Model

/// Properties of a strategy apart from its options.
extension ConnectionStrategy {
    /// Whether it is an enterprise strategy, which can have a button.
    var hasButton: Bool { ConnectionRow.enterprise.contains(rawValue) }

    /// The length of the secret in the provisioning ticket URL; `nil` if the strategy has none.
    var ticketLength: Int? {
        if self == .ad { return 32 }
        return Self.ticketed.contains(rawValue) ? 8 : nil
    }

    /// Whether the strategy is OpenID Connect with any provider, which signs with its own keys.
    var isOpenIDConnect: Bool { self == .oidc || self == .okta }

    var supportsSCIM: Bool { isOpenIDConnect || self == .samlp || self == .waad }

    private static let ticketed: Set<String> = [
        "adfs", "custom", "google-apps", "office365", "pingfederate", "samlp", "waad",
    ]
}
