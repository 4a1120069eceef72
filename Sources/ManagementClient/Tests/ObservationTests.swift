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

    private struct Recorder: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        init(_ lines: Lines) { self.lines = lines }

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
            $0.logger = Logger(label: "test", factory: { _ in Recorder(lines) })
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
