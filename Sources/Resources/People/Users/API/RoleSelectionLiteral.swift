extension RoleSelection: ExpressibleByArrayLiteral {
    /// The roles with these identifiers.
    public init(arrayLiteral elements: String...) { self.init(roles: elements) }
}
