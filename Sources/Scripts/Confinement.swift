import CConfinement
import Subprocess
import SystemPackage

/// The confinement of a process to the work that it was started for.
///
/// The process runs this program again under another name: `CConfinement`, which is linked in, drops privileges before
/// anything else runs, and then executes the actual program. So confinement works in the same way in tests, in the
/// server, and in programs that embed the server.
struct Confinement: Sendable {
    /// The confinement that this machine supports.
    struct Means: Sendable {
        /// No signals to other processes, no change of identity, no new processes.
        let hasFilter: Bool
        /// No access to files that are not listed.
        let hasFiles: Bool
        /// A user namespace of its own.
        let hasNamespace: Bool
    }

    let processorSeconds: Int
    let dataKilobytes: Int
    /// The paths of files and folders that the process may read.
    let readable: [String]
    /// The paths of programs that it may execute.
    let executable: [String]

    /// Returns the command that starts a program with confinement.
    func command(_ program: String, _ arguments: [String]) -> (Executable, Arguments) {
        #if os(Linux)
            let own = ["\(processorSeconds)", "\(dataKilobytes)", Self.joined(readable), Self.joined(executable)]
            return (Self.ownProgram, Arguments(Self.name, own + [program] + arguments))
        #else
            return (.path(FilePath(program)), Arguments(arguments))
        #endif
    }

    /// Returns the confinement that this machine supports.
    static func means() async throws -> Means {
        #if os(Linux)
            let command = Confinement(processorSeconds: 10, dataKilobytes: 1 << 20, readable: [], executable: [])
                .command("-", [])
            let told = try await Subprocess.run(
                command.0, arguments: command.1, environment: .custom([:]), input: .none,
                output: .string(limit: 1024), error: .discarded)
            let words = told.standardOutput.split { $0 == " " || $0 == "\n" }
            return Means(
                hasFilter: words.contains("filter"), hasFiles: words.contains("files"),
                hasNamespace: words.contains("namespace"))
        #else
            return Means(hasFilter: false, hasFiles: false, hasNamespace: false)
        #endif
    }

    private static let ownProgram = Executable.path("/proc/self/exe")
    private static let name = String(cString: GATEHOUSE_CONFINED_NAME)

    /// Paths that contain `:` cannot be passed, and are therefore not allowed.
    private static func joined(_ paths: [String]) -> String {
        let named = paths.filter { !$0.utf8.contains(UInt8(ascii: ":")) }
        return named.isEmpty ? String(cString: GATEHOUSE_NO_PATH) : named.joined(separator: ":")
    }
}

extension Arguments {
    /// - Parameter name: the first argument, by which the program recognizes its role.
    fileprivate init(_ name: String, _ values: [String]) {
        self.init(executablePathOverride: name, remainingValues: values)
    }
}
