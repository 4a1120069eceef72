import Contract
import HTTPTypes
import Logging
import Secrets
import Storage

/// The Management API over HTTP: what every call goes through on its way to a handler, and back.
public struct ManagementAPI: Sendable {
    private let services: Services
    private let tokens: AccessTokens
    private let limiter: RateLimiter

    public init(services: Services, tokens: AccessTokens, limiter: RateLimiter) {
        self.services = services
        self.tokens = tokens
        self.limiter = limiter
    }

    /// The routes of operations.
    /// - Parameter root: where the API is, as `/api/v2`.
    public func routes(_ operations: [ServedOperation], at root: String) -> [Route] {
        operations.map { operation in
            Route(operation.description.method.rawValue, root + operation.description.path) { request, arguments in
                await answer(request, arguments, operation)
            }
        }
    }

    private func answer(
        _ request: IncomingRequest, _ path: [String], _ operation: ServedOperation
    ) async -> OutgoingAnswer {
        var headers = HTTPFields()
        do {
            let tenant = try services.tenants.tenant(for: request)
            let now = services.clock.now
            let caller = try await caller(of: request, tenant: tenant, now: now)
            let verdict = limiter.take(tenant: tenant.id.value, now: now)
            headers[.rateLimit] = String(verdict.limit)
            headers[.rateLimitRemaining] = String(verdict.remaining)
            headers[.rateLimitReset] = String(verdict.reset)
            guard verdict.isAllowed else {
                throw APIError(429, "Global limit has been reached", code: "too_many_requests")
            }
            try require(operation.description, of: caller, path)
            let reply = try await operation.run(
                ServedOperation.Arguments(
                    path: path, query: request.query, body: request.body, isForm: request.isForm, caller: caller,
                    tenant: tenant,
                    services: services))
            let status = reply.status ?? operation.description.status
            if case .none = reply.content { return OutgoingAnswer(status: status, headers: headers) }
            if case .plain = reply.content {
                headers[.contentType] = "text/plain; charset=utf-8"
                return OutgoingAnswer(status: status, headers: headers, body: reply.bytes)
            }
            return OutgoingAnswer(status: status, json: reply.bytes, headers: headers)
        } catch {
            return OutgoingAnswer(error: refusal(for: error, request), headers: headers)
        }
    }

    private func caller(of request: IncomingRequest, tenant: TenantContext, now: Timestamp) async throws -> Caller {
        guard let header = request.headers[.authorization] else { throw APIError(401, "Missing authentication") }
        guard let token = Self.bearerToken(header) else {
            throw APIError(401, "Bad HTTP authentication header format")
        }
        return try await tokens.caller(of: token, tenant: tenant, now: now)
    }

    /// The token in `Bearer TOKEN`. Tokens run to kilobytes, so this looks at bytes rather than characters.
    static func bearerToken(_ header: String) -> String? {
        let bytes = header.utf8
        guard let space = bytes.firstIndex(of: UInt8(ascii: " ")) else { return nil }
        let token = bytes[bytes.index(after: space)...]
        guard header[..<space].lowercased() == "bearer", !token.isEmpty, !token.contains(UInt8(ascii: " ")) else {
            return nil
        }
        return String(token)
    }

    private func require(_ operation: OperationDescription, of caller: Caller, _ path: [String]) throws {
        let scopes = operation.scopes
        guard scopes.isEmpty || scopes.contains(where: caller.scopes.contains) else {
            let names = scopes.joined(separator: ",")
            throw APIError.forbidden("Insufficient scope, expected any of: \(names)", code: "insufficient_scope")
        }
        // Such a scope lets users act on themselves.
        let isOwn = scopes.filter(caller.scopes.contains).allSatisfy { $0.contains(":current_user") }
        if isOwn, !scopes.isEmpty, operation.path.hasPrefix("/users/{"), path.first != caller.subject {
            throw APIError.forbidden(
                "User to be acted on does not match subject in bearer token.", code: "unowned_resource")
        }
    }

    private func refusal(for error: any Error, _ request: IncomingRequest) -> APIError {
        switch error {
        case let error as APIError: return error
        case StorageError.unavailable(let detail):
            services.logger.error("storage unavailable", metadata: ["request": "\(request.id)", "detail": "\(detail)"])
            return APIError(503, "The service is temporarily unavailable", code: "service_unavailable")
        default:
            services.logger.error(
                "request failed",
                metadata: [
                    "request": "\(request.id)", "method": "\(request.method)", "path": "\(request.path)",
                    "error": "\(error)",
                ])
            return APIError(500, "An internal error occurred", code: "internal_error")
        }
    }
}
