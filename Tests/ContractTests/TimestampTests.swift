import Contract
import Foundation
import TestKit
import Testing

@Suite struct TimestampTests {
    @Test func isRead() {
        let rows: [(String, String?)] = [
            ("2023-05-16T11:07:30.535694+02:00", "2023-05-16T09:07:30.535Z"),
            ("2023-05-16T11:07:30Z", "2023-05-16T11:07:30.000Z"),
            ("2023-05-16T11:07:30.5Z", "2023-05-16T11:07:30.500Z"),
            ("2023-05-16T23:59:59-0030", "2023-05-17T00:29:59.000Z"),
            ("2024-02-29T00:00:00+00:00", "2024-02-29T00:00:00.000Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("0001-01-01T00:00:00.000Z", "0001-01-01T00:00:00.000Z"),
            ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
            ("2023-02-29T00:00:00Z", nil), ("2023-13-01T00:00:00Z", nil), ("2023-00-01T00:00:00Z", nil),
            ("2023-01-01T24:00:00Z", nil), ("2023-01-01T00:60:00Z", nil), ("2023-01-01", nil),
            ("2023-01-01T00:00:00", nil),
            ("2023-01-01T00:00:00.Z", nil), ("2023-01-01T00:00:00Zx", nil), ("", nil), ("now", nil),
            ("2023-1-1T00:00:00Z", nil),
        ]
        for (text, expected) in rows { #expect(Timestamp(text)?.description == expected, "\(text)") }
    }

    /// Foundation agrees, for days since the Gregorian calendar began to be used and every millisecond of a second.
    @Test func agreesWithFoundation() {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: false)
        for day in stride(from: -140_000, to: 200_000, by: 97) {
            let moment = Timestamp(milliseconds: Int64(day) * 86_400_000 + 3_723_000)
            #expect(moment.description.replacing(".000Z", with: "Z") == moment.date.formatted(style))
        }
        for millisecond in Int64(0)..<1000 {
            let moment = Timestamp(milliseconds: 1_769_860_800_000 + millisecond)
            #expect(Timestamp(moment.description) == moment)
        }
    }

    @Test func noMomentIsTooLateToWrite() {
        let start = Timestamp(milliseconds: 1_769_860_800_000)
        #expect((start + .seconds(Int.max)).description == "9999-12-31T23:59:59.999Z")
        #expect((start + .milliseconds(1)).milliseconds == 1_769_860_800_001)
    }
}
