import AccessAPI
import Contract

extension RoleSelection: ExpressibleByArrayLiteral {
    /// These roles.
    public init(arrayLiteral elements: ID<Role>...) { self.init(roles: elements.map(\.value)) }
}
