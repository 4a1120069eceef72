import ArgumentParser
import Gatehouse
import Storage

struct Mails: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the mails of the local tenant, or show one.",
        discussion: """
            Where no e-mail provider is configured, mails stay here to be looked at. What a mail said is kept until it is \
            sent.
            """)

    @Argument(help: "The mail to show, by its identifier; `last` shows the newest.")
    var mail: String?

    @OptionGroup var options: SettingsOptions

    @Option(help: "How many to list, the newest first.")
    var limit = 20

    func run() async throws {
        try await orderly {
            do {
                print(try await Gatehouse.mails(try await options.settings(), showing: mail, limit: limit))
            } catch let error as StorageError {
                throw Settings.Problem("the database cannot be used: \(error)")
            }
        }
    }
}
