import Contract
import Subprocess
import Synchronization
import SystemPackage

/// A process that runs one job and then ends, so that scripts cannot affect later ones.
final class ScriptProcess: Sendable {
    /// A job to run.
    struct Job: Sendable {
        let line: [UInt8]
        /// The token that begins each line of its output.
        let token: String
        /// The time limit after which the process is killed.
        let timeout: Duration
        fileprivate let answer: CheckedContinuation<ScriptAnswer, Never>
    }

    /// The maximum output of a process, in bytes.
    private static let maximumOutput = 1 << 20

    private let jobs: AsyncStream<Job>.Continuation
    private let task: Task<Void, Never>

    /// Starts a process that waits for a job.
    init(_ command: NodeCommand) {
        let (stream, jobs) = AsyncStream.makeStream(of: Job.self, bufferingPolicy: .bufferingOldest(1))
        self.jobs = jobs
        task = Task {
            let failure: String
            do {
                try await Self.run(command, stream)
                failure = "The process that ran the action ended"
            } catch {
                failure = "The process that runs actions cannot be started: \(error)"
            }
            jobs.finish()
            for await job in stream { job.answer.resume(returning: .failed(failure)) }
        }
    }

    deinit { jobs.finish() }

    /// Runs the single job of the process. The process is killed if the task is cancelled.
    func perform(_ line: [UInt8], token: String, timeout: Duration) async -> ScriptAnswer {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let job = Job(line: line, token: token, timeout: timeout, answer: continuation)
                guard case .enqueued = jobs.yield(job) else {
                    continuation.resume(returning: .failed("The process that runs actions ended"))
                    return
                }
            }
        } onCancel: {
            task.cancel()
        }
    }

    /// Ends the process after its current job, if there is one.
    func retire() { jobs.finish() }

    /// Kills the process and waits for its end.
    func stop() async {
        jobs.finish()
        task.cancel()
        await task.value
    }

    private static func run(_ command: NodeCommand, _ jobs: AsyncStream<Job>) async throws {
        var options = PlatformOptions()
        options.createSession = true
        _ = try await Subprocess.run(
            command.program, arguments: command.arguments, environment: .custom([:]),
            workingDirectory: FilePath(command.folder), platformOptions: options, input: .inputWriter,
            output: .sequence, error: .discarded
        ) { execution in
            var lines = LineReader(execution.standardOutput, limit: maximumOutput)
            let writer = execution.standardInputWriter
            for await job in jobs {
                let end = Ending { try? execution.send(signal: .kill, toProcessGroup: true) }
                let clock = Task {
                    try await Task.sleep(for: job.timeout)
                    end.strike()
                }
                let answer = await perform(job, &lines, end) { _ = try await writer.write($0) }
                clock.cancel()
                job.answer.resume(returning: answer)
                break
            }
            try? execution.send(signal: .kill, toProcessGroup: true)
        }
    }

    private static func perform(
        _ job: Job, _ lines: inout LineReader, _ end: Ending, write: ([UInt8]) async throws -> Void
    ) async -> ScriptAnswer {
        var answer = ScriptAnswer()
        do {
            try await write(job.line)
            while let line = try await lines.next() {
                if answer.take(line, token: job.token) { return answer }
            }
        } catch is LineReader.TooLong {
            answer.failure = ScriptError(message: "The action wrote more than is allowed")
            return answer
        } catch {
            // The process ended while the job was being sent, which is the same as during the job.
        }
        let message: String
        if end.hasStruck {
            message = "The actions took too long"
        } else {
            message = answer.hasBegun ? "The action ended its process" : "Node.js ended before it ran the action"
        }
        answer.failure = ScriptError(message: message)
        return answer
    }
}

/// Kills a process that does not end by itself.
private final class Ending: Sendable {
    private let struck = Mutex(false)
    private let kill: @Sendable () -> Void

    init(_ kill: @escaping @Sendable () -> Void) { self.kill = kill }

    var hasStruck: Bool { struck.withLock { $0 } }

    func strike() {
        struck.withLock { $0 = true }
        kill()
    }
}

/// The lines of a process's output.
private struct LineReader {
    struct TooLong: Error {}

    private var buffers: SubprocessOutputSequence.Iterator
    private var rest: [UInt8] = []
    private var read = 0
    private let limit: Int

    init(_ output: SubprocessOutputSequence, limit: Int) {
        buffers = output.makeAsyncIterator()
        self.limit = limit
    }

    /// Returns the next line without its line break; `nil` at the end of the output.
    mutating func next() async throws -> [UInt8]? {
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(rest[..<end])
                rest.removeSubrange(...end)
                return line
            }
            guard let buffer = try await buffers.next() else { return nil }
            read += buffer.count
            guard read <= limit else { throw TooLong() }
            buffer.withUnsafeBytes { rest.append(contentsOf: $0) }
        }
    }
}
