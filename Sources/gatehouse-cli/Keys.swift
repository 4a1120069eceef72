import ArgumentParser
import Gatehouse
import Storage

struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look after the keys that secrets are sealed with.", subcommands: [Rotate.self])

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a new root key in the place of the one in the root key file.",
            discussion: "Servers that are running go on, where they read the same file.")

        @OptionGroup var options: SettingsOptions

        func run() async throws {
            try await orderly {
                do {
                    let settings = try await options.settings()
                    guard let file = settings.rootKeyFile else { return }
                    let kid = try await Gatehouse.rotateRootKey(settings, in: file)
                    print("Secrets are sealed under the root key \(kid) now, which is in \(file.path).")
                } catch let error as StorageError {
                    throw Settings.Problem("the database cannot be used: \(error)")
                }
            }
        }
    }
}
