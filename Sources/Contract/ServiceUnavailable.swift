/// An error for a server that is temporarily overloaded or whose caller has disconnected; a retry may succeed.
public struct ServiceUnavailable: Error, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
