import Contract
import Outbound
import Synchronization

/// A cache of external JSON documents that seldom change, such as provider metadata.
public final class RemoteDocuments: Sendable {
    /// The maximum number of documents.
    private static let capacity = 1_000
    /// The maximum size of a document, in bytes; Auth0's limit.
    private static let longest = 128 << 10
    /// The time for which a failure is cached, so that requests that wait for a failing server do not delay others.
    private static let pause = Duration.seconds(5)

    private struct Entry: Sendable {
        let outcome: Result<JSON, OutboundFailure>
        let date: Timestamp

        /// Returns the lifetime of an entry, given that of a successful response.
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

    /// Returns the document at a URL.
    /// - Parameter age: the maximum age of a cached document.
    /// - Throws: `OutboundFailure` if the document cannot be fetched.
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
