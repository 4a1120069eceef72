/// A response that is not sent as JSON.
public protocol TypedAnswer {
    /// The media type, such as `text/event-stream`.
    static var mediaType: String { get }
}

/// A body that can be sent as text of its own media type instead of JSON.
public protocol TextBody: Codable, Sendable {
    /// The media type of the text, such as `text/html`.
    static var textType: String { get }
}
