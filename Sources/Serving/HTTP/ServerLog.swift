import Logging

/// Passes on what the HTTP library logs.
///
/// It names each request, answered or not, and most handlers put such a name into words at once. This one keeps it as it
/// is until there is something to log.
struct ServerLog: LogHandler {
    private let base: any LogHandler
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(to logger: Logger) {
        base = logger.handler
        logLevel = logger.logLevel
        metadataProvider = logger.handler.metadataProvider
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var event = event
        event.metadata = metadata.merging(event.metadata ?? [:]) { _, new in new }
        base.log(event: event)
    }
}
