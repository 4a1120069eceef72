import Contract
import PeopleAPI
import Serving
import Storage

extension UsersByEmail: Served {
    public static let migrations: [Migration] = []

    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let users = try await call.read { transaction in
                try transaction.rows(
                    """
                    SELECT document FROM users
                    WHERE tenant = \(transaction.tenant) AND email = \(call.query.email.lowercased())
                    ORDER BY created_at, user_id
                    """
                ).map { row -> JSON in try row["document"] }
            }
            return Reply(.array(users))
        }
    }
}
