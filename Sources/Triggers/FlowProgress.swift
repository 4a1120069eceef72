import Contract
import Scripts
import Storage

/// How far a login's scripts have come, where the login waits for its user.
public struct FlowProgress: Codable, Sendable {
    /// What has run to its end and need not run again, by its name.
    let done: [String]
    /// The action that goes on, by its name; `nil` where those that are left just run.
    let continuing: String?
    /// What the scripts want that is not done yet.
    let commands: [ScriptCommand]
    /// Names what is kept of the actions that ran.
    let execution: String?

    /// The scripts that are left, of all that there are now, and what they go on from.
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
    /// Where the user is sent, if scripts want that and none of them lets nobody in.
    public var destination: String? {
        guard loginDenial == nil, let address = last("redirect.sendUserTo")?.text(0) else { return nil }
        // The process has looked at it, but the script runs there, too.
        return ["https://", "http://"].contains(where: address.lowercased().hasPrefix) ? address : nil
    }

    /// What is left to do when the user comes back from there. Metadata that are changed are written before.
    ///
    /// An action goes on where it was; rules run all of them again, as at Auth0.
    public var progressAtRedirect: FlowProgress {
        guard let last = ran.last, last.script.kind != .rule else {
            return FlowProgress(
                done: earlier?.done ?? [], continuing: nil, commands: earlier?.commands ?? [],
                execution: execution?.id)
        }
        return FlowProgress(
            done: done.dropLast(), continuing: last.name, commands: unsettled, execution: execution?.id)
    }

    /// What is left to do when the user has shown a second factor, where the scripts are not to run again from the
    /// beginning.
    public var progressAtSecondFactor: FlowProgress? {
        guard earlier != nil else { return nil }
        return FlowProgress(done: done, continuing: nil, commands: unsettled, execution: execution?.id)
    }

    private var done: [String] { (earlier?.done ?? []) + ran.map(\.name) }

    private var unsettled: [ScriptCommand] {
        commands.filter { !$0.type.hasPrefix("user.") && $0.type != "redirect.sendUserTo" }
    }
}
