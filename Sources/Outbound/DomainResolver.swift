import CResolv

/// A kind of record that a name can have.
public enum DomainRecordType: Hashable, Sendable {
    /// The name that this one is another word for.
    case cname
    case txt
}

/// Looks names up in the DNS.
public protocol DomainResolver: Sendable {
    /// What a name's records say; nothing where it has none, or there is no such name.
    /// - Throws: `OutboundFailure` where nobody could tell.
    func records(_ type: DomainRecordType, of name: String) async throws -> [String]
}

/// Looks names up with the system's resolver library, on threads of its own.
public struct SystemResolver: DomainResolver {
    /// A server that is asked.
    public struct Server: Hashable, Sendable {
        /// An IPv4 address.
        public let address: String
        public let port: Int

        /// Reads `ADDRESS:PORT`, or an address alone for the usual port, 53.
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

    /// - Parameter server: who is asked, in place of the machine's servers.
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
