import Contract
import Storage

extension Listing {
    /// Returns the list of stored log events, newest first.
    /// - Parameters:
    ///   - user: the user whose events to return; `nil` for all.
    ///   - condition: an SQL condition that begins with `AND`.
    ///   - isAscending: whether the oldest events come first.
    public static func logs(
        of tenant: TenantID, user: String? = nil, _ condition: SQL = "", isAscending: Bool = false
    ) -> Listing {
        let own: SQL = user.map { "AND user_id = \($0)" } ?? ""
        return Listing(
            "document", from: "FROM logs WHERE tenant = \(tenant) \(own) \(condition)",
            order: isAscending ? "log_id" : "log_id DESC", key: "log_id")
    }
}
