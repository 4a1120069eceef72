import Contract

/// Dates in the format of `strftime`, in UTC and English.
enum LiquidDate {
    /// Formats a date.
    /// - Parameter input: `now`, seconds since 1970, or a date; any other value is returned unchanged.
    static func text(_ input: JSON, _ format: String, _ now: Timestamp) -> JSON {
        guard let moment = moment(input, now), let parts = Parts(moment) else { return input }
        var text = ""
        var rest = format.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "%", var letter = rest.popFirst() else {
                text.unicodeScalars.append(scalar)
                continue
            }
            let isPlain = letter == "-"
            if isPlain, let next = rest.popFirst() { letter = next }
            text += parts.text(letter, isPlain: isPlain) ?? "%\(letter)"
        }
        return .string(text)
    }

    private static func moment(_ input: JSON, _ now: Timestamp) -> Timestamp? {
        switch input {
        case "now", "today": return now
        case .integer(let seconds):
            let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1000)
            return overflow ? nil : Timestamp(milliseconds: milliseconds)
        case .string(let text): return Timestamp(text) ?? Timestamp(text + "T00:00:00Z")
        default: return nil
        }
    }

    private struct Parts {
        let digits: [Int]
        let seconds: Int
        let weekday: Int

        /// The first and the last second of the supported years, 1 to 9999.
        private static let firstSecond: Int64 = -62_135_596_800
        private static let lastSecond: Int64 = 253_402_300_799

        /// - Returns: `nil` for a time outside the years 1 to 9999.
        init?(_ moment: Timestamp) {
            guard (Self.firstSecond...Self.lastSecond).contains(Int64(moment.seconds)) else { return nil }
            digits = moment.description.split { !$0.isNumber }.compactMap { Int($0) }
            guard digits.count == 7 else { return nil }
            seconds = moment.seconds
            let days = (seconds - ((seconds % 86_400) + 86_400) % 86_400) / 86_400
            weekday = ((days + 4) % 7 + 7) % 7
        }

        func text(_ letter: Unicode.Scalar, isPlain: Bool) -> String? {
            func two(_ number: Int) -> String { number < 10 && !isPlain ? "0\(number)" : "\(number)" }
            let hour = digits[3] % 12 == 0 ? 12 : digits[3] % 12
            switch letter {
            case "Y": return "\(digits[0])"
            case "y": return two(digits[0] % 100)
            case "m": return two(digits[1])
            case "d": return two(digits[2])
            case "e": return digits[2] < 10 && !isPlain ? " \(digits[2])" : "\(digits[2])"
            case "H": return two(digits[3])
            case "I": return two(hour)
            case "l": return "\(hour)"
            case "M": return two(digits[4])
            case "S": return two(digits[5])
            case "p": return digits[3] < 12 ? "AM" : "PM"
            case "B": return Self.months[digits[1] - 1]
            case "b", "h": return String(Self.months[digits[1] - 1].prefix(3))
            case "A": return Self.days[weekday]
            case "a": return String(Self.days[weekday].prefix(3))
            case "F": return "\(digits[0])-\(two(digits[1]))-\(two(digits[2]))"
            case "T": return "\(two(digits[3])):\(two(digits[4])):\(two(digits[5]))"
            case "s": return "\(seconds)"
            case "z": return "+0000"
            case "Z": return "UTC"
            case "%": return "%"
            default: return nil
            }
        }

        private static let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        private static let days = [
            "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
        ]
    }
}
