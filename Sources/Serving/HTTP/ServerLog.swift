import Logging

/// Forwards the log messages of the HTTP library.
///
/// The library adds a request identifier to the logger of every request. Most log handlers format metadata at once;
/// this one stores it until a message is logged.
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
