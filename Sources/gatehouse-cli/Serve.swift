import ArgumentParser
import Background
import Foundation
import Gatehouse
import Logging
import Metrics
import NIOCore
import NIOPosix
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
        let port = settings.port == 0 ? try await Self.freePort(on: settings.host) : settings.port
        let gatehouse: Gatehouse
        do {
            gatehouse = try await Gatehouse(settings, port: port, metrics: registry, logger: logger)
        } catch let error as StorageError {
            throw Settings.Problem("the database cannot be used: \(error)")
        }
        let server = HTTPServer(gatehouse.site, host: settings.host, port: port, logger: logger) { _ in
            greet(gatehouse)
        }
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: BackgroundService(worker: gatehouse.background)),
                    .init(service: BackgroundService(worker: gatehouse.deliveries)),
                    .init(service: TenantRefresh(gatehouse: gatehouse, logger: logger)),
                    .init(service: server.service),
                ], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger))
        do {
            try await group.run()
        } catch {
            throw Settings.Problem("cannot listen on \(settings.host):\(port): \(error)")
        }
        await gatehouse.stop()
    }

    /// A port that nobody listens on. It must be known before the server listens: the issuer has it.
    private static func freePort(on host: String) async throws -> Int {
        do {
            let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .bind(host: host, port: 0).get()
            defer { channel.close(promise: nil) }
            return channel.localAddress?.port ?? 0
        } catch {
            throw Settings.Problem("cannot listen on \(host): \(error)")
        }
    }

    /// Says where the server is, and how to make the first call.
    private func greet(_ gatehouse: Gatehouse) {
        var text = "Gatehouse \(Gatehouse.version) answers at \(gatehouse.issuer)\n"
        if let administrator = gatehouse.administrator {
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

/// The background's worker as a service, which stops between two parts of its work.
private struct BackgroundService: Service {
    let worker: BackgroundWorker

    func run() async throws {
        try await cancelWhenGracefulShutdown { try await worker.run() }
    }
}
