import ArgumentParser
import Gatehouse

struct OpenAPI: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "Print the OpenAPI document of the Management API.")

    func run() async throws { print(Gatehouse.openAPI(issuer: "http://localhost:3000/").text) }
}
