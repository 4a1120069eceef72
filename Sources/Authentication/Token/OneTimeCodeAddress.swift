import Contract
import Model
import Serving

/// The URL that authenticator apps read from a QR code.
enum OneTimeCodeAddress {
    /// - Parameter key: the secret in Base32.
    static func url(_ key: String, of user: UserDocument, at tenant: TenantContext) -> String {
        let host = tenant.issuer.split(separator: "/").dropFirst().first.map(String.init) ?? tenant.id.value
        let name = user.email ?? user.members["username"]?.string ?? user.id.value
        let label = PercentEncoding.encode(host) + ":" + PercentEncoding.encode(name)
        return TicketUse.url(
            "otpauth://totp/\(label)",
            with: [("secret", key), ("issuer", host), ("algorithm", "SHA1"), ("digits", "6"), ("period", "30")])
    }
}
