// Identifier types of resources that other domains refer to.

/// The kind of a user's identifier.
public enum UserIdentity: Identified {
    public static var identifierSchema: Schema { .string(1...1024) }
}

/// The identifier of a user, such as `auth0|` followed by 24 hexadecimal digits.
public typealias UserID = ID<UserIdentity>

/// The kind of an application's identifier.
public enum ClientIdentity: Identified {
    public static var identifierSchema: Schema { .string(1...64) }
}

/// The identifier of an application (`client_id`): 32 letters and digits.
public typealias ClientID = ID<ClientIdentity>

/// The kind of a session's identifier.
public enum SessionIdentity: Identified {
    public static var identifierSchema: Schema { .string(1...50) }
}

/// The identifier of a session, the `sid` claim of tokens.
public typealias SessionID = ID<SessionIdentity>

/// The kind of a refresh token's identifier, which rotation does not change.
public enum RefreshTokenIdentity: Identified {
    public static var identifierSchema: Schema { .string(1...30) }
}

/// The identifier of a refresh token; it is not the secret value that clients exchange.
public typealias RefreshTokenID = ID<RefreshTokenIdentity>

/// The kind of an authentication method's identifier.
public enum AuthenticationMethodIdentity {}

/// The identifier of an authentication method, such as `phone|dev_` followed by 16 letters and digits.
public typealias AuthenticationMethodID = ID<AuthenticationMethodIdentity>
