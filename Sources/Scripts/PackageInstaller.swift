import Foundation
import Subprocess
import SystemPackage

/// The reason why a package cannot be installed.
public struct PackageProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whether the package does not exist. Otherwise the installation may succeed later.
    public let isFinal: Bool
    public let description: String
}

extension ScriptRunner {
    /// The time limit of an installation.
    private static let patience: Duration = .seconds(180)

    /// Installs a package for scripts. It may be called repeatedly and concurrently.
    /// - Throws: `PackageProblem`; `CancellationError` if the task was cancelled.
    public func install(_ dependency: Script.Dependency) async throws {
        let (name, version) = (dependency.name, dependency.version)
        guard dependency.isWellFormed else {
            throw PackageProblem(isFinal: true, description: "\(name)@\(version) is not the name of a package")
        }
        guard let root = settings.packages else {
            throw PackageProblem(isFinal: false, description: "there is no folder to keep packages in")
        }
        let folder = URL(fileURLWithPath: root, isDirectory: true)
        let target = folder.appendingPathComponent("\(name)@\(version)", isDirectory: true)
        if FileManager.default.fileExists(atPath: target.path) { return }
        let workplace = folder.appendingPathComponent(".installing-\(UUID().uuidString)", isDirectory: true)
        defer { try? FileManager.default.removeItem(at: workplace) }
        let npm = try await npm()
        do {
            try FileManager.default.createDirectory(at: workplace, withIntermediateDirectories: true)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try await run(npm, "\(name)@\(version)", in: workplace, cache: folder.appendingPathComponent(".cache"))
            // The package is moved in one step, so that no one sees an incomplete one.
            try FileManager.default.moveItem(at: workplace, to: target)
        } catch {
            // A stopping server knows nothing about the package, so another attempt is needed.
            try Task.checkCancellation()
            if let problem = error as? PackageProblem { throw problem }
            if FileManager.default.fileExists(atPath: target.path) { return }
            throw PackageProblem(isFinal: false, description: "\(error)")
        }
    }

    private func npm() async throws -> FilePath {
        if let node = settings.node {
            let sibling = URL(fileURLWithPath: node).deletingLastPathComponent().appendingPathComponent("npm").path
            if FileManager.default.isExecutableFile(atPath: sibling) { return FilePath(sibling) }
        }
        do {
            return try await Executable.name("npm").resolveExecutablePath(in: .inherit)
        } catch {
            throw PackageProblem(isFinal: false, description: "npm is not installed")
        }
    }

    private func run(_ npm: FilePath, _ package: String, in folder: URL, cache: URL) async throws {
        var environment = ProcessInfo.processInfo.environment.filter { name, _ in
            let small = name.lowercased()
            return small == "path" || small.hasPrefix("npm_config_") || small.hasSuffix("_proxy")
        }
        environment["HOME"] = folder.path
        var options = PlatformOptions()
        options.createSession = true
        let arguments = [
            "install", "--prefix", folder.path, "--cache", cache.path, "--ignore-scripts", "--no-audit", "--no-fund",
            "--no-package-lock", "--no-update-notifier", "--fetch-retries=1", "--fetch-retry-mintimeout=100",
            "--fetch-timeout=30000", "--loglevel=error", "--", package,
        ]
        let named = environment.reduce(into: [Environment.Key: String]()) { named, variable in
            if let key = Environment.Key(rawValue: variable.key) { named[key] = variable.value }
        }
        let result = try await Subprocess.run(
            .path(npm), arguments: Arguments(arguments), environment: .custom(named),
            workingDirectory: FilePath(folder.path), platformOptions: options, input: .none, output: .discarded,
            error: .sequence
        ) { execution in
            let clock = Task {
                try await Task.sleep(for: Self.patience)
                try? execution.send(signal: .kill, toProcessGroup: true)
            }
            defer { clock.cancel() }
            var text: [UInt8] = []
            for try await buffer in execution.standardError where text.count < 65_536 {
                buffer.withUnsafeBytes { text.append(contentsOf: $0) }
            }
            return String(decoding: text, as: UTF8.self)
        }
        if !result.terminationStatus.isSuccess { throw PackageProblem(of: package, told: result.closureResult) }
    }
}

extension PackageProblem {
    /// The npm error codes for packages that do not exist.
    private static let final = ["E404", "ETARGET", "EINVALIDTAGNAME", "EINVALIDPACKAGENAME"]

    fileprivate init(of package: String, told text: String) {
        let lines = text.split(separator: "\n").map { line in
            line.replacing("npm error ", with: "").replacing("npm ERR! ", with: "")
        }
        let code = lines.first { $0.hasPrefix("code ") }.map { $0.dropFirst(5) } ?? "npm failed"
        isFinal = Self.final.contains(String(code))
        description = "\(package) cannot be installed: \(code)"
    }
}

extension Script.Dependency {
    /// Whether this can be a package rather than a path, a URL or an option.
    fileprivate var isWellFormed: Bool {
        let name = /(@[a-z0-9~_][a-z0-9._~-]*\/)?[a-zA-Z0-9~][a-zA-Z0-9._~-]*/
        let version = /[a-zA-Z0-9][a-zA-Z0-9.+_-]*/
        return self.name.wholeMatch(of: name) != nil && self.version.wholeMatch(of: version) != nil
    }
}
