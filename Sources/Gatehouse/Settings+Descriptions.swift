import Serving

// Libraries that log put whatever they are given into words, and all of it: the connection string of a database has a
// password, and the first application a secret.

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
