import Contract
import ManagementClientCore

/// The authentication methods of users besides passwords.
public struct AuthenticationMethods: Resource {
    /// Lists a user's authentication methods.
    ///
    /// `GET /users/{id}/authentication-methods`, with the scope `read:authentication_methods`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let list = Endpoint(
        .get, "/users/{id}/authentication-methods", "List a user's authentication methods",
        scopes: "read:authentication_methods", at: UserID.self, query: PageQuery.self,
        returns: Page<AuthenticationMethod>.self)

    /// Creates an authentication method.
    ///
    /// `POST /users/{id}/authentication-methods`, with the scope `create:authentication_methods`. Refused with 400,
    /// 401, 403, 404, 409 or 429.
    public let create = Endpoint(
        .post, "/users/{id}/authentication-methods", "Create an authentication method",
        scopes: "create:authentication_methods", status: 201, at: UserID.self, body: AuthenticationMethodDraft.self,
        returns: AuthenticationMethod.self)

    /// Replaces all authentication methods of a user.
    ///
    /// `PUT /users/{id}/authentication-methods`, with the scope `update:authentication_methods`. Refused with 400,
    /// 401, 403, 409 or 429.
    public let replaceAll = Endpoint(
        .put, "/users/{id}/authentication-methods", "Replace a user's authentication methods",
        scopes: "update:authentication_methods", at: UserID.self, body: [AuthenticationMethodReplacement].self,
        returns: [AuthenticationMethod].self)

    /// Deletes a user's authentication methods.
    ///
    /// `DELETE /users/{id}/authentication-methods`, with the scope `delete:authentication_methods`. Refused with
    /// 400, 401, 403 or 429.
    public let deleteAll = Endpoint(
        .delete, "/users/{id}/authentication-methods", "Delete a user's authentication methods",
        scopes: "delete:authentication_methods", status: 204, at: UserID.self)

    /// Gets an authentication method.
    ///
    /// `GET /users/{id}/authentication-methods/{authentication_method_id}`, with the scope
    /// `read:authentication_methods`. Refused with 400, 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/users/{id}/authentication-methods/{authentication_method_id}", "Get an authentication method",
        scopes: "read:authentication_methods", at: Nested<UserIdentity, AuthenticationMethodIdentity>.self,
        returns: AuthenticationMethod.self)

    /// Updates an authentication method.
    ///
    /// `PATCH /users/{id}/authentication-methods/{authentication_method_id}`, with the scope
    /// `update:authentication_methods`. Refused with 400, 401, 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/users/{id}/authentication-methods/{authentication_method_id}", "Update an authentication method",
        scopes: "update:authentication_methods", at: Nested<UserIdentity, AuthenticationMethodIdentity>.self,
        body: Patch<AuthenticationMethodFields>.self, returns: AuthenticationMethod.self)

    /// Deletes an authentication method.
    ///
    /// `DELETE /users/{id}/authentication-methods/{authentication_method_id}`, with the scope
    /// `delete:authentication_methods`. Refused with 400, 401, 403, 404 or 429.
    public let delete = Endpoint(
        .delete, "/users/{id}/authentication-methods/{authentication_method_id}", "Delete an authentication method",
        scopes: "delete:authentication_methods", status: 204,
        at: Nested<UserIdentity, AuthenticationMethodIdentity>.self)

    /// Deletes all second factors of a user, including email and recovery codes.
    ///
    /// `DELETE /users/{id}/authenticators`, with the scope `delete:guardian_enrollments`. Refused with 400, 401,
    /// 403 or 429.
    public let deleteAuthenticators = Endpoint(
        .delete, "/users/{id}/authenticators", "Delete a user's authenticators", scopes: "delete:guardian_enrollments",
        status: 204, at: UserID.self)

    /// Lists the first confirmed second factor of a user, if any.
    ///
    /// `GET /users/{id}/enrollments`, with the scope `read:users` or `read:current_user`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let enrollments = Endpoint(
        .get, "/users/{id}/enrollments", "Get a user's first confirmed enrollment", scopes: "read:users",
        "read:current_user", at: UserID.self, returns: [Enrollment].self)

    /// Deletes the second factors of a provider.
    ///
    /// `DELETE /users/{id}/multifactor/{provider}`, with the scope `update:users`. Refused with 400, 401, 403, 404
    /// or 429.
    public let deleteProvider = Endpoint(
        .delete, "/users/{id}/multifactor/{provider}", "Delete a user's MFA provider", scopes: "update:users",
        status: 204, at: MultifactorProviderPath.self)

    /// Replaces the recovery code of a user with a new one.
    ///
    /// `POST /users/{id}/recovery-code-regeneration`, with the scope `update:users`. Refused with 400, 401, 403,
    /// 404 or 429.
    public let regenerateRecoveryCode = Endpoint(
        .post, "/users/{id}/recovery-code-regeneration", "Make a new recovery code", scopes: "update:users",
        at: UserID.self, returns: RecoveryCode.self)

    public init() {}
}

/// A provider of second factors.
public struct MultifactorProvider: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let duo: Self = "duo"
    public static let googleAuthenticator: Self = "google-authenticator"

    public static let known: [Self] = [.duo, .googleAuthenticator]
}

/// The path of a user's second factors of one provider.
public struct MultifactorProviderPath: PathArguments {
    public let user: UserID
    public let provider: MultifactorProvider

    public init(_ user: UserID, _ provider: MultifactorProvider) {
        self.user = user
        self.provider = provider
    }

    public static var schemas: [Schema] { [UserID.schema, MultifactorProvider.schema] }
    public init(arguments: [String]) {
        self.init(UserID(arguments[0]), MultifactorProvider(rawValue: arguments[1]))
    }
    public var arguments: [String] { [user.value, provider.rawValue] }
}

extension ManagementClient {
    /// The authentication methods of users besides passwords.
    public var authenticationMethods: ResourceClient<AuthenticationMethods> { ResourceClient(self) }
}
