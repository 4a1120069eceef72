import Contract
import ManagementClientCore

/// The consents of users for applications.
public struct Grants: Resource {
    /// Lists grants.
    ///
    /// `GET /grants`, with the scope `read:grants`. Refused with 401, 403 or 429.
    public let list = Endpoint(
        .get, "/grants", "List grants", scopes: "read:grants", query: GrantFilter.self, returns: Page<Grant>.self)

    /// Deletes a grant: the application must ask for consent again.
    ///
    /// `DELETE /grants/{id}`, with the scope `delete:grants`. Refused with 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/grants/{id}", "Delete a grant", scopes: "delete:grants", status: 204, at: ID<Grant>.self)

    /// Deletes all grants of a user.
    ///
    /// `DELETE /grants`, with the scope `delete:grants`. Refused with 401, 403 or 429.
    public let deleteAll = Endpoint(
        .delete, "/grants", "Delete a user's grants", scopes: "delete:grants", status: 204, query: GrantHolder.self)

    public init() {}
}

extension ManagementClient {
    /// The consents of users for applications.
    public var grants: ResourceClient<Grants> { ResourceClient(self) }
}
