/// The choice of a tenant's issuer when a process opens the tenant.
struct IssuerChoice: Sendable {
    /// The issuer of a tenant that does not exist yet.
    let first: String
    private let moves: @Sendable (_ from: String) -> Bool

    init(_ settings: Settings, port: Int, _ role: Gatehouse.Role) {
        first = settings.issuer(port: port)
        let isNamed = settings.issuer != nil
        // A command may have different settings than the server, so it never changes the issuer. A server without an
        // issuer in its settings keeps one that was set explicitly before.
        moves = { issuer in role == .server && (isNamed || settings.followsPort(issuer)) }
    }

    /// Returns the new issuer of the tenant; `nil` if it stays unchanged.
    func target(from issuer: String) -> String? { issuer != first && moves(issuer) ? first : nil }
}
