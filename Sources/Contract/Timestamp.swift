import Foundation

/// A point in time with millisecond precision, written in JSON as Auth0 does: `2026-01-31T12:00:00.000Z`.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z, clamped to the years 0 through 9999.
    public let milliseconds: Int64

    /// - Parameter milliseconds: Milliseconds since 1970-01-01T00:00:00Z. Values before the year 0 or after the year
    ///   9999 are clamped.
    public init(milliseconds: Int64) { self.milliseconds = min(max(milliseconds, Self.earliest), Self.latest) }
    public init(_ date: Date) { self.init(milliseconds: Int64(clamping: date.timeIntervalSince1970 * 1000)) }

    private static let earliest: Int64 = -62_167_219_200_000
    private static let latest: Int64 = 253_402_300_799_999

    public var date: Date { Date(timeIntervalSince1970: Double(milliseconds) / 1000) }
    /// Whole seconds since 1970-01-01T00:00:00Z, as in the claims of a token.
    public var seconds: Int { Int((milliseconds - milliseconds.positiveRemainder(1000)) / 1000) }

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
    /// Returns the timestamp advanced by a duration, clamped to the years 0 through 9999.
    public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let whole = seconds.multipliedReportingOverflow(by: 1000)
        let sum = whole.partialValue.addingReportingOverflow(moment.milliseconds + attoseconds / 1_000_000_000_000_000)
        guard !whole.overflow, !sum.overflow else {
            return Timestamp(milliseconds: duration < .zero ? earliest : latest)
        }
        return Timestamp(milliseconds: sum.partialValue)
    }
}

extension Timestamp: Codable, SchemaProviding {
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
