import Contract
import Model
import OrderedCollections
import Serving
import Storage

extension Login {
    /// The stored form of a pending login.
    var json: JSON {
        var members: JSONObject = ["connection": .string(connection.id), "user_name": .string(userName)]
        members["audience"] = access.audience.map { .string($0.identifier) }
        members["scope"] = access.wanted.map { .array($0.map(JSON.string)) }
        members["organization"] = organization.map { .string($0.id) }
        return .object(members)
    }

    /// Restores a pending login.
    /// - Throws: an error if something that the login needs was deleted.
    init(
        _ json: JSON, for client: ClientRow, tenant: TenantContext, in transaction: Transaction
    ) throws {
        connection = try transaction.connection(ID<ConnectionRow>(json["connection"]?.string ?? ""))
        userName = json["user_name"]?.string ?? ""
        access = try transaction.requestedAccess(
            to: json["audience"]?.string, wanted: json["scope"]?.strings, for: client, tenant: tenant)
        organization = try json["organization"]?.string.flatMap {
            try transaction.organization(OrganizationKey($0), isKept: true)
        }
        settings = try transaction.tenantSettings()
    }
}
