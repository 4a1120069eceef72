import Contract
import Events
import OperationsAPI
import Serving
import Storage

extension Logs: ServedResource {
    public static let migrations: [Migration] = []

    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let query = call.query
            let condition = try LogSearch.condition(query.q ?? query.search)
            let listing = Listing.logs(of: call.tenant.id, condition, isAscending: query.sort == "date:1")
            let page = try await call.read { transaction in
                try transaction.page(listing, query.pageRequest(), of: Log.self) { try $0["document"] }
            }
            // With checkpoint pagination, clients continue from the last event's identifier, and the response is a
            // plain array.
            let isFollowing = query.from != nil || query.take != nil
            return OperationResponse(isFollowing ? page[Log.listName] ?? [] : page)
        }
        routes.onStored(get) { call in
            let text: String? = try await call.read { transaction in
                try transaction.row(
                    "SELECT document FROM logs WHERE tenant = \(transaction.tenant) AND log_id = \(call.path)"
                )?["document"]
            }
            guard let text else { throw APIError.notFound("The log does not exist.", code: "inexistent_log") }
            return OperationResponse(text: text)
        }
    }
}
