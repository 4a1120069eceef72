import Contract
import HTTPTypes

/// The rate limit that a server states.
public struct RateLimit: Hashable, Sendable {
    /// The number of requests allowed in the current window.
    public var limit: Int?
    /// The number of remaining requests.
    public var remaining: Int?
    /// The end of the window, with a precision of one second.
    public var reset: Timestamp?

    /// Creates a rate limit from its parts.
    public init(limit: Int? = nil, remaining: Int? = nil, reset: Timestamp? = nil) {
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
    }

    /// Parses the `x-ratelimit-*` fields of a response; `nil` if it has none.
    public init?(_ headers: HTTPFields) {
        limit = headers[named: "x-ratelimit-limit"].flatMap { Int($0) }
        remaining = headers[named: "x-ratelimit-remaining"].flatMap { Int($0) }
        reset = headers[named: "x-ratelimit-reset"].flatMap { Int64($0) }.flatMap { Timestamp(epochSeconds: $0) }
        if limit == nil && remaining == nil && reset == nil { return nil }
    }
}

extension Timestamp {
    fileprivate init?(epochSeconds seconds: Int64) {
        let (milliseconds, isTooLarge) = seconds.multipliedReportingOverflow(by: 1000)
        if isTooLarge { return nil }
        self.init(milliseconds: milliseconds)
    }

    /// Returns the duration until another timestamp; negative if that is in the past.
    func duration(until later: Timestamp) -> Duration { .milliseconds(later.milliseconds - milliseconds) }
}

extension HTTPFields {
    /// Returns the delay that `Retry-After` requests, in seconds or as a date (RFC 9110, section 10.2.3).
    func retryAfter(now: Timestamp) -> Duration? {
        guard let value = self[.retryAfter] else { return nil }
        if let seconds = Int64(value) { return seconds < 0 ? nil : .seconds(seconds) }
        guard let moment = Timestamp(httpDate: value) else { return nil }
        return Swift.max(.zero, now.duration(until: moment))
    }
}

extension Timestamp {
    private static let months = [
        "Jan": "01", "Feb": "02", "Mar": "03", "Apr": "04", "May": "05", "Jun": "06", "Jul": "07", "Aug": "08",
        "Sep": "09", "Oct": "10", "Nov": "11", "Dec": "12",
    ]

    /// Parses an HTTP date: `Sun, 06 Nov 1994 08:49:37 GMT`.
    fileprivate init?(httpDate text: String) {
        let parts: [Substring] = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = Self.months[String(parts[2])] else { return nil }
        self.init("\(parts[3])-\(month)-\(parts[1])T\(parts[4])Z")
    }
}
