import Contract
import Foundation
import HTTPTypes
import OrderedCollections
import Outbound
import Serving

/// A call of the Management API v1, with access to the Management API v2.
struct LegacyCall: Sendable {
    let request: IncomingRequest
    /// The arguments of the path, decoded.
    let arguments: [String]
    let query: [String: String]
    /// The members of the body; empty if there is no body.
    let body: JSONObject
    /// The caller's access token, which is one for the Management API v2.
    let token: String
    let tenant: TenantContext
    let services: Services
    /// The Management API v2.
    let management: Site

    /// - Throws: `LegacyRefusal`, 400 or 401.
    init(
        _ request: IncomingRequest, _ arguments: [String], tenant: TenantContext, services: Services,
        management: Site
    ) throws {
        self.request = request
        self.arguments = arguments
        self.tenant = tenant
        self.services = services
        self.management = management
        query = try Self.query(of: request)
        token = try Self.token(of: request)
        body = try Self.members(of: request)
    }

    private static func query(of request: IncomingRequest) throws -> [String: String] {
        guard let pairs = PercentEncoding.pairs(request.query) else {
            throw LegacyRefusal(400, "The query string is not well formed", code: "invalid_query_string")
        }
        return Dictionary(pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Returns the caller's access token, which older clients send in the query.
    static func token(of request: IncomingRequest) throws -> String {
        let query = try query(of: request)
        let header = request.headers[.authorization].flatMap(AccessTokens.bearerToken)
        guard let token = header ?? query["access_token"], !token.isEmpty else {
            throw LegacyRefusal(401, "Missing authentication", code: "missing_authorization")
        }
        return token
    }

    private static func members(of request: IncomingRequest) throws -> JSONObject {
        if request.body.isEmpty { return [:] }
        if request.isForm {
            guard let text = String(validating: request.body, as: UTF8.self), let pairs = PercentEncoding.pairs(text)
            else { throw LegacyRefusal(400, "The body is not well formed", code: "invalid_body") }
            return JSONObject(pairs.map { ($0.name, .string($0.value)) }, uniquingKeysWith: { first, _ in first })
        }
        guard let json = try? JSON(parsing: request.body), let members = json.object else {
            throw LegacyRefusal(400, "The body must be a JSON object", code: "invalid_body")
        }
        return members
    }

    /// Returns a required string member of the body.
    /// - Throws: `LegacyRefusal`, 400, if it is missing or not a string.
    func text(_ name: String) throws -> String {
        guard let text = body[name]?.string, !text.isEmpty else {
            throw LegacyRefusal(400, "Missing required property: \(name)", code: "invalid_body")
        }
        return text
    }

    /// Returns a required parameter of the query.
    func parameter(_ name: String) throws -> String {
        guard let text = query[name] else {
            throw LegacyRefusal(400, "Missing required parameter: \(name)", code: "invalid_query_string")
        }
        return text
    }

    /// Calls the Management API v2 with the caller's token or another one.
    /// - Parameter path: The path relative to its root, already encoded.
    /// - Throws: `LegacyRefusal` if it responds with an error.
    func ask(
        _ method: Contract.Method, _ path: String, _ query: [(name: String, value: String)] = [], body: JSON? = nil,
        token: String? = nil
    ) async throws -> JSON {
        let pairs = query.map { "\($0.name)=\(OutboundForm.encoded($0.value))" }
        var headers: HTTPFields = [.authorization: "Bearer \(token ?? self.token)", .contentType: "application/json"]
        headers[.userAgent] = request.headers[.userAgent]
        let answer = await management.answer(
            IncomingRequest(
                id: request.id, method: method.rawValue, path: "/api/v2\(path)", query: pairs.joined(separator: "&"),
                host: request.host, headers: headers, body: body?.bytes ?? [], peer: request.peer,
                address: request.address))
        let json = answer.body.isEmpty ? JSON.null : try JSON(parsing: answer.body)
        guard (200...299).contains(answer.status) else { throw LegacyRefusal(answer.status, json) }
        return json
    }

    /// Returns all items of a list that the Management API v2 returns in pages.
    /// - Parameter name: The member of the list in a page with totals.
    func askAll(_ path: String, _ name: String, _ query: [(name: String, value: String)] = []) async throws -> [JSON] {
        var items: [JSON] = []
        while true {
            let paging = [("page", String(items.count / 100)), ("per_page", "100"), ("include_totals", "true")]
            let found = try await ask(.get, path, query + paging.map { (name: $0.0, value: $0.1) })[name]?.array ?? []
            items += found
            if found.count < 100 { return items }
        }
    }
}

/// A response of the Management API v1.
struct LegacyReply: Sendable {
    let status: Int
    let json: JSON?

    init(_ json: JSON, status: Int = 200) {
        self.status = status
        self.json = json
    }

    private init() {
        status = 204
        json = nil
    }

    static let nothing = LegacyReply()
}

/// An error response in the format of the Management API v1.
struct LegacyRefusal: Error {
    let status: Int
    let message: String
    let code: String?

    init(_ status: Int, _ message: String, code: String? = nil) {
        self.status = status
        self.message = message
        self.code = code
    }

    /// Converts an error response of the Management API v2.
    init(_ status: Int, _ json: JSON) {
        self.init(status, json["message"]?.string ?? "", code: json["errorCode"]?.string)
    }

    static func notFound(_ message: String, code: String) -> LegacyRefusal { LegacyRefusal(404, message, code: code) }

    var json: JSON {
        var json: JSON = ["error": .string(message), "statusCode": .integer(Int64(status))]
        if let code { json["code"] = .string(code) }
        return json
    }
}
