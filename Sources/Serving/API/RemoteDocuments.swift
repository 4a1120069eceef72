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
    /// For how long nobody who could not be asked is asked again, so that those who wait for them hold up nobody else.
    private static let pause = Duration.seconds(5)

    private struct Entry: Sendable {
        let outcome: Result<JSON, OutboundFailure>
        let date: Timestamp

        /// For how long it counts, where an answer would for so long.
        func life(_ age: Duration) -> Duration {
            switch outcome {
            case .success: age
            case .failure: min(age, RemoteDocuments.pause)
            }
        }
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
        if let known = entries.withLock({ $0[url] }), now < known.date + known.life(age) {
            return try known.outcome.get()
        }
        let outcome: Result<JSON, OutboundFailure>
        do {
            outcome = .success(try await fetch(url))
        } catch let failure as OutboundFailure {
            outcome = .failure(failure)
        }
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries = [:] }
            entries[url] = Entry(outcome: outcome, date: now)
        }
        return try outcome.get()
    }

    private func fetch(_ url: String) async throws -> JSON {
        let answer = try await outbound.send(
            OutboundRequest("GET", url, headers: [("Accept", "application/json")], longestAnswer: Self.longest))
        guard answer.status == 200 else { throw OutboundFailure("It answered with the status \(answer.status)") }
        do {
            return try JSON(parsing: answer.body)
        } catch {
            throw OutboundFailure("It did not answer with JSON")
        }
    }
}
