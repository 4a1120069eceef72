/// How scripts run.
public struct ScriptSettings: Sendable {
    /// The path of `node`; where it is `nil`, the one that is found on the `PATH`.
    public var node: String?
    /// How long all scripts of a trigger may take together.
    public var timeout: Duration = .seconds(20)
    /// How many megabytes a script's values may take.
    public var memory = 128
    /// How many processes there are at most.
    public var processes = 8
    /// The folder with what scripts can require; nothing but Node's own modules where it is `nil`.
    public var packages: String?

    public init() {}
}
