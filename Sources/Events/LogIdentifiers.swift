import Contract
import Foundation
import Synchronization

/// Generates identifiers of log events: 56 digits that begin with the time, each greater than the previous one, because
/// pages of logs are ordered by them.
public final class LogIdentifiers: Sendable {
    private let last = Mutex<Int64>(0)

    public init() {}

    /// Continues after an identifier from another process, or from before the clock was set back.
    public func `continue`(after name: String) {
        // The last digits are the time in microseconds.
        guard name.utf8.count == 56, let microseconds = Int64(name.suffix(33)), microseconds < Self.latest else {
            return
        }
        last.withLock { $0 = max($0, microseconds) }
    }

    /// The end of the year 9999, which is the last time that an identifier can express.
    private static let latest: Int64 = 253_402_300_799_000_000

    func next(at date: Timestamp) -> String {
        let microseconds = last.withLock { last in
            last = max(last + 1, date.milliseconds * 1000)
            return last
        }
        let moment = Timestamp(milliseconds: microseconds / 1000)
        return "\(Self.beginning(at: moment))\(Self.padded(microseconds % 1000, 3))\(Self.padded(microseconds, 33))"
    }

    /// Returns the prefix of the identifiers at a time; all later ones are greater.
    static func beginning(at date: Timestamp) -> String {
        let digits = date.description.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return "900" + String(decoding: digits, as: UTF8.self)
    }

    private static func padded(_ number: Int64, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}
