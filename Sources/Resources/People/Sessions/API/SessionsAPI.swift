import Contract
import ManagementClientCore

/// Users' being logged in.
public struct Sessions: Resource {
    public let get = Endpoint(
        .get, "/sessions/{id}", "Get a session", scopes: "read:sessions", at: SessionID.self, returns: Session.self)

    public let update = Endpoint(
        .patch, "/sessions/{id}", "Update a session", scopes: "update:sessions", at: SessionID.self,
        body: Changes<SessionFields>.self, returns: Session.self)

    /// Ends a session; refresh tokens that were issued in it stay.
    public let delete = Endpoint(
        .delete, "/sessions/{id}", "Delete a session", scopes: "delete:sessions", status: 202, at: SessionID.self)

    /// Ends a session, and revokes the refresh tokens that were issued in it.
    public let revoke = Endpoint(
        .post, "/sessions/{id}/revoke", "Revoke a session", scopes: "delete:sessions", "delete:refresh_tokens",
        status: 202, at: SessionID.self)

    /// A user's sessions that have not ended.
    public let list = Endpoint(
        .get, "/users/{user_id}/sessions", "List a user's sessions", scopes: "read:sessions", at: UserID.self,
        query: AccessQuery.self, returns: Page<Session>.self)

    /// Ends all sessions of a user.
    public let deleteAll = Endpoint(
        .delete, "/users/{user_id}/sessions", "Delete a user's sessions", scopes: "delete:sessions", status: 202,
        at: UserID.self)

    public init() {}
}

extension ManagementClient {
    public var sessions: ResourceClient<Sessions> { ResourceClient(self) }
}
