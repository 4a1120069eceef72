import Contract
import Events
import HTTPTypes
import Logging
import Secrets
import Storage

/// The Management API over HTTP: authentication, rate limits, checks and logging for all operations.
public struct ManagementAPI: Sendable {
    private let services: Services
    private let tokens: AccessTokens
    private let limiter: RateLimiter

    public init(services: Services, tokens: AccessTokens, limiter: RateLimiter) {
        self.services = services
        self.tokens = tokens
        self.limiter = limiter
    }

    /// Returns the routes of operations.
    /// - Parameter root: the base path of the API, as `/api/v2`.
    public func routes(_ operations: [ServedOperation], at root: String) -> [Route] {
        operations.map { operation in
            Route(
                operation.description.method.rawValue, root + operation.description.path, of: .management,
                isUpload: operation.isUpload, maximumBodySize: Route.largeBodySize,
                admission: { request in admit(&request) },
                handler: { request, arguments in await answer(request, arguments, operation) }
            ).shared(with: .applications)
        }
    }

    /// Authenticates the caller before the body is read.
    private func admit(_ request: inout IncomingRequest) -> OutgoingResponse? {
        do {
            let tenant = try services.tenants.tenant(for: request)
            request.caller = try caller(of: request, tenant: tenant, now: services.clock.now)
            return nil
        } catch {
            return OutgoingResponse(error: refusal(for: error, request))
        }
    }

    private func answer(
        _ request: IncomingRequest, _ path: [String], _ operation: ServedOperation
    ) async -> OutgoingResponse {
        var headers = HTTPFields()
        do {
            let tenant = try services.tenants.tenant(for: request)
            let now = services.clock.now
            let caller = try request.caller ?? self.caller(of: request, tenant: tenant, now: now)
            guard try await !services.isBlacklisted(caller.token, of: tenant) else {
                throw APIError(401, "The token is blacklisted")
            }
            let verdict = limiter.take(tenant: tenant.id.value, now: now)
            headers = [
                .rateLimit: String(verdict.limit), .rateLimitRemaining: String(verdict.remaining),
                .rateLimitReset: String(verdict.reset),
            ]
            guard verdict.isAllowed else {
                throw APIError(429, "Global limit has been reached", code: "too_many_requests")
            }
            let record = CallRecord(request, operation.description, by: caller, at: now)
            let arguments = ServedOperation.Arguments(
                request: request, path: path, caller: caller, tenant: tenant, services: services, record: record)
            let reply = try await run(operation, arguments, request)
            let status = reply.status ?? operation.description.status
            if case .none = reply.content { return OutgoingResponse(status: status, headers: headers) }
            if case .plain = reply.content {
                headers[.contentType] = "text/plain; charset=utf-8"
                return OutgoingResponse(status: status, headers: headers, body: reply.bytes)
            }
            if case .stream(let type, let parts) = reply.content {
                headers[.contentType] = type
                headers[.cacheControl] = "no-store"
                var answer = OutgoingResponse(status: status, headers: headers)
                answer.parts = parts
                answer.isEndless = true
                return answer
            }
            return OutgoingResponse(status: status, json: reply.bytes, headers: headers)
        } catch {
            return OutgoingResponse(error: refusal(for: error, request), headers: headers)
        }
    }

    /// Runs an operation and logs it.
    private func run(
        _ operation: ServedOperation, _ arguments: ServedOperation.Arguments, _ request: IncomingRequest
    ) async throws -> OperationResponse {
        do {
            try arguments.caller.require(operation.description, at: arguments.path)
            let reply = try await operation.run(arguments)
            if let event = arguments.record.claimEvent() { try await write(event, of: arguments.tenant) }
            return reply
        } catch {
            let refusal = refusal(for: error, request)
            if arguments.record.isLogged, refusal.statusCode != 503 {
                try await write(arguments.record.failure(refusal), of: arguments.tenant)
            }
            throw refusal
        }
    }

    private func write(_ event: LoggedEvent, of tenant: TenantContext) async throws {
        try await services.store.write(tenant.id) { [ids = services.logIDs] in try $0.emit(event, ids) }
    }

    private func caller(of request: IncomingRequest, tenant: TenantContext, now: Timestamp) throws -> Caller {
        guard let header = request.headers.first(.authorization) else { throw APIError(401, "Missing authentication") }
        return try tokens.caller(of: header, tenant: tenant, now: now)
    }

    private func refusal(for error: any Error, _ request: IncomingRequest) -> APIError {
        switch error {
        case let error as APIError: return error
        case StorageError.unavailable(let detail):
            services.logger.error("storage unavailable", metadata: ["request": "\(request.id)", "detail": "\(detail)"])
            return APIError(503, "The service is temporarily unavailable", code: "service_unavailable")
        case let error as ServiceUnavailable:
            services.logger.info("overloaded", metadata: ["request": "\(request.id)", "detail": "\(error)"])
            return APIError(503, "The service is temporarily unavailable", code: "service_unavailable")
        case StorageError.unstorableText:
            return APIError.invalidBody("A value has a character that cannot be kept")
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
