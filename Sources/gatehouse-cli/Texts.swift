import ArgumentParser
import Gatehouse
import Storage

struct Texts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the messages to phones of the local tenant, or show one.",
        discussion: """
            Where no phone provider is configured, messages stay here to be looked at. What a message said is kept until \
            it is sent.
            """)

    @Argument(help: "The message to show, by its identifier; `last` shows the newest.")
    var text: String?

    @OptionGroup var options: SettingsOptions

    @Option(help: "How many to list, the newest first.")
    var limit = 20

    func run() async throws {
        try await orderly {
            do {
                print(try await Gatehouse.texts(try await options.settings(), showing: text, limit: limit))
            } catch let error as StorageError {
                throw Settings.Problem("the database cannot be used: \(error)")
            }
        }
    }
}
