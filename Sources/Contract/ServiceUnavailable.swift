/// The server cannot do this now, and may do it in a moment: too much waits already, or whoever asked has left.
public struct ServiceUnavailable: Error, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
