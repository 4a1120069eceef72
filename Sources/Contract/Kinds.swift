// What identifiers identify, for resources that others refer to from other domains.

/// Stands for a user of the tenant.
public enum UserIdentity: Identified {
    public static var identifierSchema: Schema { .string(1...1024) }
}

/// Identifies a user, as `auth0|` and 24 hexadecimal digits.
public typealias UserID = ID<UserIdentity>

/// Stands for an application.
public enum ClientIdentity: Identified {
    public static var identifierSchema: Schema { .string(1...64) }
}

/// Identifies an application: 32 letters and digits.
public typealias ClientID = ID<ClientIdentity>

/// Stands for a user's being logged in with a browser or an application.
public enum SessionIdentity: Identified {
    public static var identifierSchema: Schema { .string(1...50) }
}

/// Identifies a session, as the `sid` of tokens.
public typealias SessionID = ID<SessionIdentity>

/// Stands for a refresh token, whatever secrets it has gone through.
public enum RefreshTokenIdentity: Identified {
    public static var identifierSchema: Schema { .string(1...30) }
}

/// Identifies a refresh token. It is not the secret that the token is exchanged with.
public typealias RefreshTokenID = ID<RefreshTokenIdentity>

/// Stands for something that a user proves with who they are.
public enum AuthenticationMethodIdentity {}

/// Identifies an authentication method, as `phone|dev_` and 16 letters and digits.
public typealias AuthenticationMethodID = ID<AuthenticationMethodIdentity>
