import Contract
import HTTPTypes
import Logging
import Metrics
import Tracing

extension ManagementClient {
    /// Sends a call until it succeeds, with the retries that the configuration allows.
    func answer(to call: PreparedCall) async throws -> TransportResponse {
        try await withSpan(call.name, ofKind: .client) { span in
            guard span.isRecording else { return try await attempts(at: call, in: span) }
            span.attributes.note(call, to: configuration.origin)
            do {
                let response = try await attempts(at: call, in: span)
                span.attributes["http.response.status_code"] = response.status.code
                return response
            } catch {
                span.attributes.note(error)
                throw error
            }
        }
    }

    private func attempts(at call: PreparedCall, in span: any Span) async throws -> TransportResponse {
        let configuration = configuration
        let clock = configuration.clock
        let deadline = configuration.callTimeout.map { clock.uptime().advanced(by: $0) }
        var retries = Retries(policy: configuration.retry, clock: clock, deadline: deadline)
        var mayRenewToken = true
        while true {
            let token = try await tokens.token()
            let attempt = try await gate.run { try await send(call, token: token, deadline: deadline, in: span) }
            if case .answered(let response) = attempt {
                if response.status.kind == .successful { return response }
                if response.status.code == 401, mayRenewToken, await tokens.discard(token) {
                    mayRenewToken = false
                    continue
                }
            }
            if try await retries.wait(after: attempt, isRepeatable: call.isIdempotent) {
                Counter(label: "management_client_retries", dimensions: call.dimensions).increment()
                span.attributes["http.request.resend_count"] = retries.count
                continue
            }
            throw ManagementError(attempt, operation: call.name, clock: clock).hiding([token])
        }
    }

    private func send(
        _ call: PreparedCall, token: String, deadline: ContinuousClock.Instant?, in span: any Span
    ) async throws -> Attempt {
        let configuration = configuration
        let clock = configuration.clock
        let start = clock.uptime()
        if let deadline, start >= deadline { return .failed(TransportError(.timeout, "No time was left to send")) }
        let latest = start.advanced(by: configuration.timeout)
        let request = TransportRequest(
            method: HTTPRequest.Method(call.method), url: configuration.apiURL + call.target,
            headers: headers(of: call, token: token, in: span), body: call.body,
            deadline: min(latest, deadline ?? latest))
        let attempt = try await transport.attempt(request)
        note(attempt, of: call, took: start.duration(to: clock.uptime()))
        return attempt
    }

    private func headers(of call: PreparedCall, token: String, in span: any Span) -> HTTPFields {
        var headers = commonHeaders
        InstrumentationSystem.instrument.inject(span.context, into: &headers, using: HeaderInjector())
        if call.body != nil { headers[.contentType] = call.contentType }
        headers[.authorization] = "Bearer \(token)"
        return headers
    }

    private func note(_ attempt: Attempt, of call: PreparedCall, took duration: Duration) {
        let status =
            switch attempt {
            case .answered(let response): "\(response.status.code)"
            case .failed(let error): "\(error.kind)"
            }
        Metrics.Timer(
            label: "management_client_request_duration", dimensions: call.dimensions + [("status", status)]
        ).record(duration: duration)
        guard configuration.logger.logLevel <= .debug else { return }
        var metadata: Logger.Metadata = [
            "method": "\(call.method.rawValue)", "path": "\(call.path)", "status": "\(status)",
            "duration": "\(duration)",
        ]
        if let id = attempt.requestID { metadata["request_id"] = "\(id)" }
        configuration.logger.debug("Management API request", metadata: metadata)
        guard configuration.logger.logLevel <= .trace else { return }
        configuration.logger.trace("Management API bodies", metadata: bodies(of: call, attempt))
    }
}

extension PreparedCall {
    fileprivate var dimensions: [(String, String)] { [("method", method.rawValue), ("path", path)] }
}

extension HTTPRequest.Method {
    fileprivate init(_ method: Contract.Method) {
        switch method {
        case .get: self = .get
        case .post: self = .post
        case .put: self = .put
        case .patch: self = .patch
        case .delete: self = .delete
        }
    }
}
