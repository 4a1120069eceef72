import ArgumentParser
import Configuration
import Foundation
import Gatehouse
import Outbound
import Scripts
import Serving
import Storage
import SystemPackage

/// The options that identify a server, shared by all commands.
struct SettingsOptions: ParsableArguments {
    @Option(help: "The address to listen on (default: 127.0.0.1).")
    var host: String?

    @Option(help: "The port to listen on; 0 takes any free one (default: 3000).")
    var port: String?

    @Option(help: "sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME (default: sqlite:DATA/gatehouse.sqlite).")
    var database: String?

    @Option(help: "Who tokens say they are from: the URL that clients reach the server at.")
    var issuer: String?

    @Option(help: "The folder that everything is kept in (default: ./data).")
    var data: String?

    @Option(help: "The file with the key that secrets are sealed under (default: DATA/root.key).")
    var rootKey: String?

    @Option(help: "How many Management API calls a tenant may make at once and each second, as BURST/PER_SECOND.")
    var rateLimit: String?

    @Option(help: "Whom the server may call: public addresses over https, or any (default: public).")
    var outbound: String?

    @Option(
        help: "A file of PEM certificates with which the server verifies hosts that it calls (default: the system's).")
    var outboundAuthorities: String?

    @Option(help: "The DNS server that is asked, as ADDRESS:PORT (default: the machine's).")
    var resolver: String?

    @Option(help: "The path of Node.js, which actions run on (default: node, as found on the PATH).")
    var node: String?

    @Option(help: "How many seconds all actions of a trigger may take together (default: 20).")
    var actionsTimeout: String?

    @Option(help: "How many megabytes an action's values may take (default: 128).")
    var actionsMemory: String?

    @Option(
        help: "How many processes for actions there are at most, each of which runs one flow at a time (default: 8).")
    var actionsProcesses: String?

    @Option(help: "For how many days log events are kept; 0 keeps them for ever (default: 30).")
    var logDays: String?

    @Option(help: "Whether Auth0's own limits hold, as 1,000 users in numbered pages: true or false (default: false).")
    var strict: String?

    @Option(help: "Whether the Management API v1 is answered, too: true or false (default: false).")
    var enableManagementApiV1: String?

    @Option(
        help: "The proxies whose X-Forwarded-... and Forwarded headers are believed: addresses and ranges, with commas."
    )
    var trustedProxies: String?

    @Flag(help: "Make a new tenant, although the root key has been there for a while and the database has none.")
    var newTenant = false

    @Option(help: "How many connections are answered at a time (default: 20000, or what the descriptors allow).")
    var maxConnections: String?

    @Option(help: "How many megabytes all request bodies in memory may have together (default: 128).")
    var bodyMemory: String?

    @Option(help: "How many seconds a request may take to come in; large bodies get more (default: 30).")
    var requestTimeout: String?

    @Option(help: "How many seconds what is in flight may go on when the server is to stop (default: 25).")
    var stopTimeout: String?

    @Option(help: "How many sessions with PostgreSQL there are at most (default: 12).")
    var dbConnections: String?

    @Option(help: "How many seconds a session with PostgreSQL may take to begin (default: 5).")
    var dbConnectTimeout: String?

    @Option(help: "How many seconds a statement may take (default: 30).")
    var dbStatementTimeout: String?

    @Option(help: "How many seconds a statement may wait for what another transaction has locked (default: 10).")
    var dbLockTimeout: String?

    @Option(help: "How many seconds a request may wait for its turn at the database (default: 10).")
    var dbWaitTimeout: String?

    @Option(help: "A JSON file with settings.")
    var config: String?

    /// Returns the settings from the command line, the environment and the configuration file.
    /// - Throws: `Settings.Problem`, in one line.
    func settings() async throws -> Settings {
        let reader = try await reader()
        func value(_ option: String?, _ key: ConfigKey, isSecret: Bool = false) -> String? {
            option ?? reader.string(forKey: key, isSecret: isSecret) ?? reader.int(forKey: key).map(String.init)
        }
        let folder = value(data, "data") ?? "data"
        let rootKeyFile = RootKeyFile(path: try value(rootKey, ["root", "key"]) ?? Self.file("root.key", in: folder))
        let place: Settings.Database =
            if let text = value(database, "database", isSecret: true) {
                try Settings.database(text)
            } else {
                .sqlite(path: try Self.file("gatehouse.sqlite", in: folder))
            }
        let storeLimits = try storeLimits { value($0, $1) }
        var settings = Settings(rootKeys: try await Gatehouse.rootKeys(in: rootKeyFile, for: place, storeLimits))
        settings.database = place
        settings.storeLimits = storeLimits
        settings.rootKeyFile = rootKeyFile
        settings.http = try httpLimits { value($0, $1) }
        switch value(newTenant ? "true" : nil, ["new", "tenant"]) {
        case nil, "false": settings.allowsNewTenant = false
        case "true": settings.allowsNewTenant = true
        case let text?: throw Settings.Problem("new-tenant must be true or false, not \(text)")
        }
        if let host = value(host, "host") { settings.host = host }
        if let text = value(port, "port") {
            guard let port = Int(text), (0...65535).contains(port) else {
                throw Settings.Problem("port must be a number from 0 to 65535, not \(text)")
            }
            settings.port = port
        }
        if let issuer = value(issuer, "issuer") { settings.issuer = try Settings.issuer(issuer) }
        if let text = value(rateLimit, ["rate", "limit"]) {
            guard let limit = RateLimiter.Limit(text) else {
                throw Settings.Problem("rate-limit must be BURST/PER_SECOND, as 10/2, not \(text)")
            }
            settings.rateLimit = limit
        }
        if let text = value(logDays, ["log", "days"]) {
            guard let days = Int(text), (0...36_500).contains(days) else {
                throw Settings.Problem("log-days must be a number of days, not \(text)")
            }
            settings.daysOfLogs = days == 0 ? nil : days
        }
        switch value(strict, "strict") {
        case nil, "false": settings.isStrict = false
        case "true": settings.isStrict = true
        case let text?: throw Settings.Problem("strict must be true or false, not \(text)")
        }
        switch value(enableManagementApiV1, ["enable", "management", "api", "v1"]) {
        case nil, "false": settings.servesLegacyAPI = false
        case "true": settings.servesLegacyAPI = true
        case let text?: throw Settings.Problem("enable-management-api-v1 must be true or false, not \(text)")
        }
        switch value(outbound, "outbound") {
        case nil, "public": settings.outbound = OutboundPolicy()
        case "any": settings.outbound = OutboundPolicy(allowsPrivateNetworks: true)
        case let text?: throw Settings.Problem("outbound must be public or any, not \(text)")
        }
        settings.outbound.authorities = value(outboundAuthorities, ["outbound", "authorities"])
        if let text = value(resolver, "resolver") {
            guard let server = SystemResolver.Server(text) else {
                throw Settings.Problem("resolver must be an IPv4 address with a port, as 127.0.0.1:53, not \(text)")
            }
            settings.resolver = server
        }
        settings.scripts = try scripts(in: folder, value)
        let id = value(nil, ["bootstrap", "client", "id"])
        let secret = value(nil, ["bootstrap", "client", "secret"], isSecret: true)
        settings.administrator = try Self.administrator(id, secret)
        return settings
    }

    /// Returns the settings of actions.
    private func scripts(
        in folder: String, _ value: (String?, ConfigKey, Bool) -> String?
    ) throws -> ScriptSettings {
        func number(_ option: String?, _ name: String, _ range: ClosedRange<Int>) throws -> Int? {
            guard let text = value(option, ["actions", "\(name)"], false) else { return nil }
            guard let number = Int(text), range.contains(number) else {
                throw Settings.Problem(
                    "actions-\(name) must be a number from \(range.lowerBound) to \(range.upperBound), not \(text)")
            }
            return number
        }
        var settings = ScriptSettings()
        settings.node = value(node, "node", false)
        if let seconds = try number(actionsTimeout, "timeout", 1...300) { settings.timeout = .seconds(seconds) }
        if let memory = try number(actionsMemory, "memory", 16...4096) { settings.memory = memory }
        if let processes = try number(actionsProcesses, "processes", 1...64) { settings.processes = processes }
        settings.packages = URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent("packages").path
        return settings
    }

    /// Parses an integer within a range.
    private static func number(
        _ text: String?, _ name: String, _ range: ClosedRange<Int>
    ) throws -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw Settings.Problem(
                "\(name) must be a number from \(range.lowerBound) to \(range.upperBound), not \(text)")
        }
        return number
    }

    /// Returns the limits of the database.
    private func storeLimits(_ value: (String?, ConfigKey) -> String?) throws -> StoreLimits {
        func number(_ option: String?, _ name: String, _ range: ClosedRange<Int> = 1...3600) throws -> Int? {
            let words = name.split(separator: "-").map(String.init)
            return try Self.number(value(option, ConfigKey(words)), name, range)
        }
        var limits = StoreLimits()
        if let count = try number(dbConnections, "db-connections", 1...1000) { limits.connections = count }
        if let time = try number(dbConnectTimeout, "db-connect-timeout") { limits.connect = .seconds(time) }
        if let time = try number(dbStatementTimeout, "db-statement-timeout") { limits.statement = .seconds(time) }
        if let time = try number(dbLockTimeout, "db-lock-timeout") { limits.lock = .seconds(time) }
        if let time = try number(dbWaitTimeout, "db-wait-timeout") { limits.wait = .seconds(time) }
        return limits
    }

    /// Returns the limits for HTTP clients.
    private func httpLimits(_ value: (String?, ConfigKey) -> String?) throws -> HTTPLimits {
        func number(_ option: String?, _ name: String, _ range: ClosedRange<Int>) throws -> Int? {
            let words = name.split(separator: "-").map(String.init)
            return try Self.number(value(option, ConfigKey(words)), name, range)
        }
        var limits = HTTPLimits()
        if let count = try number(maxConnections, "max-connections", 8...1_000_000) {
            limits.maximumConnections = count
        }
        if let size = try number(bodyMemory, "body-memory", 4...65_536) { limits.bodyMemory = size * 1024 * 1024 }
        if let time = try number(requestTimeout, "request-timeout", 1...3600) { limits.requestTime = .seconds(time) }
        if let time = try number(stopTimeout, "stop-timeout", 0...3600) { limits.stopTime = .seconds(time) }
        if let text = value(trustedProxies, ["trusted", "proxies"]) {
            guard let proxies = TrustedProxies(text) else {
                throw Settings.Problem(
                    "trusted-proxies must be addresses and ranges, as 10.0.0.0/8,2001:db8::1, not \(text)")
            }
            limits.trustedProxies = proxies
        }
        return limits
    }

    /// The command that prints an access token for the same tenant, with the given options.
    var tokenCommand: String {
        let program = URL(fileURLWithPath: CommandLine.arguments.first ?? "gatehouse").path
        let given: [(String, String?)] = [
            ("--config", config), ("--database", database), ("--data", data), ("--root-key", rootKey),
        ]
        let options = given.compactMap { name, value in value.map { "\(name) '\($0)'" } }
        return (["\(program) token"] + options).joined(separator: " ")
    }

    private func reader() async throws -> ConfigReader {
        let environment = EnvironmentVariablesProvider()
        var providers: [any ConfigProvider] = [environment.prefixKeys(with: "gatehouse")]
        let variables = ProcessInfo.processInfo.environment
        if let path = config ?? variables["GATEHOUSE_CONFIG"] {
            do {
                providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(path)))
            } catch {
                throw Settings.Problem("the configuration file \(path) cannot be read: \(error)")
            }
        }
        return ConfigReader(providers: providers)
    }

    /// Returns the path of a file in a folder, which is created if it does not exist.
    private static func file(_ name: String, in folder: String) throws -> String {
        let url = URL(fileURLWithPath: folder, isDirectory: true)
        do {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Settings.Problem("the data folder \(folder) cannot be made: \(error.localizedDescription)")
        }
        return url.appendingPathComponent(name).path
    }

    private static func administrator(
        _ id: String?, _ secret: String?
    ) throws -> TenantSeed.ClientCredential? {
        switch (id, secret) {
        case (nil, nil): return nil
        case (let id?, let secret?):
            guard (8...64).contains(id.utf8.count), secret.utf8.count >= 16 else {
                throw Settings.Problem(
                    "the bootstrap client needs an id of 8 to 64 and a secret of at least 16 characters")
            }
            return TenantSeed.ClientCredential(clientID: id, clientSecret: secret)
        default:
            throw Settings.Problem("GATEHOUSE_BOOTSTRAP_CLIENT_ID and GATEHOUSE_BOOTSTRAP_CLIENT_SECRET go together")
        }
    }
}

/// Ends the command with one line and status 2 if a setting is invalid or the database cannot be used.
func orderly<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let problem as Settings.Problem {
        complain(problem.description)
        throw ExitCode(2)
    }
}

/// Writes a line to standard error, joining messages of several lines.
func complain(_ text: String) {
    let parts = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    FileHandle.standardError.write(Data("gatehouse: \(parts.joined(separator: " "))\n".utf8))
}
