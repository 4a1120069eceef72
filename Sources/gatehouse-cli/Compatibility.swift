import ArgumentParser
import Gatehouse

struct Compatibility: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print which operations of the Management API are implemented.", shouldDisplay: false)

    func run() { print(Gatehouse.compatibility, terminator: "") }
}
