import Logging
import ManagementClient
import Synchronization
import Testing

@Suite struct ObservationTests {
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    @Test func atTraceLevelBodiesAreLoggedWithoutSecrets() async throws {
        let lines = Lines()
        let made: JSON = ["client_id": "c", "client_secret": "verysecret", "name": "App"]
        let ticket: JSON = ["ticket": "https://tenant.test/lo/reset?ticket=verysecret#"]
        let transport = ScriptedTransport([
            answer(201, made, ["x-auth0-requestid": "req-1"]), answer(201, ticket), answer(204),
        ])
        let client = ManagementClient(transport) {
            $0.logger = Logger(label: "test", factory: { _ in Recorder(lines, .trace) })
        }
        var draft = UserDraft(connection: "c", email: "a@example.com", password: "verysecret")
        draft.name = "Ann"
        _ = try await client.call(created, at: NoContent(), query: nil, body: draft)
        _ = try await client.tickets.changePassword(PasswordChangeTicketDraft("auth0|1"))
        try await client.hooks.addSecrets("h", ["NAME": "verysecret"])
        let bodies = lines.all.filter { $0.hasPrefix("trace") }
        #expect(bodies.count == 3)
        #expect(bodies[0].contains(#""email":"a@example.com""#) && bodies[0].contains(#""password":"*****""#))
        #expect(bodies[0].contains(#"response={"client_id":"c","client_secret":"*****","name":"App"}"#))
        #expect(!lines.all.joined().contains("verysecret") && !lines.all.joined().contains("token-1"))
        #expect(lines.all[0].contains("request_id=req-1"))
    }

    private let created = Endpoint(
        .post, "/users", "Create", scopes: "c", body: UserDraft.self, returns: JSON.self)

    private struct Recorder: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        init(_ lines: Lines, _ level: Logger.Level) {
            self.lines = lines
            logLevel = level
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let fields = event.metadata ?? [:]
            let text = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
            lines.add("\(event.level) \(event.message) \(text)")
        }
    }

    @Test func requestsAreLoggedWithoutWhatIdentifiesAnyone() async throws {
        let lines = Lines()
        let transport = ScriptedTransport([answer(204), failure(.timeout)])
        let client = ManagementClient(transport) {
            $0.logger = Logger(label: "test", factory: { _ in Recorder(lines, .debug) })
        }
        try await client.roles.addPermissions("someone", .init(["read"]))
        await #expect(throws: ManagementError.self) { try await client.roles.delete("someone") }
        #expect(
            lines.all == [
                "debug Management API request duration=0.0 seconds method=POST path=/roles/{id}/permissions status=204",
                "debug Management API request duration=0.0 seconds method=DELETE path=/roles/{id} status=timeout",
            ])
    }
}
