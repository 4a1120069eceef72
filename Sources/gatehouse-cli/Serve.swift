import ArgumentParser
import Background
import Foundation
import Gatehouse
import Logging
import Metrics
import Scripts
import Serving
import ServiceLifecycle
import Storage

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Answer requests until told to stop.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel =
                ProcessInfo.processInfo.environment["LOG_LEVEL"].flatMap { Logger.Level(rawValue: $0) } ?? .notice
            return handler
        }
        let registry = PrometheusRegistry()
        MetricsSystem.bootstrap(registry)
        try await orderly { try await serve(try await options.settings(), registry) }
    }

    private func serve(_ settings: Settings, _ registry: PrometheusRegistry) async throws {
        let logger = Logger(label: "gatehouse")
        Descriptors.raiseLimit()
        let port = settings.port == 0 ? try ListeningPort.free(on: settings.host) : settings.port
        // A server that cannot listen must not change anything.
        try ListeningPort.requireFree(port, on: settings.host)
        let claim = try Gatehouse.claimForServer(settings.database)
        let gatehouse: Gatehouse
        do {
            gatehouse = try await Gatehouse(settings, port: port, metrics: registry, logger: logger)
        } catch let error as StorageError {
            throw Settings.Problem("the database cannot be used: \(error)")
        }
        var limits = settings.http
        limits.isSecure = gatehouse.issuer.hasPrefix("https:")
        let start = StartSignal()
        let isGiven = settings.administrator != nil
        let server = HTTPServer(gatehouse.site, host: settings.host, port: port, limits: limits, logger: logger) { _ in
            start.give()
            greet(gatehouse, showsSecret: !isGiven)
            // The check starts a process; the server does not wait for it.
            Task { await Self.tellOfConfinement(logger) }
        }
        let group = ServiceGroup(
            configuration: Self.configuration(
                [
                    .init(service: BackgroundService(worker: gatehouse.background, start: start)),
                    .init(service: BackgroundService(worker: gatehouse.deliveries, start: start)),
                    .init(service: TenantRefresh(gatehouse: gatehouse, logger: logger)),
                    .init(service: server.service),
                    // The last service is the first to be shut down.
                    .init(service: StopLimit(time: limits.stopTime, logger: logger)),
                ], limits, logger))
        do {
            try await group.run()
        } catch {
            throw Settings.Problem("cannot listen on \(settings.host):\(port): \(error)")
        }
        await gatehouse.stop()
        withExtendedLifetime(claim) {}
    }

    private static func configuration(
        _ services: [ServiceGroupConfiguration.ServiceConfiguration], _ limits: HTTPLimits, _ logger: Logger
    ) -> ServiceGroupConfiguration {
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = limits.stopTime
        return configuration
    }

    /// Logs the sandbox restrictions for tenants' code that are not available on this machine.
    private static func tellOfConfinement(_ logger: Logger) async {
        for missing in await ScriptRunner.missingConfinement() {
            logger.warning("\(missing). See \"Deployment responsibilities\" in SECURITY.md.")
        }
    }

    /// Prints the server's address and an example of a first call.
    /// - Parameter showsSecret: Whether to print the client secret. One that was set by the environment is not printed.
    private func greet(_ gatehouse: Gatehouse, showsSecret: Bool) {
        var text = "Gatehouse \(Gatehouse.version) answers at \(gatehouse.issuer)\n"
        if let administrator = gatehouse.administrator, !showsSecret {
            text += "\nA new tenant was made. Its first application is \(administrator.clientID).\n"
        } else if let administrator = gatehouse.administrator {
            text += """

                A new tenant was made. These credentials of its first application are shown once:
                  client_id      \(administrator.clientID)
                  client_secret  \(administrator.clientSecret)

                """
        }
        text += """

            The first call:
              curl \(gatehouse.issuer)api/v2/users -H "Authorization: Bearer $(\(options.tokenCommand))"

            """
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}

/// The background worker as a service, which stops between two steps of its work.
private struct BackgroundService: Service, CustomStringConvertible {
    let worker: BackgroundWorker
    /// The signal that the server listens: a server that cannot listen must not take over work of others.
    let start: StartSignal

    var description: String { "BackgroundService" }

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            await start.wait()
            try await worker.run()
        }
    }
}
