import ArgumentParser
import Gatehouse
import Logging
import Storage

struct Token: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a Management API token for the local tenant, for scripts.",
        discussion: "It signs with the key in the database, so it needs the same options as the server.")

    @OptionGroup var options: SettingsOptions

    @Option(help: "The scopes, separated by spaces (default: all).")
    var scope: String?

    @Option(help: "How long the token is good for, in seconds.")
    var lifetime = 86_400

    func run() async throws {
        try await orderly {
            do {
                print(try await Gatehouse.token(try await options.settings(), scope: scope, lifetime: lifetime))
            } catch let error as StorageError {
                throw Settings.Problem("the database cannot be used: \(error)")
            }
        }
    }
}
