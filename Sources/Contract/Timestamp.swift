import Foundation

/// A moment to the millisecond, written in JSON as Auth0 writes it: `2026-01-31T12:00:00.000Z`.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    public init(_ date: Date) { milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded()) }

    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
    /// Whole seconds since 1970, as in a token's claims.
    public var seconds: Int { Int((milliseconds - milliseconds.positiveRemainder(1000)) / 1000) }

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
    /// A moment later by a duration, and no later than the last that can be written: the end of the year 9999.
    public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let whole = seconds.multipliedReportingOverflow(by: 1000)
        let sum = whole.partialValue.addingReportingOverflow(moment.milliseconds + attoseconds / 1_000_000_000_000_000)
        guard !whole.overflow, !sum.overflow else { return duration < .zero ? Timestamp(milliseconds: 0) : last }
        return min(Timestamp(milliseconds: sum.partialValue), last)
    }

    private static let last = Timestamp(milliseconds: 253_402_300_799_999)
}

extension Timestamp: Codable, SchemaStating {
    public static var schema: Schema { .string(format: .dateTime) }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let moment = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an ISO 8601 date and time")
        }
        self = moment
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
