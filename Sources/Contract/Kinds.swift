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
