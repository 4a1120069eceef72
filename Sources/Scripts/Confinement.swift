import CConfinement
import Subprocess
import SystemPackage

/// What keeps a process from everything but the work that it was started for.
///
/// The process is this program once more, under another name: what `CConfinement` has linked in gives privileges away
/// before anything else runs, and becomes the wanted program. So the same holds in tests, in a server, and in the
/// programs of those who embed one.
struct Confinement: Sendable {
    /// What could be set up on this machine.
    struct Means: Sendable {
        /// No signals to other processes, no other identity, no new processes.
        let hasFilter: Bool
        /// No files but those that are named.
        let hasFiles: Bool
        /// An identity of its own.
        let hasNamespace: Bool
    }

    let processorSeconds: Int
    let dataKilobytes: Int
    /// Paths of files and folders that the process may read.
    let readable: [String]
    /// Paths of programs that it may run.
    let executable: [String]

    /// How a program is started that is confined.
    func command(_ program: String, _ arguments: [String]) -> (Executable, Arguments) {
        #if os(Linux)
            let own = ["\(processorSeconds)", "\(dataKilobytes)", Self.joined(readable), Self.joined(executable)]
            return (Self.ownProgram, Arguments(Self.name, own + [program] + arguments))
        #else
            return (.path(FilePath(program)), Arguments(arguments))
        #endif
    }

    /// Finds out what can be set up on this machine.
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

    /// Paths with a `:` in them cannot be named, and are not allowed.
    private static func joined(_ paths: [String]) -> String {
        let named = paths.filter { !$0.utf8.contains(UInt8(ascii: ":")) }
        return named.isEmpty ? String(cString: GATEHOUSE_NO_PATH) : named.joined(separator: ":")
    }
}

extension Arguments {
    /// - Parameter name: the name that the program finds itself called by.
    fileprivate init(_ name: String, _ values: [String]) {
        self.init(executablePathOverride: name, remainingValues: values)
    }
}
