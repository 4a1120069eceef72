import Contract
import HTTPTypes
import Serving
import Storage

/// The Management API v1, which Auth0 has switched off, for clients that still use it. It has no state of its own: each
/// call is translated into calls of the Management API v2.
public struct LegacyAPI: Sendable {
    private let services: Services
    private let management: Site
    private let tokens = AccessTokens()

    /// - Parameter management: The routes of the Management API v2, under `/api/v2`.
    public init(services: Services, management: [Route]) {
        self.services = services
        self.management = Site(management)
    }

    public var routes: [Route] {
        Self.operations.flatMap { operation in
            // Auth0 documented some paths with a trailing slash, and clients send them so.
            [operation.path, operation.path + "/"].map { path in
                Route(operation.method, path, of: .management, maximumBodySize: Route.largeBodySize) {
                    request, arguments in
                    await answer(request, arguments, operation)
                }.refusingEarly { refusal(to: $0, operation) }
            }
        }
    }

    /// Returns the response to a request without a valid token, before its body is read.
    private func refusal(to request: IncomingRequest, _ operation: LegacyOperation) -> OutgoingResponse? {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let token = try LegacyCall.token(of: request)
            _ = try tokens.caller(of: "Bearer \(token)", tenant: tenant, now: services.clock.now)
            return nil
        } catch let refusal as LegacyRefusal {
            return OutgoingResponse(status: refusal.status, json: refusal.json, headers: Self.headers(of: operation))
        } catch let error as APIError {
            let refusal = LegacyRefusal(error.statusCode, error.message, code: error.errorCode)
            return OutgoingResponse(status: refusal.status, json: refusal.json, headers: Self.headers(of: operation))
        } catch {
            // Other errors are reported when the operation runs.
            return nil
        }
    }

    private static func headers(of operation: LegacyOperation) -> HTTPFields {
        var headers: HTTPFields = [.link: "<\(operation.successorPath)>; rel=\"successor-version\""]
        headers[.deprecation] = deprecation
        headers[.sunset] = sunset
        return headers
    }

    private func answer(
        _ request: IncomingRequest, _ arguments: [String], _ operation: LegacyOperation
    ) async -> OutgoingResponse {
        let headers = Self.headers(of: operation)
        do {
            let tenant = try services.tenants.tenant(for: request)
            let call = try LegacyCall(
                request, arguments, tenant: tenant, services: services, management: management)
            let reply = try await operation.run(call)
            guard let json = reply.json else { return OutgoingResponse(status: reply.status, headers: headers) }
            return OutgoingResponse(status: reply.status, json: json, headers: headers)
        } catch let refusal as LegacyRefusal {
            return OutgoingResponse(status: refusal.status, json: refusal.json, headers: headers.withRetryTime(refusal))
        } catch StorageError.unavailable(let detail) {
            services.logger.error("storage unavailable", metadata: ["detail": "\(detail)"])
            let refusal = LegacyRefusal(503, "The service is temporarily unavailable", code: "service_unavailable")
            return OutgoingResponse(status: 503, json: refusal.json, headers: headers.withRetryTime(refusal))
        } catch {
            services.logger.error("request failed", metadata: ["path": "\(request.path)", "error": "\(error)"])
            let refusal = LegacyRefusal(500, "An internal error occurred", code: "internal_error")
            return OutgoingResponse(status: 500, json: refusal.json, headers: headers)
        }
    }

    /// The dates at which Auth0 announced the end of the API (RFC 9745) and switched it off (RFC 8594).
    private static let deprecation = "@1531440000"
    private static let sunset = "Mon, 13 Jul 2020 00:00:00 GMT"
}

/// An operation of the Management API v1.
struct LegacyOperation: Sendable {
    let method: String
    let path: String
    /// The operation of the Management API v2 that replaces it, such as `GET /users`.
    let successor: String
    let run: @Sendable (LegacyCall) async throws -> LegacyReply

    init(
        _ method: String, _ path: String, _ successor: String,
        _ run: @escaping @Sendable (LegacyCall) async throws -> LegacyReply
    ) {
        self.method = method
        self.path = path
        self.successor = successor
        self.run = run
    }

    var successorPath: String { "/api/v2" + (successor.split(separator: " ").last.map(String.init) ?? "") }
}

extension LegacyAPI {
    /// All operations.
    static let operations: [LegacyOperation] =
        userOperations + userListOperations + userChangeOperations + connectionOperations + clientOperations
        + ruleOperations + emailOperations + logOperations

    /// The replacement of each operation, as a Markdown table.
    public static var mapping: String {
        let rows = operations.map { "| `\($0.method) \($0.path)` | `\($0.successor)` |" }
        return (["| Management API v1 | Management API v2 |", "|---|---|"] + rows).joined(separator: "\n") + "\n"
    }
}

extension HTTPFields {
    /// Returns the header fields with the time of a retry, if the error has one.
    fileprivate func withRetryTime(_ refusal: LegacyRefusal) -> HTTPFields {
        var headers = self
        if refusal.status == 503 { headers[.retryAfter] = OutgoingResponse.retryTime }
        return headers
    }
}

extension HTTPField.Name {
    fileprivate static let link = HTTPField.Name(known: "Link")
    fileprivate static let deprecation = HTTPField.Name(known: "Deprecation")
    fileprivate static let sunset = HTTPField.Name(known: "Sunset")
}
