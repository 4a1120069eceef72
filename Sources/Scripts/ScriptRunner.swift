import Contract
import Foundation
import Logging
import Synchronization
import Workers

/// Runs tenants' scripts in processes of Node.js, which are started when there is something to run.
///
/// A process runs one flow, and ends. So that the next need not wait for one to start, one is started beside each that
/// runs after the first; it ends when it was idle for a while, and when the server ends.
public final class ScriptRunner: Sendable {
    /// How long a process waits for something to do.
    private static let idleTime: Duration = .seconds(60)
    /// How many flows may wait for a process.
    private static let maximumWaiting = 500
    /// How many processes wait for something to do.
    private static let maximumSpares = 2
    /// Time beyond the limit in which a process starts, and finds out by itself that its scripts took too long.
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
        // Writing to a process that has ended is an error like others, and not the end of the server.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit { state.withLock { $0.command?.clean() } }

    /// What tenants' code is not kept from on this machine, as sentences; empty where it is confined as it should be.
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

    /// Runs the scripts of a trigger, one after the other, until one of them fails or ends the flow.
    /// - Throws: `ScriptsUnavailable` where nothing can run.
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
        // Scripts of one flow share a process: each may have come by another's secrets.
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

    /// What is wrong with code, where it cannot be read.
    /// - Throws: `ScriptsUnavailable` where that cannot be told.
    public func fault(of code: String) async throws -> ScriptError? {
        try await takePlace()
        defer { places.giveBack() }
        let answer = try await perform(["check": .string(code)])
        if let failure = answer.failure { throw ScriptsUnavailable(failure.message) }
        return answer.fault
    }

    /// Ends all processes.
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
            // One that ended while it waited has nothing to do with this job. No second spare is tried: where programs
            // cannot run, none of them can.
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

    /// Starts a process for what comes next.
    private func prepareSpare(_ command: NodeCommand) {
        let number: Int? = state.withLock { state in
            let most = min(Self.maximumSpares, settings.processes)
            state.count += 1
            // What ran once need not run again: only then is one worth its start.
            guard state.count > 1, !state.isStopped, state.spares.count < most else { return nil }
            state.spares.append((state.count, ScriptProcess(command)))
            return state.count
        }
        guard let number else { return }
        Task { [weak self] in
            // A runner that is gone has ended its processes.
            try? await Task.sleep(for: Self.idleTime)
            self?.retireSpare(number)
        }
    }

    /// Ends a process that nobody has used since.
    private func retireSpare(_ number: Int) {
        let spare = state.withLock { state -> ScriptProcess? in
            guard let index = state.spares.firstIndex(where: { $0.number == number }) else { return nil }
            return state.spares.remove(at: index).process
        }
        spare?.retire()
    }
}
