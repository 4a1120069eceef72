import Contract
import Scripts
import Storage

/// The progress of a suspended login's scripts.
public struct FlowProgress: Codable, Sendable {
    /// The names of scripts that are complete and do not run again.
    let done: [String]
    /// The name of the action that continues; `nil` if only the remaining scripts run.
    let continuing: String?
    /// The commands that have not been applied yet.
    let commands: [ScriptCommand]
    /// The identifier of the stored execution.
    let execution: String?

    /// Returns the remaining ones of the current scripts, and the state from which they continue.
    func remaining(of scripts: [BoundScript]) -> (scripts: [BoundScript], continuation: ScriptContinuation) {
        let left = scripts.filter { !done.contains($0.name) }
        let rules = scripts.filter { $0.script.kind == .rule && done.contains($0.name) }
        let continuation = ScriptContinuation(
            position: continuing.flatMap { name in left.firstIndex { $0.name == name } }, commands: commands,
            rules: rules.map(\.name))
        return (left, continuation)
    }
}

extension FlowOutcome {
    /// The URL of an action's redirect; `nil` if no action redirects or one of them denies the login.
    public var destination: String? {
        guard loginDenial == nil, let address = last("redirect.sendUserTo")?.text(0) else { return nil }
        // The script's process has checked the URL, but the script can manipulate that process.
        return ["https://", "http://"].contains(where: address.lowercased().hasPrefix) ? address : nil
    }

    /// The progress at a redirect. Changes of metadata are stored before.
    ///
    /// An action continues at its redirect; rules all run again, as at Auth0.
    public var progressAtRedirect: FlowProgress {
        guard let last = ran.last, last.script.kind != .rule else {
            return FlowProgress(
                done: earlier?.done ?? [], continuing: nil, commands: earlier?.commands ?? [],
                execution: execution?.id)
        }
        return FlowProgress(
            done: done.dropLast(), continuing: last.name, commands: unsettled, execution: execution?.id)
    }

    /// The progress at a second factor; `nil` if the scripts may run again from the beginning.
    public var progressAtSecondFactor: FlowProgress? {
        guard earlier != nil else { return nil }
        return FlowProgress(done: done, continuing: nil, commands: unsettled, execution: execution?.id)
    }

    private var done: [String] { (earlier?.done ?? []) + ran.map(\.name) }

    private var unsettled: [ScriptCommand] {
        commands.filter { !$0.type.hasPrefix("user.") && $0.type != "redirect.sendUserTo" }
    }
}
