/// The outcome of sending a request once.
enum Attempt: Sendable {
    case answered(TransportResponse)
    case failed(TransportError)
}

extension Transport {
    /// Sends a request once and returns the outcome.
    /// - Throws: Only `CancellationError`.
    func attempt(_ request: TransportRequest) async throws -> Attempt {
        do {
            return .answered(try await send(request))
        } catch let error as CancellationError {
            throw error
        } catch {
            // A cancelled transport may throw its own error.
            try Task.checkCancellation()
            // Only the type of an unknown error is included, because its description may quote the request.
            return .failed(error as? TransportError ?? TransportError(.other, "\(type(of: error))"))
        }
    }
}
