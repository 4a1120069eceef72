import ApplicationsAPI
import Compression
import Contract
import Foundation
import ManagementClient
import PeopleAPI
import TestKit
import Testing

/// One bad row is the row's matter, and exports stay within their cells.
@Suite("Imported rows") struct ImportedRowTests {
    private static func upload(_ users: String, _ tenant: TestTenant) async throws -> JSON {
        let connections = try await tenant.client.connections.list().items
        let id = try #require(connections.first { $0.name == "Username-Password-Authentication" }?.id)
        let job = try await tenant.client.jobs.importUsers(UsersImport(into: id, users: users))
        try await tenant.work()
        return try await tenant.request("GET", "/jobs/\(job.id.value)", token: tenant.token).json
    }

    @Test func `bad rows are told, and the others imported`() async throws {
        let bad = [
            #"{"email":"b1@example.com","user_metadata":{"x":"a\u0000b"}}"#,
            #"{"email":"b2@example.com","app_metadata":{"a\u0000b":1}}"#,
            #"{"email":"b3@example.com","a\u0000b":1}"#,
            #"{"email":"b4@example.com","user_metadata":{"x":"\ud800"}}"#,
            #"{"email":"b5@example.com","custom_password_hash":{"algorithm":"argon2","hash":{"value":"$argon2id$v=19$m=65536,t=1000000000,p=1$MTIzNDU2Nzg5MDEyMzQ1Ng$q3S1hJ4n2a0gYbR0Xyqk8G0o6gE4mN2uJpV7y5n8v1o"}}}"#,
            #"{"email":"b6@example.com","password_hash":"$2b$31$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}"#,
            "{\"email\":\"" + String(repeating: "a", count: 20_000) + "@example.com\"}",
            #"{"email":"b8@example.com","user_metadata":{"x":1e999}}"#,
        ]
        try await eachEngine { tenant in
            let good = (1...5).map { #"{"email":"g\#($0)@example.com","user_metadata":{"n":-9223372036854775808}}"# }
            let job = try await Self.upload("[" + (good + bad + [good[0]]).joined(separator: ",") + "]", tenant)
            #expect(job["status"] == "completed", "\(job.text)")
            #expect(job["summary"]?["inserted"] == 5, "\(job.text)")
            #expect(job["summary"]?["failed"] == .integer(Int64(bad.count + 1)), "\(job.text)")
            let id = try #require(job["id"]?.string)
            let errors = try await tenant.request("GET", "/jobs/\(id)/errors", token: tenant.token)
            #expect(errors.status == 200)
            #expect(errors.json.array?.count == bad.count + 1)
            #expect(!errors.text.contains("$argon2id") && !errors.text.contains("$2b$31"))
        }
    }

    @Test func `no text breaks out of its cell`() async throws {
        let names = [
            "a\"\u{0301},=1+1,\"", "a\"\u{200D},\"", "\"\u{FE0F}", "=1+1", "+1", "-1", "@x", "a\nb", "\u{0600}\"x\"",
        ]
        try await eachEngine { tenant in
            for (index, name) in names.enumerated() {
                let user: JSON = [
                    "connection": "Username-Password-Authentication", "password": "Correct-Horse-9",
                    "email": .string("u\(index)@example.com"), "name": .string(name),
                ]
                try await tenant.run([.post("/users", user, 201)])
            }
            let job = try await tenant.request(
                "POST", "/jobs/users-exports",
                body: ["format": "csv", "fields": [["name": "email"], ["name": "name"]]],
                token: tenant.token)
            try await tenant.work()
            let id = try #require(job.json["id"]?.string)
            let done = try await tenant.request("GET", "/jobs/\(id)", token: tenant.token)
            let location = try #require(done.json["location"]?.string)
            let file = try await tenant.download(location)
            let rows = Self.cells(try Gzip.expand(file.bytes))
            #expect(rows.count == names.count + 1)
            for row in rows.dropFirst() {
                #expect(row.count == 2, "\(row)")
                #expect(row[1].utf8.first == UInt8(ascii: "'"))
            }
            let told = Set(rows.dropFirst().map { Array($0[1].utf8.dropFirst()) })
            #expect(told == Set(names.map { Array($0.utf8) }))
        }
    }

    /// Reads CSV by bytes, as programs do.
    private static func cells(_ bytes: [UInt8]) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if isQuoted {
                if byte == UInt8(ascii: "\"") {
                    if index + 1 < bytes.count, bytes[index + 1] == byte {
                        cell.append(byte)
                        index += 1
                    } else {
                        isQuoted = false
                    }
                } else {
                    cell.append(byte)
                }
            } else if byte == UInt8(ascii: "\"") {
                isQuoted = true
            } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
                row.append(String(decoding: cell, as: UTF8.self))
                cell = []
                if byte == UInt8(ascii: "\n") {
                    rows.append(row)
                    row = []
                }
            } else {
                cell.append(byte)
            }
            index += 1
        }
        return rows
    }
}
