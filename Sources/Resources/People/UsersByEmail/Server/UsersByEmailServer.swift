import Contract
import Model
import PeopleAPI
import Search
import Serving
import Storage

extension UsersByEmail: ServedResource {
    public static let migrations: [Migration] = []

    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let users = try await call.read { transaction in
                let found = try transaction.userIndex.find(.field("email", .equal(call.query.email)), in: transaction)
                let numbers = try transaction.userIndex.numbers(of: found, limit: .max, in: transaction)
                return try transaction.documents(of: numbers)
            }
            return OperationResponse(.array(users))
        }
    }
}
