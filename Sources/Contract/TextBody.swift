/// An answer that is not sent as JSON.
public protocol TypedAnswer {
    /// What it is sent as, as `text/event-stream`.
    static var mediaType: String { get }
}

/// A body that can be sent as text of a type of its own, in place of JSON.
public protocol TextBody: Codable, Sendable {
    /// The text's media type, as `text/html`.
    static var textType: String { get }
}
