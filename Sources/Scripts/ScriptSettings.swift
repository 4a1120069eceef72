/// The settings for running scripts.
public struct ScriptSettings: Sendable {
    /// The path of `node`; `nil` for the one on the `PATH`.
    public var node: String?
    /// The time limit for all scripts of a trigger together.
    public var timeout: Duration = .seconds(20)
    /// The memory limit of a process's values, in megabytes.
    public var memory = 128
    /// The maximum number of processes.
    public var processes = 8
    /// The folder of installed packages; if it is `nil`, scripts can require only Node's own modules.
    public var packages: String?

    public init() {}
}
