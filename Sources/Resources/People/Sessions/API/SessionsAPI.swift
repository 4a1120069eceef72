import Contract
import ManagementClientCore

/// The sessions of users.
public struct Sessions: Resource {
    /// Gets a session.
    ///
    /// `GET /sessions/{id}`, with the scope `read:sessions`. Refused with 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/sessions/{id}", "Get a session", scopes: "read:sessions", at: SessionID.self, returns: Session.self)

    /// Updates a session.
    ///
    /// `PATCH /sessions/{id}`, with the scope `update:sessions`. Refused with 400, 401, 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/sessions/{id}", "Update a session", scopes: "update:sessions", at: SessionID.self,
        body: Patch<SessionFields>.self, returns: Session.self)

    /// Ends a session; refresh tokens issued in it stay valid.
    ///
    /// `DELETE /sessions/{id}`, with the scope `delete:sessions`. Refused with 400, 401, 403 or 429.
    public let delete = Endpoint(
        .delete, "/sessions/{id}", "Delete a session", scopes: "delete:sessions", status: 202, at: SessionID.self)

    /// Ends a session and revokes the refresh tokens issued in it.
    ///
    /// `POST /sessions/{id}/revoke`, with the scope `delete:sessions` or `delete:refresh_tokens`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let revoke = Endpoint(
        .post, "/sessions/{id}/revoke", "Revoke a session", scopes: "delete:sessions", "delete:refresh_tokens",
        status: 202, at: SessionID.self)

    /// Lists the active sessions of a user.
    ///
    /// `GET /users/{user_id}/sessions`, with the scope `read:sessions`. Refused with 401, 403, 404 or 429.
    public let list = Endpoint(
        .get, "/users/{user_id}/sessions", "List a user's sessions", scopes: "read:sessions", at: UserID.self,
        query: AccessQuery.self, returns: Page<Session>.self)

    /// Ends all sessions of a user.
    ///
    /// `DELETE /users/{user_id}/sessions`, with the scope `delete:sessions`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let deleteAll = Endpoint(
        .delete, "/users/{user_id}/sessions", "Delete a user's sessions", scopes: "delete:sessions", status: 202,
        at: UserID.self)

    public init() {}
}

extension ManagementClient {
    /// The sessions of users.
    public var sessions: ResourceClient<Sessions> { ResourceClient(self) }
}
