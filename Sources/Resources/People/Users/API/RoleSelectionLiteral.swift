import AccessAPI
import Contract

extension RoleSelection: ExpressibleByArrayLiteral {
    /// Creates a selection of these roles.
    public init(arrayLiteral elements: ID<Role>...) { self.init(roles: elements.map(\.value)) }
}
