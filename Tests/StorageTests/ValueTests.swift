import Contract
import Storage
import TestKit
import Testing

/// What both engines keep of values.
@Suite struct ValueTests {
    private static let texts = [
        "", "a", "'; DROP TABLE things; --", "ünïcödé 漢字 🧑‍💻", "line\nbreak\ttab", "\u{1}\u{7F}\u{FEFF}", "\\ \"quoted\"",
        String(repeating: "long", count: 50_000),
    ]

    @Test func textsComeBack() async throws {
        try await Table.eachStore { store in
            for text in Self.texts {
                let back: String? = try await roundTrip(store, "name", text)
                #expect(back.map { Array($0.utf8) } == Array(text.utf8))
            }
        }
    }

    /// Neither engine can keep it; a text that is cut off would be worse than an error.
    @Test func textsWithNULAreRefused() async throws {
        try await Table.eachStore { store in
            await #expect(throws: StorageError.self) { _ = try await roundTrip(store, "name", "a\u{0}b") as String? }
        }
    }

    @Test func numbersComeBack() async throws {
        try await Table.eachStore { store in
            let numbers: [Int64] = [0, 1, -1, .max, .min, 9_007_199_254_740_993]
            let reals: [Double] = [0, 1, -1.5, 0.1, 1e300, .leastNonzeroMagnitude, .pi, 9_007_199_254_740_992]
            for number in numbers {
                let back: Int64? = try await roundTrip(store, "number", number)
                #expect(back == number)
            }
            for real in reals {
                let back: Double? = try await roundTrip(store, "real", real)
                #expect(back == real)
            }
            for bool in [true, false] {
                let back: Bool? = try await roundTrip(store, "number", bool)
                #expect(back == bool)
            }
        }
    }

    @Test func bytesComeBack() async throws {
        try await Table.eachStore { store in
            for bytes in [[], [0], Array(0...255)] as [[UInt8]] {
                let back: SQLValue? = try await roundTrip(store, "bytes", SQLValue.blob(bytes))
                #expect(back == .blob(bytes))
            }
        }
    }

    @Test func manyRowsComeBackAtOnce() async throws {
        let texts = Self.texts.dropLast() + ["\\N", "\\.", "\\", "\r\n", "\t\t", "\\t", "x\\"]
        let rows: [[SQLValue]] = texts.enumerated().map { index, text in
            let bytes: SQLValue = index.isMultiple(of: 2) ? .null : .blob(Array(text.utf8))
            return [
                "one".sqlValue, "\(index)".sqlValue, .text(text), index.sqlValue, (Double(index) / 3).sqlValue, bytes,
            ]
        }
        try await Table.eachStore { store in
            let columns = ["tenant", "id", "name", "number", "real", "bytes"]
            try await store.write("one") { try $0.insertAll(into: "things", columns, rows) }
            let back = try await store.read("one") { transaction in
                try transaction.rows("SELECT name, number, real, bytes FROM things ORDER BY number").map { row in
                    [try row["name"], try row["number"], try row["real"], try row["bytes"]] as [SQLValue]
                }
            }
            #expect(back == rows.map { Array($0[2...]) })
        }
    }

    @Test func nothingComesBackAsNothing() async throws {
        try await Table.eachStore { store in
            for column in ["name", "number", "real", "bytes", "document"] as [StaticString] {
                let back: SQLValue? = try await roundTrip(store, column, SQLValue.null)
                #expect(back == nil)
            }
        }
    }

    @Test func documentsKeepTheirText() async throws {
        let text = #"{"z":1,"a":[1.5,true,null,"é\u0000\ud83d\ude00"],"big":9007199254740993,"z2":{"":{}}}"#
        try await Table.eachStore { store in
            let back: String? = try await roundTrip(store, "document", text)
            #expect(back == text)
            let json = try JSON(parsing: text)
            let parsed: JSON? = try await roundTrip(store, "document", json)
            #expect(parsed == json)
            #expect(parsed?.text == json.text)
        }
    }

    @Test func timestampsComeBackAndSort() async throws {
        let moments = [0, 1, 999, 1_700_000_000_000, 1_769_860_800_123].map(Timestamp.init(milliseconds:))
        try await Table.eachStore { store in
            for moment in moments {
                let back: Timestamp? = try await roundTrip(store, "name", moment)
                #expect(back == moment)
            }
        }
        #expect(moments.map(\.description).sorted() == moments.map(\.description))
    }

    @Test func textSortsByItsBytes() async throws {
        try await Table.eachStore { store in
            try await store.write("one") { transaction in
                for id in ["b", "a", "B", "ä", "Z", "_", "1"] { try transaction.add(id) }
            }
            #expect(try await store.ids() == ["1", "B", "Z", "_", "a", "b", "ä"])
        }
    }

    @Test func likeFindsSpecialCharactersAsTheyAre() async throws {
        try await Table.eachStore { store in
            try await store.write("one") { transaction in
                for name in ["100%", "1000", "a_b", "aXb", "back\\slash", "ÄRGER", "Case"] {
                    try transaction.add(name, name: name)
                }
            }
            let expected = [
                "0%": ["100%"], "a_b": ["a_b"], "\\": ["back\\slash"], "ÄRG": ["ÄRGER"], "cASE": ["Case"],
                "%": ["100%"],
                "": ["100%", "1000", "Case", "aXb", "a_b", "back\\slash", "ÄRGER"], "nowhere": [],
            ]
            for (wanted, names) in expected {
                let found: [String] = try await store.read("one") { transaction in
                    try transaction.rows(
                        "SELECT name FROM things WHERE LOWER(name) LIKE \(containing: wanted) ESCAPE '\\' ORDER BY name"
                    ).map { try $0["name"] }
                }
                #expect(found == names, "for \(wanted)")
            }
        }
    }

    private func roundTrip<Value: SQLReadable & Sendable>(
        _ store: any Store, _ column: StaticString, _ value: any SQLBindable & Sendable
    ) async throws -> Value? {
        try await store.write("one") { transaction in
            try transaction.execute("DELETE FROM things")
            try transaction.insert(into: "things", ["id": "x", column: value])
        }
        return try await store.read("one") { transaction in
            try transaction.row("SELECT * FROM things")?["\(column)"]
        }
    }
}
