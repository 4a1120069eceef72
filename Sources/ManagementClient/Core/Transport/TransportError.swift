/// Why a transport has no answer.
public struct TransportError: Error, Hashable, Sendable {
    /// What went wrong.
    public enum Kind: Hashable, Sendable {
        /// A connection could not be made, or broke.
        case connection
        /// The request's deadline passed.
        case timeout
        /// The answer is larger than the transport accepts.
        case tooLarge
        /// Anything else, such as a URL that is none.
        case other
    }

    /// What went wrong.
    public var kind: Kind
    /// What went wrong, for a person; without URLs, header fields or bodies.
    public var message: String
    /// Whether it is certain that no part of the request was sent, so that repeating it cannot do a thing twice.
    public var isUnsent: Bool

    /// Makes an error from its parts.
    public init(_ kind: Kind, _ message: String, isUnsent: Bool = false) {
        self.kind = kind
        self.message = message
        self.isUnsent = isUnsent
    }
}
