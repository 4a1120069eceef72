import Hummingbird
import ManagementClient
import NIOCore
import Synchronization
import Testing

/// A thousand concurrent calls through one client, against a local server that fails in every way.
@Suite(.timeLimit(.minutes(5))) struct ChaosTests {
    /// The server's reaction to a request.
    private enum Deed: Int, CaseIterable {
        case answer, answerSlowly, rateLimit, rateLimitUntil, unavailable, badGateway
        /// Closes the connection before processing the request.
        case cut
        /// Processes the request and closes the connection before responding.
        case cutAfterwards
        /// Never responds.
        case stall

        /// Whether the request is processed.
        var isDone: Bool { [.answer, .answerSlowly, .cutAfterwards].contains(self) }
    }

    private struct Count {
        /// The number of requests of a call.
        var requests = 0
        /// The number of processed requests.
        var done = 0
        /// The reactions, in order.
        var deeds: [Deed] = []
    }

    /// Counts requests by the name of the call, and determines the reactions.
    private final class Ledger: Sendable {
        private let counts = Mutex<[String: Count]>([:])
        var all: [String: Count] { counts.withLock { $0 } }

        func deed(for name: String, _ seed: Int) -> Deed {
            counts.withLock { counts in
                var count = counts[name] ?? Count()
                // Every reaction occurs, in a different order for each call; after several attempts, each call
                // succeeds.
                let number = (seed + count.requests * 7) % (Deed.allCases.count * 2)
                let chosen = count.requests >= 6 ? Deed.answer : Deed(rawValue: number) ?? .answer
                count.requests += 1
                count.deeds.append(chosen)
                if chosen.isDone { count.done += 1 }
                counts[name] = count
                return chosen
            }
        }
    }

    /// A context that knows its connection, so that it can close it.
    private struct Context: RequestContext {
        var coreContext: CoreRequestContextStorage
        let channel: any Channel

        init(source: ApplicationRequestContextSource) {
            coreContext = .init(source: source)
            channel = source.channel
        }
    }

    private func respond(_ deed: Deed, _ context: Context) async throws -> HummingbirdCore.Response {
        switch deed {
        case .answerSlowly: try await Task.sleep(for: .milliseconds(20))
        case .answer: break
        case .rateLimit: return Response(status: .tooManyRequests, headers: [.retryAfter: "0"])
        case .rateLimitUntil: return Response(status: .tooManyRequests)
        case .unavailable: return Response(status: .serviceUnavailable)
        case .badGateway: return Response(status: .badGateway)
        case .cut, .cutAfterwards: try await context.channel.close()
        case .stall: try await Task.sleep(for: .seconds(3600))
        }
        let role: JSON = ["id": "rol_x", "name": "editor"]
        return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: role.bytes)))
    }

    private func withServer(_ ledger: Ledger, _ test: @Sendable @escaping (String) async throws -> Void) async throws {
        let router = Router(context: Context.self)
        for method: HTTPRequest.Method in [.get, .post, .patch, .delete] {
            router.on("api/v2/**", method: method) { request, context in
                let name = request.headers[.ifMatch] ?? ""
                let deed = ledger.deed(for: name, Int(name.drop { !$0.isNumber }) ?? 0)
                return try await respond(deed, context)
            }
        }
        try await router.listening(test)
    }

    /// Makes a named call by one of four methods.
    private func call(_ client: ManagementClient, _ number: Int) async -> (name: String, error: ManagementError?) {
        let kind = ["get", "post", "patch", "delete"][number % 4]
        let name = "\(kind)-\(number)"
        let roles = client.with { $0.headers[.ifMatch] = name }.roles
        do {
            switch kind {
            case "get": _ = try await roles.get("rol_x")
            case "post": _ = try await roles.create(.init(name: "editor"))
            case "patch": _ = try await roles.update("rol_x", Patch { $0.name = "editor" })
            default: try await roles.delete("rol_x")
            }
            return (name, nil)
        } catch {
            return (name, error as? ManagementError ?? ManagementError(.configuration, "\(error)"))
        }
    }

    @Test func noWriteIsLostAndNoneIsDoneTwice() async throws {
        let ledger = Ledger()
        try await withServer(ledger) { domain in
            let transport = HTTPTransport()
            let client = ManagementClient(domain: domain, token: "t", transport: transport) {
                $0.maxConcurrentRequests = 64
                $0.timeout = .seconds(1)
                $0.retry.firstDelay = .milliseconds(1)
                $0.retry.longestDelay = .milliseconds(20)
            }
            let results = await withTaskGroup { group in
                for number in 0..<1000 { group.addTask { await call(client, number) } }
                return await group.reduce(into: [:]) { $0[$1.name] = $1.error.map { [$0] } ?? [] }
            }
            try await transport.shutdown()
            #expect(results.count == 1000)
            for (name, errors) in results { check(name, errors.first, ledger.all[name] ?? Count()) }
            let succeeded = results.values.filter(\.isEmpty).count
            #expect(succeeded > 500, "\(succeeded)")
        }
        // Every kind of failure has occurred.
        #expect(Set(ledger.all.values.flatMap(\.deeds)) == Set(Deed.allCases))
    }

    private func check(_ name: String, _ error: ManagementError?, _ count: Count) {
        let comment: Comment = "\(name): \(count.deeds) \(error?.description ?? "")"
        // A successful call was processed.
        if error == nil { #expect(count.deeds.last?.isDone == true && count.done >= 1, comment) }
        // A timeout is not retried.
        if count.deeds.contains(.stall) { #expect(count.deeds.last == .stall && error?.kind == .timeout, comment) }
        guard name.hasPrefix("post") || name.hasPrefix("patch") else { return }
        // A call with side effects is retried only if it was certainly not processed.
        #expect(count.done <= 1, comment)
        let again = count.deeds.dropLast()
        #expect(again.allSatisfy { [.rateLimit, .rateLimitUntil].contains($0) }, comment)
        // A call that was not processed throws an error.
        if count.done == 0 { #expect(error != nil, comment) }
    }
}
