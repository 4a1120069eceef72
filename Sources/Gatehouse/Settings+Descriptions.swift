import Serving

// Logging libraries print complete descriptions of values, but the settings contain secrets: the connection string of a
// database with its password, and the first application's client secret.

extension Settings: CustomStringConvertible, CustomReflectable {
    public var description: String { "Settings" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Settings.Database: CustomStringConvertible, CustomReflectable {
    public var description: String {
        switch self {
        case .memory: "sqlite::memory:"
        case .sqlite(let path): "sqlite:\(path)"
        case .postgres: "postgres"
        }
    }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Gatehouse: CustomStringConvertible, CustomReflectable {
    public var description: String { "Gatehouse" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
