import Contract
import ManagementClientCore

/// A business whose members log in together.
public struct Organization: Listed, Hashable {
    public static let listName = "organizations"

    public var id: ID<Organization>
    public var name: String
    public var displayName: String?

    public init(id: ID<Organization>, name: String, displayName: String? = nil) {
        self.id = id
        self.name = name
        self.displayName = displayName
    }

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case displayName = "display_name"
    }
}

/// The businesses whose members log in together.
public struct Organizations: Resource {
    public init() {}
}
