import Contract

/// The type of the resource that `TenantID` identifies: one customer's users, applications and settings, isolated from
/// all others. Every row belongs to a tenant.
public enum Tenant {}

public typealias TenantID = ID<Tenant>
