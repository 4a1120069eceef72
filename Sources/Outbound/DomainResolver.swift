import CResolv

/// A type of DNS records.
public enum DomainRecordType: Hashable, Sendable {
    /// The canonical name of an alias.
    case cname
    case txt
}

/// A DNS resolver.
public protocol DomainResolver: Sendable {
    /// Returns the values of a name's records; empty if it has none or does not exist.
    /// - Throws: `OutboundFailure` if no server could answer.
    func records(_ type: DomainRecordType, of name: String) async throws -> [String]
}

/// A DNS resolver with the system's resolver library on its own threads.
public struct SystemResolver: DomainResolver {
    /// A DNS server.
    public struct Server: Hashable, Sendable {
        /// The IPv4 address.
        public let address: String
        public let port: Int

        /// Parses `ADDRESS:PORT`, or an address alone for the default port 53.
        public init?(_ text: String) {
            let halves = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            var parsed = in_addr()
            guard (1...2).contains(halves.count), inet_pton(AF_INET, halves[0], &parsed) == 1,
                let port = halves.count == 1 ? 53 : Int(halves[1]), (1...65_535).contains(port)
            else { return nil }
            address = halves[0]
            self.port = port
        }
    }

    private static let longestAnswer = 65_535

    private let server: Server?
    private let threads = OutboundThreads("resolver", count: 4)

    /// - Parameter server: the server to ask; `nil` for the machine's servers.
    public init(_ server: Server? = nil) { self.server = server }

    public func records(_ type: DomainRecordType, of name: String) async throws -> [String] {
        try await threads.run { [server] in try Self.ask(type, name, server) }
    }

    private static func ask(_ type: DomainRecordType, _ name: String, _ server: Server?) throws -> [String] {
        let number = Int32(type == .cname ? ns_t_cname.rawValue : ns_t_txt.rawValue)
        var problem: Int32 = 0
        var answer = [UInt8](repeating: 0, count: longestAnswer)
        let length = gatehouse_resolve(
            name, number, server?.address, Int32(server?.port ?? 0), &answer, Int32(answer.count), &problem)
        guard length >= 0 else {
            if problem == HOST_NOT_FOUND || problem == NO_DATA { return [] }
            throw OutboundFailure("The DNS has no answer for \(name)")
        }
        var records: [String] = []
        var text = [CChar](repeating: 0, count: longestAnswer)
        var index: Int32 = 0
        while true {
            let found = gatehouse_record(answer, length, number, index, &text, Int32(text.count))
            guard found >= 0 else { return records }
            let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            if found == 1 { records.append(String(decoding: bytes, as: UTF8.self)) }
            index += 1
        }
    }
}
