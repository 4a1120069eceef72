import Contract
import Storage
import TestKit
import Testing

/// What both engines promise of transactions.
@Suite struct TransactionTests {
    @Test func allOrNothing() async throws {
        try await Table.eachStore { store in
            await #expect(throws: Mishap.self) {
                try await store.write("one") { transaction in
                    try transaction.add("a")
                    throw Mishap()
                }
            }
            #expect(try await store.ids() == [])
            try await store.write("one") { transaction in
                try transaction.add("a")
                try transaction.add("b")
            }
            #expect(try await store.ids() == ["a", "b"])
        }
    }

    @Test func oneFailingReadTakesNoOtherWithIt() async throws {
        try await Table.eachStore { store in
            try await store.write("one") { try $0.add("a") }
            let found = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<300 {
                    group.addTask {
                        do {
                            return try await store.read("one") { transaction in
                                try transaction.rows(
                                    number % 3 == 0 ? "SELECT nonsense FROM nowhere" : "SELECT id FROM things"
                                ).count
                            }
                        } catch StorageError.refused where number % 3 == 0 {
                            return 0
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 }
            }
            #expect(found == 200)
        }
    }

    @Test func oneFailingWriteTakesNoOtherWithIt() async throws {
        try await Table.eachStore { store in
            let failures = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        do {
                            try await store.write("one") { transaction in
                                try transaction.add("thing-\(number)")
                                if number % 3 == 0 { throw Mishap() }
                                if number % 3 == 1 { _ = try transaction.execute("SELECT nonsense FROM nowhere") }
                            }
                            return false
                        } catch is Mishap {
                            return true
                        } catch StorageError.refused {
                            return true
                        }
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(failures == 40)
            #expect(try await store.ids().count == 20)
        }
    }

    @Test func concurrentIncrementsLoseNothing() async throws {
        try await Table.eachStore { store in
            try await store.write("one") { try $0.add("counter", number: 0) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        try await store.write("one") { transaction in
                            let own: SQL = "tenant = \(transaction.tenant) AND id = 'counter'"
                            let row = try transaction.row("SELECT number FROM things WHERE \(own)\(.forUpdate)")
                            guard let number: Int = try row?["number"] else { throw Mishap() }
                            try transaction.execute("UPDATE things SET number = \(number + 1) WHERE \(own)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let row = try await store.read("one") { try $0.row("SELECT number FROM things WHERE id = 'counter'") }
            #expect(try row?["number"] == 100)
        }
    }

    @Test func readsSeeWhatWasWritten() async throws {
        try await Table.eachStore { store in
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        let id = "thing-\(number)"
                        try await store.write("one") { try $0.add(id) }
                        return try await store.read("one") {
                            try $0.exists("SELECT 1 FROM things WHERE tenant = \($0.tenant) AND id = \(id)")
                        }
                    }
                }
                for try await isThere in group where !isThere { Issue.record("a write was not seen") }
            }
        }
    }

    @Test func tenantsAreApart() async throws {
        try await Table.eachStore { store in
            try await store.write("one") { try $0.add("a", name: "same") }
            try await store.write("two") { try $0.add("a", name: "same") }
            #expect(try await store.ids("one") == ["a"])
            #expect(try await store.ids("two") == ["a"])
            #expect(try await store.ids("three") == [])
        }
    }

    /// A handler that catches an error and goes on must not be told that its work is on disk when it is not.
    @Test func aFailedStatementFailsTheTransaction() async throws {
        try await Table.eachStore { store in
            await #expect(throws: StorageError.self) {
                try await store.write("one") { transaction in
                    try transaction.add("a")
                    do {
                        try transaction.execute("SELECT nonsense FROM nowhere")
                    } catch StorageError.refused {}
                }
            }
            #expect(try await store.ids() == [])
            try await store.write("one") { try $0.add("b") }
            #expect(try await store.ids() == ["b"])
        }
    }

    @Test func changesAreCounted() async throws {
        try await Table.eachStore { store in
            let counts: [Int] = try await store.write("one") { transaction in
                for id in ["a", "b", "c"] { try transaction.add(id) }
                let again = try transaction.insertIfAbsent(into: "things", ["id": "a"])
                let new = try transaction.insertIfAbsent(into: "things", ["id": "d"])
                return [
                    again ? 1 : 0, new ? 1 : 0,
                    try transaction.execute("UPDATE things SET number = 1 WHERE id IN \(list: ["a", "b"])"),
                    try transaction.execute("DELETE FROM things WHERE id IN \(list: [String]())"),
                    try transaction.execute("DELETE FROM things"),
                ]
            }
            #expect(counts == [0, 1, 2, 0, 4])
        }
    }

    @Test(arguments: [1, 3]) func manyRowsAreInsertedOrNone(_ count: Int) async throws {
        let columns = ["tenant", "id", "name"]
        @Sendable func rows(_ names: [String]) -> [[SQLValue]] { names.map { ["one".sqlValue, .text($0), .text($0)] } }
        try await Table.eachStore { store in
            try await store.write("one") { try $0.add("c") }
            let told = try await kind {
                try await store.write("one") {
                    try $0.insertAll(into: "things", columns, rows(["a", "b", "c"].suffix(count)))
                }
            }
            #expect(told == "not unique")
            #expect(try await store.ids() == ["c"])
            try await store.write("one") {
                try $0.insertAll(into: "things", columns, rows(["d", "e", "f"].suffix(count)))
            }
            #expect(try await store.ids().count == 1 + count)
        }
    }

    @Test func errorsAreTold() async throws {
        let refusals: [(String, @Sendable (Transaction) throws -> Void)] = [
            ("not unique", { try $0.add("a") }),
            ("not unique", { try $0.add("b", name: "taken") }),
            ("dangling reference", { try $0.insert(into: "parts", ["thing": "none", "id": "p"]) }),
            ("refused", { _ = try $0.rows("SELECT * FROM nowhere") }),
            (
                "column id cannot be read as Int",
                { _ = try $0.row("SELECT id FROM things").map { try $0["id"] as Int } }
            ),
            (
                "column none cannot be read as Int",
                { _ = try $0.row("SELECT id FROM things").map { try $0["none"] as Int } }
            ),
        ]
        try await Table.eachStore { store in
            try await store.write("one") { try $0.add("a", name: "taken") }
            for (expected, body) in refusals {
                let told = try await kind { try await store.write("one", body) }
                #expect(told == expected)
            }
            #expect(try await store.ids() == ["a"])
        }
    }

    @Test func deletingCascades() async throws {
        try await Table.eachStore { store in
            let isThere = try await store.write("one") { transaction in
                try transaction.add("a")
                try transaction.insert(into: "parts", ["thing": "a", "id": "p"])
                try transaction.execute("DELETE FROM things")
                return try transaction.exists("SELECT 1 FROM parts")
            }
            #expect(!isThere)
        }
    }

    private func kind(_ body: () async throws -> Void) async throws -> String {
        do {
            try await body()
        } catch let error as StorageError {
            return String(error.description.prefix { $0 != ":" })
        }
        return "none"
    }
}
