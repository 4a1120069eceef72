import ArgumentParser
import Gatehouse
import Storage

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database's schema up to date, and stop.")

    @OptionGroup var options: SettingsOptions

    func run() async throws {
        try await orderly {
            do {
                try await Gatehouse.migrate(try await options.settings().database)
            } catch let error as StorageError {
                throw Settings.Problem("the database cannot be used: \(error)")
            }
        }
    }
}
