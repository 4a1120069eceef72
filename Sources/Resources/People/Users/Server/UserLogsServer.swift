import Contract
import Events
import OperationsAPI
import PeopleAPI
import Serving
import Storage

extension Users {
    func mountLogs(on routes: inout Routes) {
        routes.onStored(logs) { call in
            let query = call.query
            let listing = Listing.logs(
                of: call.tenant.id, user: call.path.value, isAscending: query.sort == "date:1")
            let page = try await call.read { transaction in
                try transaction.page(listing, query.pageRequest(), of: Log.self) { try $0["document"] }
            }
            return OperationResponse(page)
        }
    }
}
