/// An error of a transport without a response.
public struct TransportError: Error, Hashable, Sendable {
    /// The kind of failure.
    public enum Kind: Hashable, Sendable {
        /// A connection could not be opened, or was lost.
        case connection
        /// The request's deadline was exceeded.
        case timeout
        /// The response exceeds the transport's size limit.
        case tooLarge
        /// Any other failure, such as an invalid URL.
        case other
    }

    /// The kind of failure.
    public var kind: Kind
    /// A human-readable description, without URLs, header fields or bodies.
    public var message: String
    /// Whether it is certain that no part of the request was sent, so that repeating it is harmless.
    public var isUnsent: Bool

    /// Creates an error from its parts.
    public init(_ kind: Kind, _ message: String, isUnsent: Bool = false) {
        self.kind = kind
        self.message = message
        self.isUnsent = isUnsent
    }
}
