/// Which issuer a tenant has, where a process opens it.
struct IssuerChoice: Sendable {
    /// Of a tenant that is yet to be made.
    let first: String
    private let moves: @Sendable (_ from: String) -> Bool

    init(_ settings: Settings, port: Int, _ role: Gatehouse.Role) {
        first = settings.issuer(port: port)
        let isNamed = settings.issuer != nil
        // A command may be told anything of the server's settings: what clients see is the server's to say. A server that was
        // told no issuer leaves one alone that somebody has told an earlier one.
        moves = { issuer in role == .server && (isNamed || settings.followsPort(issuer)) }
    }

    /// The issuer that a tenant moves to; `nil` where it stays as it is.
    func target(from issuer: String) -> String? { issuer != first && moves(issuer) ? first : nil }
}
