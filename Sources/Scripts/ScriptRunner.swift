import Contract
import Foundation
import Logging
import Synchronization
import Workers

/// Runs tenants' scripts in Node.js processes, which are started on demand.
///
/// A process runs one flow and ends. A spare process is started beside each one that runs after the first, so that the
/// next flow need not wait for its start. Spare processes end after an idle timeout, and when the server stops.
public final class ScriptRunner: Sendable {
    /// The idle timeout of a spare process.
    private static let idleTime: Duration = .seconds(60)
    /// The maximum number of flows that wait for a process.
    private static let maximumWaiting = 500
    /// The maximum number of spare processes.
    private static let maximumSpares = 2
    /// The time beyond the limit of scripts in which a process can start, and can report itself that its scripts took
    /// too long.
    private static let grace: Duration = .seconds(3)

    fileprivate struct State {
        var command: NodeCommand?
        var spares: [(number: Int, process: ScriptProcess)] = []
        var busy: [ObjectIdentifier: ScriptProcess] = [:]
        var count = 0
        var isStopped = false
    }

    let settings: ScriptSettings
    private let places: AsyncSlots
    private let cache = ScriptCache()
    private let state = Mutex(State())

    public init(_ settings: ScriptSettings) {
        self.settings = settings
        places = AsyncSlots(
            max(1, settings.processes), maximumWaiting: Self.maximumWaiting, within: settings.timeout + Self.grace)
        // Writing to a process that has ended must be an ordinary error, and not end the server.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit { state.withLock { $0.command?.clean() } }

    /// Returns descriptions of the confinement that this machine lacks; empty if tenants' code is fully confined.
    public static func missingConfinement() async -> [String] {
        let means: Confinement.Means
        do {
            means = try await Confinement.means()
        } catch {
            return ["Whether actions can be confined could not be found out: \(error)"]
        }
        var missing: [String] = []
        if !means.hasFilter { missing.append("Actions can send signals to the server and start programs (no seccomp)") }
        if !means.hasFiles { missing.append("Actions can read the files that the server can read (no Landlock)") }
        if !means.hasNamespace { missing.append("Actions run under the server's user (no user namespace)") }
        return missing
    }

    /// Runs the scripts of a trigger one by one, until one of them fails or ends the flow.
    /// - Throws: `ScriptsUnavailable` if scripts cannot run.
    public func run(_ flow: ScriptFlow, of tenant: String) async throws -> ScriptOutcome {
        let clock = ContinuousClock()
        try await takePlace()
        defer { places.giveBack() }
        let start = clock.now
        let owner = ScriptCache.Owner(tenant: tenant, trigger: flow.trigger)
        var job = flow.json
        job["cache"] = .array(cache.records(of: owner).map(\.json))
        var answer = try await perform(job)
        if answer.results.isEmpty, answer.failure == nil { _ = answer.fail() }
        if let kept = answer.cache { cache.set(kept, of: owner) }
        var results: [ScriptResult] = []
        // Scripts of one flow share a process, so each may know the secrets of the others.
        let secrets = flow.scripts.flatMap(\.secretValues)
        for result in answer.results.prefix(flow.scripts.count) { results.append(result.hiding(secrets)) }
        if let failure = answer.failure, results.count < flow.scripts.count {
            var result = ScriptResult()
            result.error = failure
            results.append(result.hiding(secrets))
        }
        let (seconds, attoseconds) = (clock.now - start).components
        return ScriptOutcome(
            results: results, duration: Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000))
    }

    /// Returns the syntax error of code; `nil` if there is none.
    /// - Throws: `ScriptsUnavailable` if the code cannot be checked.
    public func fault(of code: String) async throws -> ScriptError? {
        try await takePlace()
        defer { places.giveBack() }
        let answer = try await perform(["check": .string(code)])
        if let failure = answer.failure { throw ScriptsUnavailable(failure.message) }
        return answer.fault
    }

    /// Kills all processes.
    public func stop() async {
        let (processes, command) = state.withLock { state in
            defer { state.spares = [] }
            state.isStopped = true
            return (state.spares.map(\.process) + state.busy.values, state.command)
        }
        for process in processes { await process.stop() }
        command?.clean()
    }

    private func takePlace() async throws {
        do {
            try await places.take()
        } catch is SlotRefusal {
            throw ScriptsUnavailable("Too many actions wait to run")
        }
    }

    private func perform(_ job: JSONObject) async throws -> ScriptAnswer {
        let token = UUID().uuidString
        let milliseconds = settings.timeout / .milliseconds(1)
        var job = job
        job["token"] = .string(token)
        job["timeout"] = .integer(Int64(milliseconds))
        let line = JSON.object(job).bytes + [UInt8(ascii: "\n")]
        let command = try await command()
        let spare = state.withLock { $0.spares.popLast()?.process }
        prepareSpare(command)
        if let spare {
            let answer = try await perform(line, token, on: spare)
            // A spare process that ended while it waited has not affected this job. No second spare is tried, because
            // all of them end if programs cannot run.
            if answer.hasBegun { return answer }
        }
        return try await perform(line, token, on: ScriptProcess(command))
    }

    private func perform(_ line: [UInt8], _ token: String, on process: ScriptProcess) async throws -> ScriptAnswer {
        state.withLock { $0.busy[ObjectIdentifier(process)] = process }
        defer { state.withLock { $0.busy[ObjectIdentifier(process)] = nil } }
        let answer = await process.perform(line, token: token, timeout: settings.timeout + Self.grace)
        process.retire()
        try Task.checkCancellation()
        return answer
    }

    private func command() async throws -> NodeCommand {
        if let known = state.withLock({ $0.command }) { return known }
        let found = try await NodeCommand(settings)
        let kept = state.withLock { state in
            let kept = state.command ?? found
            state.command = kept
            return kept
        }
        if kept.folder != found.folder { found.clean() }
        return kept
    }

    /// Starts a spare process for the next flow.
    private func prepareSpare(_ command: NodeCommand) {
        let number: Int? = state.withLock { state in
            let most = min(Self.maximumSpares, settings.processes)
            state.count += 1
            // The first flow starts no spare process, because there may never be a second one.
            guard state.count > 1, !state.isStopped, state.spares.count < most else { return nil }
            state.spares.append((state.count, ScriptProcess(command)))
            return state.count
        }
        guard let number else { return }
        Task { [weak self] in
            // A runner that was released has ended its processes.
            try? await Task.sleep(for: Self.idleTime)
            self?.retireSpare(number)
        }
    }

    /// Ends a spare process that has not been used.
    private func retireSpare(_ number: Int) {
        let spare = state.withLock { state -> ScriptProcess? in
            guard let index = state.spares.firstIndex(where: { $0.number == number }) else { return nil }
            return state.spares.remove(at: index).process
        }
        spare?.retire()
    }
}
