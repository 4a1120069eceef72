import Contract
import Foundation
import Subprocess
import SystemPackage

/// The command that starts a Node.js process for scripts.
struct NodeCommand: Sendable {
    let program: Executable
    let arguments: Arguments
    /// The empty working directory.
    let folder: String

    /// - Throws: `ScriptsUnavailable` if there is no suitable `node`.
    init(_ settings: ScriptSettings) async throws {
        let (node, version) = try await Self.ask(Self.node(settings))
        folder = try Self.emptyFolder()
        let packages = settings.packages.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path } ?? folder
        var flags = ["--max-old-space-size=\(settings.memory)", "--no-warnings", "--preserve-symlinks"]
        if let fence = version.fence { flags += [fence, "--allow-fs-read=\(packages)/*"] }
        let script = String(decoding: PackageResources.ScriptHost_js, as: UTF8.self)
        let confinement = Confinement(
            // A limit for processes that outlive the server.
            processorSeconds: 120, dataKilobytes: (settings.memory + 640) * 1024,
            readable: [packages, folder], executable: [Self.realPath(node)])
        (program, arguments) = confinement.command(Self.realPath(node), flags + ["-e", script, packages])
    }

    private static func node(_ settings: ScriptSettings) async throws -> String {
        if let path = settings.node {
            guard FileManager.default.isExecutableFile(atPath: path) else {
                throw ScriptsUnavailable("Actions cannot run: there is no program \(path)")
            }
            return path
        }
        do {
            return try await Executable.name("node").resolveExecutablePath(in: .inherit).string
        } catch {
            throw ScriptsUnavailable("Actions cannot run: Node.js is not installed")
        }
    }

    /// Resolves symbolic links, because the confinement applies to the actual file.
    private static func realPath(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    private struct Version {
        let major: Int
        let minor: Int

        /// The flag that restricts file access and child processes, if this version of Node.js has it.
        var fence: String? {
            if major > 23 || (major == 23 && minor >= 5) || (major == 22 && minor >= 13) { return "--permission" }
            return major >= 20 ? "--experimental-permission" : nil
        }
    }

    /// Asks a program for its Node.js version and path, because it may be a script that starts another program.
    private static func ask(_ node: String) async throws -> (path: String, version: Version) {
        let text: String
        do {
            let asked = try await Subprocess.run(
                .path(FilePath(node)), arguments: ["-p", "process.version + ' ' + process.execPath"],
                environment: .custom([:]), input: .none,
                output: .string(limit: 1 << 16), error: .discarded)
            text = asked.standardOutput
        } catch {
            try Task.checkCancellation()
            throw ScriptsUnavailable("Actions cannot run: \(node) cannot be started: \(error)")
        }
        let answer = text.trimmingCharacters(in: .whitespacesAndNewlines).split(separator: " ", maxSplits: 1)
        let parts = answer.first?.dropFirst().split(separator: ".") ?? []
        guard text.hasPrefix("v"), answer.count == 2, parts.count >= 3, let major = Int(parts[0]),
            let minor = Int(parts[1])
        else { throw ScriptsUnavailable("Actions cannot run: \(node) is not Node.js") }
        guard major >= 18 else {
            throw ScriptsUnavailable("Actions cannot run: they need Node.js 18 or later, and \(node) is \(answer[0])")
        }
        return (String(answer[1]), Version(major: major, minor: minor))
    }

    private static func emptyFolder() throws -> String {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("gatehouse-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o500])
        return url.resolvingSymlinksInPath().path
    }

    /// Removes the working directory.
    func clean() { try? FileManager.default.removeItem(atPath: folder) }
}
