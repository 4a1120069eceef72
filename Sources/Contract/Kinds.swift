// What identifiers identify, for resources that others refer to before they have a type of their own at hand.

/// A user of the tenant.
public enum User: Identified {
    public static var identifierSchema: Schema { .string(1...1024) }
}

/// An application.
public enum Client: Identified {
    public static var identifierSchema: Schema { .string(1...64) }
}
