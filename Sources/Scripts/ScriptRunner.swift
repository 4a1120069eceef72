import Contract
import Foundation
import Logging
import Synchronization
import Workers

/// Runs tenants' scripts in processes of Node.js, which are started when there is something to run.
///
/// A process serves one tenant alone, and one flow at a time. It ends when it was idle for a while, when a flow took too
/// long, and when the server ends.
public final class ScriptRunner: Sendable {
    /// How long a process waits for something to do.
    private static let idleTime: Duration = .seconds(60)
    /// How many flows may wait for a process.
    private static let mostWaiting = 500
    /// How much longer than they may scripts get to find out by themselves that they took too long.
    private static let grace: Duration = .seconds(1)

    fileprivate struct Idle {
        let process: ScriptProcess
        let number: Int
    }

    fileprivate struct State {
        var command: NodeCommand?
        var idle: [String: [Idle]] = [:]
        var busy: [ObjectIdentifier: ScriptProcess] = [:]
        var count = 0
        var isStopped = false
    }

    let settings: ScriptSettings
    private let places: AsyncSlots
    private let state = Mutex(State())

    public init(_ settings: ScriptSettings) {
        self.settings = settings
        places = AsyncSlots(
            max(1, settings.processes), maximumWaiting: Self.mostWaiting, within: settings.timeout + Self.grace)
        // Writing to a process that has ended is an error like others, and not the end of the server.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit { state.withLock { $0.command?.clean() } }

    /// Runs the scripts of a trigger, one after the other, until one of them fails or ends the flow.
    /// - Throws: `ScriptsUnavailable` where nothing can run.
    public func run(_ flow: ScriptFlow, of tenant: String) async throws -> ScriptOutcome {
        let clock = ContinuousClock()
        try await takePlace()
        defer { places.giveBack() }
        let start = clock.now
        let answer = try await perform(flow.json, of: tenant)
        var results: [ScriptResult] = []
        for (script, result) in zip(flow.scripts, answer.results) { results.append(result.hiding(script.secretValues)) }
        if let failure = answer.failure, results.count < flow.scripts.count {
            var result = ScriptResult()
            result.error = failure
            results.append(result)
        }
        let (seconds, attoseconds) = (clock.now - start).components
        return ScriptOutcome(
            results: results, duration: Int(seconds * 1000 + attoseconds / 1_000_000_000_000_000))
    }

    /// What is wrong with code, where it cannot be read.
    /// - Throws: `ScriptsUnavailable` where that cannot be told.
    public func fault(of code: String, tenant: String) async throws -> ScriptError? {
        try await takePlace()
        defer { places.giveBack() }
        let answer = try await perform(["check": .string(code)], of: tenant)
        if let failure = answer.failure { throw ScriptsUnavailable(failure.message) }
        return answer.fault
    }

    /// Ends all processes.
    public func stop() async {
        let (processes, command) = state.withLock { state in
            defer { state.idle = [:] }
            state.isStopped = true
            return (state.idle.values.joined().map(\.process) + state.busy.values, state.command)
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

    private func perform(_ job: JSONObject, of tenant: String) async throws -> ScriptAnswer {
        let token = UUID().uuidString
        let milliseconds = settings.timeout / .milliseconds(1)
        var job = job
        job["token"] = .string(token)
        job["timeout"] = .integer(Int64(milliseconds))
        let line = JSON.object(job).bytes + [UInt8(ascii: "\n")]
        while let waiting = state.withLock({ $0.idle[tenant]?.popLast()?.process }) {
            let answer = try await perform(line, token, on: waiting, of: tenant)
            // What an earlier job left behind may have ended the process since: this one is not to blame.
            if answer.hasBegun { return answer }
        }
        return try await perform(line, token, on: ScriptProcess(try await command()), of: tenant)
    }

    private func perform(
        _ line: [UInt8], _ token: String, on process: ScriptProcess, of tenant: String
    ) async throws -> ScriptAnswer {
        state.withLock { $0.busy[ObjectIdentifier(process)] = process }
        defer { state.withLock { $0.busy[ObjectIdentifier(process)] = nil } }
        let answer = await process.perform(line, token: token, patience: settings.timeout + Self.grace)
        try Task.checkCancellation()
        if answer.isHealthy { keep(process, of: tenant) } else { process.retire() }
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

    /// Keeps a process for what comes next.
    private func keep(_ process: ScriptProcess, of tenant: String) {
        let (number, retired) = state.withLock { state in
            state.count += 1
            guard !state.isStopped else { return (0, [process]) }
            state.idle[tenant, default: []].append(Idle(process: process, number: state.count))
            return (state.count, state.retireMost(settings.processes))
        }
        for process in retired { process.retire() }
        Task { [weak self] in
            try? await Task.sleep(for: Self.idleTime)
            self?.retire(number, of: tenant)
        }
    }

    /// Ends a process that nobody has used since.
    private func retire(_ number: Int, of tenant: String) {
        let idle = state.withLock { state -> Idle? in
            guard let index = state.idle[tenant]?.firstIndex(where: { $0.number == number }) else { return nil }
            return state.idle[tenant]?.remove(at: index)
        }
        idle?.process.retire()
    }
}

extension ScriptRunner.State {
    /// Takes out the processes that have waited longest, where more wait than there may be.
    mutating func retireMost(_ most: Int) -> [ScriptProcess] {
        var retired: [ScriptProcess] = []
        while idle.values.reduce(0, { $0 + $1.count }) > most {
            guard let oldest = idle.min(by: { ($0.value.first?.number ?? .max) < ($1.value.first?.number ?? .max) })
            else { break }
            if let process = idle[oldest.key]?.removeFirst().process { retired.append(process) }
        }
        return retired
    }
}
