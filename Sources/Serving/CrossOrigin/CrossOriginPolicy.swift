import Contract
import Foundation
import HTTPTypes
import Secrets
import Storage

/// Answers preflight requests and adds CORS headers to responses.
public struct CrossOriginPolicy: Sendable {
    /// Whether an origin is registered for an application, or for any application of the tenant if none is named.
    public typealias Check = @Sendable (_ origin: String, _ client: String?, TenantContext) async throws -> Bool

    /// The maximum length of an origin: a scheme, a host name and a port.
    private static let maximumOriginLength = 300
    /// The time for which browsers may cache the response to a preflight request, in seconds.
    private static let maximumAge = 600
    private static let allowedHeaders = "authorization, content-type, auth0-client, dpop, accept, accept-language"
    private static let exposedHeaders =
        "x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, retry-after, www-authenticate, dpop-nonce"

    private let services: Services
    private let allows: Check

    public init(services: Services, allows: @escaping Check) {
        self.services = services
        self.allows = allows
    }

    /// Returns the response to a preflight request. It names no application, so the origins of all applications are
    /// accepted, and the request that follows is checked against its own.
    /// - Parameter methods: the methods that the path supports.
    func preflight(_ request: IncomingRequest, _ sharing: CrossOriginSharing, methods: [String]) async
        -> OutgoingResponse
    {
        var headers: HTTPFields = [.cacheControl: "no-store", .vary: "Origin"]
        if let allowed = await allowedOrigin(for: request, sharing, client: nil) {
            headers[.accessControlAllowOrigin] = allowed
            headers[.accessControlAllowMethods] = methods.sorted().joined(separator: ", ")
            headers[.accessControlAllowHeaders] = Self.allowedHeaders
            headers[.accessControlMaxAge] = String(Self.maximumAge)
            if sharing == .applications { headers[.accessControlAllowCredentials] = "true" }
        }
        return OutgoingResponse(status: 204, headers: headers)
    }

    /// Adds the CORS headers to a response if the page may read it.
    func share(_ answer: inout OutgoingResponse, to request: IncomingRequest, _ sharing: CrossOriginSharing) async {
        guard request.headers.first(.origin) != nil else { return }
        if sharing == .applications { answer.headers[.vary] = "Origin" }
        let client = sharing == .applications ? request.namedClient : nil
        guard let allowed = await allowedOrigin(for: request, sharing, client: client) else { return }
        answer.headers[.accessControlAllowOrigin] = allowed
        answer.headers[.accessControlExposeHeaders] = Self.exposedHeaders
        if sharing == .applications { answer.headers[.accessControlAllowCredentials] = "true" }
    }

    private func allowedOrigin(
        for request: IncomingRequest, _ sharing: CrossOriginSharing, client: String?
    ) async -> String? {
        guard sharing != .none, let origin = request.headers.first(.origin) else { return nil }
        if sharing == .everyone { return "*" }
        guard origin.utf8.count <= Self.maximumOriginLength, URLPattern.origin(of: origin) == origin else { return nil }
        do {
            let tenant = try services.tenants.tenant(for: request)
            return try await allows(origin, client, tenant) ? origin : nil
        } catch {
            services.logger.error(
                "origin not checked", metadata: ["request": "\(request.id)", "error": "\(error)"])
            return nil
        }
    }
}

extension IncomingRequest {
    /// The application that a request names in a token, in credentials or in a parameter, without authentication.
    fileprivate var namedClient: String? {
        if let header = headers.first(.authorization) {
            if let token = AccessTokens.bearerToken(header) { return Self.client(ofToken: token) }
            if header.lowercased().hasPrefix("basic ") { return Self.client(ofBasic: header.dropFirst(6)) }
        }
        let text = isForm ? String(validating: body, as: UTF8.self) : method == "GET" ? query : nil
        if let text {
            return PercentEncoding.pairs(text)?.first { $0.name == "client_id" }?.value
        }
        // Malformed JSON is reported by the route itself.
        return (try? JSON(parsing: body))?["client_id"]?.string
    }

    private static func client(ofToken token: String) -> String? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let payload = Base64URL.bytes(parts[1]), let claims = try? JSON(parsing: payload) else {
            return nil
        }
        return claims["azp"]?.string ?? claims["client_id"]?.string
    }

    private static func client(ofBasic credentials: Substring) -> String? {
        guard let data = Data(base64Encoded: String(credentials)), let text = String(validating: data, as: UTF8.self),
            let end = text.utf8.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        return PercentEncoding.decode(text[..<end], plusIsSpace: true)
    }
}

extension HTTPField.Name {
    fileprivate static let accessControlAllowCredentials = HTTPField.Name(known: "Access-Control-Allow-Credentials")
}
