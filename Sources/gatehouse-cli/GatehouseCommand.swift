import ArgumentParser
import Gatehouse

@main
struct GatehouseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatehouse",
        abstract: "An identity server that you run yourself and that speaks Auth0's APIs.",
        discussion: """
            Every option can also be given as GATEHOUSE_... in the environment (GATEHOUSE_PORT, GATEHOUSE_DATABASE, ...) \
            or in a JSON file named with --config; an option on the command line wins over the environment, and the \
            environment over the file.
            """,
        version: Gatehouse.version,
        subcommands: [
            Serve.self, Migrate.self, Token.self, Import.self, Export.self, Mails.self, Texts.self, Keys.self,
            OpenAPI.self,
            Compatibility.self,
        ],
        defaultSubcommand: Serve.self)
}
