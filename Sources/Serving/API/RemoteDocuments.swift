import Contract
import Outbound
import Synchronization

/// JSON documents of others that seldom change, as what an identity provider says of itself. They are remembered for a
/// while.
public final class RemoteDocuments: Sendable {
    /// How many are remembered.
    private static let capacity = 1_000
    /// How large one may be, in bytes; Auth0's limit.
    private static let longest = 128 << 10

    private struct Entry: Sendable {
        let document: JSON
        let date: Timestamp
    }

    private let outbound: any OutboundHTTP
    private let clock: any TimeSource
    private let entries = Mutex<[String: Entry]>([:])

    public init(_ outbound: any OutboundHTTP, clock: any TimeSource) {
        self.outbound = outbound
        self.clock = clock
    }

    /// The document at an address.
    /// - Parameter age: how long ago it may have been fetched.
    /// - Throws: `OutboundFailure` where there is no such document.
    public func document(at url: String, within age: Duration) async throws -> JSON {
        let now = clock.now
        if let known = entries.withLock({ $0[url] }), now < known.date + age { return known.document }
        let answer = try await outbound.send(
            OutboundRequest("GET", url, headers: [("Accept", "application/json")], longestAnswer: Self.longest))
        guard answer.status == 200 else { throw OutboundFailure("It answered with the status \(answer.status)") }
        let document: JSON
        do {
            document = try JSON(parsing: answer.body)
        } catch {
            throw OutboundFailure("It did not answer with JSON")
        }
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries = [:] }
            entries[url] = Entry(document: document, date: now)
        }
        return document
    }
}
