import Foundation
import ManagementClient
import Testing

@Suite struct UploadTests {
    private let job: JSON = ["id": "job_1", "type": "users_import", "status": "pending"]

    /// Returns the body of a request and its announced length.
    private func sent(_ request: TransportRequest) async throws -> (text: String, length: Int?) {
        guard case .pieces(let pieces) = request.body else {
            Issue.record("The body is in one piece")
            return ("", nil)
        }
        return (String(decoding: try await TransportBody.pieces(pieces).collected(), as: UTF8.self), pieces.length)
    }

    private func withFile(_ text: String, _ test: (URL) async throws -> Void) async throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("users-\(UUID().uuidString).json")
        try Data(text.utf8).write(to: url)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: url) } }
        try await test(url)
    }

    @Test func aFileIsSentAsTheFormsLastPart() async throws {
        try await withFile(String(repeating: "x", count: 200_000)) { url in
            let transport = ScriptedTransport([answer(202, job)])
            let jobs = ManagementClient(transport).jobs
            let made = try await jobs.importUsers(try UsersFile(at: url), into: "con_1", upsert: true, externalID: "e")
            #expect(made.id == "job_1")
            let request = transport.requests[0]
            let (text, length) = try await sent(request)
            #expect(text.utf8.count == length)
            let type = try #require(request[header: "content-type"])
            let boundary = try #require(type.split(separator: "boundary=").last)
            let parts = text.components(separatedBy: "--\(boundary)")
            #expect(parts.count == 6 && parts.last == "--\r\n")
            #expect(parts[1].contains("name=\"connection_id\"\r\n\r\ncon_1\r\n"))
            #expect(parts[2].contains("name=\"upsert\"\r\n\r\ntrue\r\n"))
            #expect(parts[4].contains("name=\"users\"; filename=\"users.json\""))
            #expect(parts[4].hasSuffix("\r\n\r\n\(String(repeating: "x", count: 200_000))\r\n"))
        }
    }

    @Test func eachAttemptBeginsAnew() async throws {
        try await withFile("[1]") { url in
            let transport = ScriptedTransport([answer(429), answer(202, job)])
            _ = try await ManagementClient(transport).jobs.importUsers(try UsersFile(at: url), into: "con_1")
            #expect(transport.requests.count == 2)
            for request in transport.requests {
                let text = try await sent(request).text
                #expect(text.contains("\r\n\r\n[1]\r\n--"))
            }
        }
    }

    @Test func usersAreWrittenAsTheyAreSent() async throws {
        let transport = ScriptedTransport([answer(202, job)])
        let users = UsersFile(users: {
            AsyncStream<JSON> { stream in
                for number in 0..<30_000 { stream.yield(["email": .string("u\(number)@example.com")]) }
                stream.finish()
            }
        })
        _ = try await ManagementClient(transport).jobs.importUsers(users, into: "con_1")
        let (text, length) = try await sent(transport.requests[0])
        #expect(length == nil)
        let start = try #require(text.range(of: "\r\n\r\n[")).upperBound
        let end = try #require(text.range(of: "]\r\n--", options: .backwards)).lowerBound
        let array = try #require(try JSON(parsing: "[\(text[start..<end])]").array)
        #expect(array.count == 30_000 && array.last == ["email": "u29999@example.com"])
    }

    @Test func noUsersAreAnEmptyArray() async throws {
        let transport = ScriptedTransport([answer(202, job)])
        let users = UsersFile(users: { AsyncStream<JSON> { $0.finish() } })
        _ = try await ManagementClient(transport).jobs.importUsers(users, into: "con_1")
        #expect(try await sent(transport.requests[0]).text.contains("\r\n\r\n[]\r\n--"))
    }

    @Test func aFileThatIsNotThereIsToldAtOnce() {
        let error = #expect(throws: ManagementError.self) { try UsersFile(at: URL(filePath: "/nowhere/users.json")) }
        #expect(error?.kind == .request)
    }
}
