import ApplicationsAPI
import Contract
import Model
import PeopleAPI
import Serving
import Storage

extension Users {
    func mountOrganizations(on routes: inout Routes) {
        routes.onStored(organizations) { call in
            let page = try await call.read { transaction in
                try transaction.requireUser(call.path)
                let listing = Transaction.organizations(of: call.path, tenant: transaction.tenant)
                return try transaction.page(listing, call.query.pageRequest(), of: Organization.self) {
                    try OrganizationRow(row: $0).json
                }
            }
            return OperationResponse(page)
        }
    }
}
