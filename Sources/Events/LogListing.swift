import Contract
import Storage

extension Listing {
    /// Events as they are kept, the newest first.
    /// - Parameters:
    ///   - user: only what happened to this user.
    ///   - condition: begins with `AND`.
    ///   - isAscending: the oldest first.
    public static func logs(
        of tenant: TenantID, user: String? = nil, _ condition: SQL = "", isAscending: Bool = false
    ) -> Listing {
        let own: SQL = user.map { "AND user_id = \($0)" } ?? ""
        return Listing(
            "document", from: "FROM logs WHERE tenant = \(tenant) \(own) \(condition)",
            order: isAscending ? "log_id" : "log_id DESC", key: "log_id")
    }
}
