// Formats and parses timestamps in integer arithmetic: floating-point dates would lose milliseconds.

extension Timestamp: CustomStringConvertible {
    public var description: String {
        let day = (milliseconds - milliseconds.positiveRemainder(Self.day)) / Self.day
        let time = milliseconds.positiveRemainder(Self.day)
        let (year, month, dayOfMonth) = Self.civil(day)
        var text: [UInt8] = []
        text.reserveCapacity(24)
        func append(_ number: Int64, width: Int, _ end: Unicode.Scalar) {
            let start = text.count
            var rest = number.magnitude
            while rest > 0 || text.count < start + width {
                text.insert(UInt8(ascii: "0") + UInt8(rest % 10), at: start)
                rest /= 10
            }
            if number < 0 { text.insert(UInt8(ascii: "-"), at: start) }
            text.append(UInt8(ascii: end))
        }
        append(year, width: 4, "-")
        append(month, width: 2, "-")
        append(dayOfMonth, width: 2, "T")
        append(time / 3_600_000, width: 2, ":")
        append(time / 60_000 % 60, width: 2, ":")
        append(time / 1000 % 60, width: 2, ".")
        append(time % 1000, width: 3, "Z")
        return String(decoding: text, as: UTF8.self)
    }

    private static let day: Int64 = 86_400_000
    /// The length of a text without a fraction whose time zone is `Z`.
    private static let shortest = 20

    /// Parses an ISO 8601 date and time with a time zone, with or without fractions of a second. Digits beyond
    /// milliseconds are truncated.
    public init?(_ text: String) {
        guard text.utf8.count >= Self.shortest else { return nil }
        var reader = Reader(Array(text.utf8))
        guard let year = reader.digits(4), reader.take("-"), let month = reader.digits(2), reader.take("-"),
            let day = reader.digits(2), reader.take("T") || reader.take("t"),
            let hour = reader.digits(2), reader.take(":"), let minute = reader.digits(2), reader.take(":"),
            let second = reader.digits(2), (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
        else { return nil }
        guard let days = Self.days(year, month, day), let fraction = reader.fraction(),
            let ahead = reader.minutesAhead(),
            reader.isAtEnd
        else { return nil }
        let time = (hour * 60 + minute - ahead) * 60_000 + second * 1000 + fraction
        let moment = days * Self.day + time
        self.init(milliseconds: moment)
        // The offset of the time zone can move the date out of the range of years.
        guard milliseconds == moment else { return nil }
    }

    /// Returns the Gregorian date of a day number relative to 1970-01-01. Years begin in March here, so that a leap day
    /// is the last of its year, and 400 years always have 146097 days.
    private static func civil(_ day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = day + 719_468
        let dayOfEra = shifted.positiveRemainder(146_097)
        let era = (shifted - dayOfEra) / 146_097
        let leapDays = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let year = (dayOfEra - leapDays) / 365
        let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
        let month = (5 * dayOfYear + 2) / 153
        let january = month < 10 ? month + 3 : month - 9
        return (year + era * 400 + (january <= 2 ? 1 : 0), january, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// Returns the day number of a date relative to 1970-01-01; `nil` if the date does not exist.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        let marchYear = month <= 2 ? year - 1 : year
        let yearOfEra = marchYear.positiveRemainder(400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let leapDays: Int64 = yearOfEra / 4 - yearOfEra / 100
        let days = (marchYear - yearOfEra) / 400 * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468
        return civil(days) == (year, month, day) ? days : nil
    }

    private struct Reader {
        let bytes: [UInt8]
        var offset = 0

        init(_ bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { offset == bytes.count }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard !isAtEnd, bytes[offset] == UInt8(ascii: character) else { return false }
            offset += 1
            return true
        }

        private mutating func digit() -> Int64? {
            guard !isAtEnd, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[offset]) else { return nil }
            defer { offset += 1 }
            return Int64(bytes[offset] - UInt8(ascii: "0"))
        }

        mutating func digits(_ count: Int) -> Int64? {
            var number: Int64 = 0
            for _ in 0..<count {
                guard let digit = digit() else { return nil }
                number = number * 10 + digit
            }
            return number
        }

        /// Parses the fraction as milliseconds; 0 if there is none.
        mutating func fraction() -> Int64? {
            guard take(".") else { return 0 }
            guard var number = digit() else { return nil }
            var count = 1
            while let digit = digit() {
                if count < 3 { number = number * 10 + digit }
                count += 1
            }
            return count == 1 ? number * 100 : count == 2 ? number * 10 : number
        }

        /// Parses the offset of the time zone from UTC, in minutes.
        mutating func minutesAhead() -> Int64? {
            if take("Z") || take("z") { return 0 }
            let isAhead = take("+")
            guard isAhead || take("-"), let hours = digits(2), hours < 24 else { return nil }
            if isAtEnd { return isAhead ? hours * 60 : -hours * 60 }
            _ = take(":")
            guard let minutes = digits(2), minutes < 60 else { return nil }
            return (hours * 60 + minutes) * (isAhead ? 1 : -1)
        }
    }
}

extension Int64 {
    /// Returns the remainder of the division, which is never negative.
    func positiveRemainder(_ divisor: Int64) -> Int64 {
        let remainder = self % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}
