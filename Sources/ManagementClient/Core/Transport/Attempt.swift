/// How sending a request once went.
enum Attempt: Sendable {
    case answered(TransportResponse)
    case failed(TransportError)
}

extension Transport {
    /// Sends a request once and tells how it went.
    /// - Throws: `CancellationError` alone.
    func attempt(_ request: TransportRequest) async throws -> Attempt {
        do {
            return .answered(try await send(request))
        } catch let error as CancellationError {
            throw error
        } catch {
            // A transport that is cancelled may say so in words of its own.
            try Task.checkCancellation()
            // Only the type of an unknown error is told: its description may quote the request.
            return .failed(error as? TransportError ?? TransportError(.other, "\(type(of: error))"))
        }
    }
}
