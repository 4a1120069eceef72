import Contract

/// Names the resource that `ID<Tenant>` identifies: one customer's users, applications and settings, apart from all
/// others. Every row belongs to one.
public enum Tenant {}

public typealias TenantID = ID<Tenant>
