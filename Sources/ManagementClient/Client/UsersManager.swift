import ManagementClientCore
import PeopleAPI

/// The methods of `UsersManager` in Auth0's JavaScript library, under their documented names.
///
/// Methods whose endpoints already have the documented name are not repeated here: `create`, `get`, `update`, `delete`,
/// `link`, `unlink`, `logs`, `impersonate`, `assignRoles`, `removeRoles`, `assignPermissions` and `removePermissions`.
extension ResourceClient where Of == Users {

    // MARK: Users

    /// Lists users.
    ///
    /// `GET /users`, with the scope `read:users` or `read:user_idp_tokens`. Refused with 400, 401, 403 or 429. The
    /// same as `users.list`.
    public func getAll(_ filter: UserFilter = .init()) async throws -> Page<User> { try await self.list(filter) }

    /// Lists the users with an email address; see `UsersByEmail`.
    ///
    /// `GET /users-by-email`, with the scope `read:users`. Refused with 400, 401, 403 or 429. The same as
    /// `usersByEmail.list`.
    public func getByEmail(
        _ email: String, fields: String? = nil, includeFields: Bool? = nil
    ) async throws -> [User] {
        try await client.usersByEmail.list(.init(email: email, fields: fields, includeFields: includeFields))
    }

    /// Merges metadata into the first level of the user's `user_metadata`.
    ///
    /// `PATCH /users/{id}`, with the scope `update:users`, `update:users_app_metadata` or
    /// `update:current_user_metadata`. Refused with 400, 401, 403, 404 or 429. The same as `users.update`.
    public func updateUserMetadata(_ id: UserID, _ metadata: JSONObject) async throws -> User {
        try await self.update(id, Patch { $0.userMetadata = .object(metadata) })
    }

    /// Merges metadata into the first level of the user's `app_metadata`.
    ///
    /// `PATCH /users/{id}`, with the scope `update:users`, `update:users_app_metadata` or
    /// `update:current_user_metadata`. Refused with 400, 401, 403, 404 or 429. The same as `users.update`.
    public func updateAppMetadata(_ id: UserID, _ metadata: JSONObject) async throws -> User {
        try await self.update(id, Patch { $0.appMetadata = .object(metadata) })
    }

    /// Deletes all users.
    ///
    /// `DELETE /users`, with the scope `delete:users`. Refused with 400, 401, 403 or 429.
    @available(*, deprecated, message: "Auth0 has retired it; delete users one by one", renamed: "delete")
    public func deleteAll() async throws {
        _ = try await client.call(Users().deleteAll, at: NoContent(), query: nil, body: NoContent())
    }

    /// Gets the profile of the user to whom an access token was issued, from `/userinfo`.
    ///
    /// `GET /userinfo`, with the scope `openid`. Refused with 400, 401, 403 or 429.
    /// - Parameter accessToken: The user's token, with the scope `openid`. The client's own token is not sent.
    public func getInfo(_ accessToken: String) async throws -> JSONObject {
        let user = client.with(tokens: StaticToken(accessToken)).with { $0.apiURL = $0.origin }
        return try await user.call(userInfo, at: NoContent(), query: nil, body: NoContent()).answer
    }

    private var userInfo: Endpoint<NoContent, NoContent, NoContent, JSONObject> {
        Endpoint(.get, "/userinfo", "Get what a token tells of its user", scopes: "openid", returns: JSONObject.self)
    }

    // MARK: Roles, permissions and organizations

    /// Lists the roles of a user.
    ///
    /// `GET /users/{id}/roles`, with the scope `read:users`, `read:roles` or `read:role_members`. Refused with 401,
    /// 403 or 429. The same as `users.roles`.
    public func getRoles(_ id: UserID, _ page: PageQuery = .init()) async throws -> Page<Role> {
        try await self.roles(id, page)
    }

    /// Lists the permissions of a user.
    ///
    /// `GET /users/{id}/permissions`, with the scope `read:users`. Refused with 400, 401, 403, 404 or 429. The same
    /// as `users.permissions`.
    public func getPermissions(_ id: UserID, _ page: PageQuery = .init()) async throws -> Page<UserPermission> {
        try await self.permissions(id, page)
    }

    /// Lists the organizations of a user.
    ///
    /// `GET /users/{id}/organizations`, with the scope `read:organizations`. Refused with 401, 403 or 429. The same
    /// as `users.organizations`.
    public func getUserOrganizations(_ id: UserID, _ page: PageQuery = .init()) async throws -> Page<Organization> {
        try await self.organizations(id, page)
    }

    // MARK: Second factors; see `AuthenticationMethods`

    /// Lists a user's authentication methods.
    ///
    /// `GET /users/{id}/authentication-methods`, with the scope `read:authentication_methods`. Refused with 400,
    /// 401, 403, 404 or 429. The same as `authenticationMethods.list`.
    public func getAuthenticationMethods(
        _ id: UserID, _ page: PageQuery = .init()
    ) async throws -> Page<AuthenticationMethod> {
        try await client.authenticationMethods.list(id, page)
    }

    /// Gets an authentication method.
    ///
    /// `GET /users/{id}/authentication-methods/{authentication_method_id}`, with the scope
    /// `read:authentication_methods`. Refused with 400, 401, 403, 404 or 429. The same as
    /// `authenticationMethods.get`.
    public func getAuthenticationMethodById(
        _ id: UserID, _ method: AuthenticationMethodID
    ) async throws -> AuthenticationMethod {
        try await client.authenticationMethods.get(id, method)
    }

    /// Creates an authentication method.
    ///
    /// `POST /users/{id}/authentication-methods`, with the scope `create:authentication_methods`. Refused with 400,
    /// 401, 403, 404, 409 or 429. The same as `authenticationMethods.create`.
    public func createAuthenticationMethod(
        _ id: UserID, _ draft: AuthenticationMethodDraft
    ) async throws -> AuthenticationMethod {
        try await client.authenticationMethods.create(id, draft)
    }

    /// Updates an authentication method.
    ///
    /// `PATCH /users/{id}/authentication-methods/{authentication_method_id}`, with the scope
    /// `update:authentication_methods`. Refused with 400, 401, 403, 404 or 429. The same as
    /// `authenticationMethods.update`.
    public func updateAuthenticationMethodById(
        _ id: UserID, _ method: AuthenticationMethodID, _ changes: Patch<AuthenticationMethodFields>
    ) async throws -> AuthenticationMethod {
        try await client.authenticationMethods.update(id, method, changes)
    }

    /// Replaces all authentication methods of a user.
    ///
    /// `PUT /users/{id}/authentication-methods`, with the scope `update:authentication_methods`. Refused with 400,
    /// 401, 403, 409 or 429. The same as `authenticationMethods.replaceAll`.
    public func updateAuthenticationMethods(
        _ id: UserID, _ methods: [AuthenticationMethodReplacement]
    ) async throws -> [AuthenticationMethod] {
        try await client.authenticationMethods.replaceAll(id, methods)
    }

    /// Deletes an authentication method.
    ///
    /// `DELETE /users/{id}/authentication-methods/{authentication_method_id}`, with the scope
    /// `delete:authentication_methods`. Refused with 400, 401, 403, 404 or 429. The same as
    /// `authenticationMethods.delete`.
    public func deleteAuthenticationMethodById(_ id: UserID, _ method: AuthenticationMethodID) async throws {
        try await client.authenticationMethods.delete(id, method)
    }

    /// Deletes all authentication methods of a user.
    ///
    /// `DELETE /users/{id}/authentication-methods`, with the scope `delete:authentication_methods`. Refused with
    /// 400, 401, 403 or 429. The same as `authenticationMethods.deleteAll`.
    public func deleteAuthenticationMethods(_ id: UserID) async throws {
        try await client.authenticationMethods.deleteAll(id)
    }

    /// Lists the first confirmed second factor of a user, if any.
    ///
    /// `GET /users/{id}/enrollments`, with the scope `read:users` or `read:current_user`. Refused with 400, 401,
    /// 403, 404 or 429. The same as `authenticationMethods.enrollments`.
    public func getGuardianEnrollments(_ id: UserID) async throws -> [Enrollment] {
        try await client.authenticationMethods.enrollments(id)
    }

    /// Replaces the recovery code of a user with a new one.
    ///
    /// `POST /users/{id}/recovery-code-regeneration`, with the scope `update:users`. Refused with 400, 401, 403,
    /// 404 or 429. The same as `authenticationMethods.regenerateRecoveryCode`.
    public func regenerateRecoveryCode(_ id: UserID) async throws -> RecoveryCode {
        try await client.authenticationMethods.regenerateRecoveryCode(id)
    }

    /// Deletes the second factors of a provider.
    ///
    /// `DELETE /users/{id}/multifactor/{provider}`, with the scope `update:users`. Refused with 400, 401, 403, 404
    /// or 429. The same as `authenticationMethods.deleteProvider`.
    public func deleteMultifactorProvider(_ id: UserID, _ provider: MultifactorProvider) async throws {
        try await client.authenticationMethods.deleteProvider(at: MultifactorProviderPath(id, provider))
    }

    /// Invalidates all remembered browsers, so that the second factor is required again.
    ///
    /// `POST /users/{id}/multifactor/actions/invalidate-remember-browser`, with the scope `update:users`. Refused
    /// with 400, 401, 403 or 429. The same as `users.invalidateRememberedBrowsers`.
    public func invalidateRememberBrowser(_ id: UserID) async throws { try await self.invalidateRememberedBrowsers(id) }
}
