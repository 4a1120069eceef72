import Contract
import HTTPTypes

/// What a server said about how many requests it still takes.
public struct RateLimit: Hashable, Sendable {
    /// How many requests the current window allows.
    public var limit: Int?
    /// How many of them are left.
    public var remaining: Int?
    /// When the window ends, to the second.
    public var reset: Timestamp?

    /// Makes a rate limit from its parts.
    public init(limit: Int? = nil, remaining: Int? = nil, reset: Timestamp? = nil) {
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
    }

    /// Reads the `x-ratelimit-*` fields of an answer; `nil` where it has none.
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

    /// How long it is until another moment; negative where that is past.
    func duration(until later: Timestamp) -> Duration { .milliseconds(later.milliseconds - milliseconds) }
}

extension HTTPFields {
    /// How long the server asks to wait, from `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3).
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

    /// Reads a date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
    fileprivate init?(httpDate text: String) {
        let parts: [Substring] = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = Self.months[String(parts[2])] else { return nil }
        self.init("\(parts[3])-\(month)-\(parts[1])T\(parts[4])Z")
    }
}
