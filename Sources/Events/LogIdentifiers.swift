import Contract
import Foundation
import Synchronization

/// Names events: 56 digits that tell when, each greater than the one before, as pages of logs follow one another by them.
public final class LogIdentifiers: Sendable {
    private let last = Mutex<Int64>(0)

    public init() {}

    func next(at date: Timestamp) -> String {
        let microseconds = last.withLock { last in
            last = max(last + 1, date.milliseconds * 1000)
            return last
        }
        let moment = Timestamp(milliseconds: microseconds / 1000)
        return "\(Self.beginning(at: moment))\(Self.padded(microseconds % 1000, 3))\(Self.padded(microseconds, 33))"
    }

    /// What the identifiers of a moment's events begin with; all later ones are greater.
    static func beginning(at date: Timestamp) -> String {
        let digits = date.description.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return "900" + String(decoding: digits, as: UTF8.self)
    }

    private static func padded(_ number: Int64, _ count: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}
