import Contract
import Events
import HTTPTypes
import Model
import OrderedCollections
import Serving
import Storage
import Triggers

/// An error response of the `/dbconnections` endpoints.
struct DatabaseRefusal: Error {
    let status: Int
    let json: JSON

    init(_ json: JSON, status: Int = 400) {
        self.json = json
        self.status = status
    }

    /// An error response with only an `error` member.
    init(_ error: String) { self.init(["error": .string(error)]) }

    static let tooManyRequests = DatabaseRefusal(
        [
            "error": "too_many_requests",
            "error_description": "Too many requests came from here or for this address. Try again later.",
        ], status: 429)
}

/// A request to a `/dbconnections` endpoint, without an authenticated user.
struct DatabaseRequest: Sendable {
    let members: JSONObject
    private let request: IncomingRequest
    let origin: LoggedEvent.Origin
    let tenant: TenantContext
    let services: Services
    let now: Timestamp

    /// Creates a request on behalf of a login page.
    init(_ request: IncomingRequest, members: JSONObject, _ services: Services) throws {
        tenant = try services.tenants.tenant(for: request)
        origin = request.origin
        self.request = request
        self.services = services
        now = services.clock.now
        self.members = members
    }

    init(_ request: IncomingRequest, _ services: Services) throws {
        tenant = try services.tenants.tenant(for: request)
        origin = request.origin
        self.request = request
        self.services = services
        now = services.clock.now
        if request.isForm {
            guard let text = String(validating: request.body, as: UTF8.self),
                let pairs = PercentEncoding.pairs(text)
            else { throw DatabaseRefusal("The body is not a form") }
            members = JSONObject(pairs.map { ($0.name, .string($0.value)) }, uniquingKeysWith: { first, _ in first })
        } else {
            guard let members = (try? JSON(parsing: request.body))?.object else {
                throw DatabaseRefusal("The body is not a JSON object")
            }
            self.members = members
        }
    }

    /// The request as actions see it.
    var seenByActions: JSON {
        request.seenByActions(from: origin, body: members.filter { $0.key != "password" })
    }

    func text(_ name: String) throws -> String? {
        guard let value = members[name], !value.isNull else { return nil }
        guard let text = value.string, !text.utf8.contains(0), text.utf8.count <= 1024 else {
            throw DatabaseRefusal("\(name) must be a string")
        }
        return text.isEmpty ? nil : text
    }

    func required(_ name: String) throws -> String {
        guard let value = try text(name) else { throw DatabaseRefusal("\(name) is required") }
        return value
    }

    func email() throws -> String {
        let email = try required("email")
        guard Format.email.accepts(email) else {
            throw DatabaseRefusal("error in email - email format validation failed: \(email)")
        }
        return email.lowercased()
    }

    /// Returns the application and the database connection that the request names.
    func database() async throws -> (client: ClientRow, connection: ConnectionRow) {
        let (id, name) = (try required("client_id"), try required("connection"))
        let (client, connection, isEnabled) = try await services.store.read(tenant.id) { transaction in
            let connection = try transaction.connection(named: name)
            let isEnabled = try transaction.exists(
                """
                SELECT 1 FROM connection_clients WHERE tenant = \(transaction.tenant) AND client_id = \(id)
                AND connection_id = \(connection?.id)
                """)
            return (try transaction.client(ClientID(id)), connection, isEnabled)
        }
        guard let client else { throw DatabaseRefusal("Unknown client: \(id)") }
        guard let connection, connection.strategy == "auth0" else { throw DatabaseRefusal("connection not found") }
        guard isEnabled else {
            throw DatabaseRefusal("connection is disabled (client_id: \(id) - connection: \(name))")
        }
        return (client, connection)
    }

    /// Creates a log event for the request.
    func event(
        _ type: LogType, _ description: String, _ client: ClientRow, _ connection: ConnectionRow
    ) -> LoggedEvent {
        var event = LoggedEvent(type, at: now, from: origin)
        event.description = description
        event.clientID = client.id.value
        event.clientName = client.document["name"]?.string
        event.connection = connection.name
        event.connectionID = connection.id
        event.strategy = connection.strategy
        event.strategyType = "database"
        event.userName = members["username"]?.string ?? members["email"]?.string
        event.details = ["body": JSON.object(members).redacted]
        return event
    }

    func emit(_ event: LoggedEvent) async throws {
        try await services.store.write(tenant.id) { [ids = services.logIDs] in try $0.emit(event, ids) }
    }
}

/// The `/dbconnections` endpoints.
struct DatabaseEndpoints: Sendable {
    let services: Services

    var routes: [Route] {
        [
            Route("POST", "/dbconnections/signup") { request, _ in
                await answer(request) { OutgoingResponse(json: try await $0.signUp()) }
            },
            Route("POST", "/dbconnections/change_password") { request, _ in
                await answer(request) { try await $0.requestPasswordChange() }
            },
        ]
    }

    private func answer(
        _ request: IncomingRequest, _ body: (DatabaseRequest) async throws -> OutgoingResponse
    ) async -> OutgoingResponse {
        do {
            return try await body(try DatabaseRequest(request, services))
        } catch let refusal as DatabaseRefusal {
            return OutgoingResponse(status: refusal.status, json: refusal.json)
        } catch let error as APIError {
            return OutgoingResponse(error: error)
        } catch StorageError.unavailable(let detail) {
            services.logger.error("storage unavailable", metadata: ["detail": "\(detail)"])
            return OutgoingResponse(error: APIError(503, "The service is temporarily unavailable"))
        } catch let error as ServiceUnavailable {
            services.logger.info("overloaded", metadata: ["detail": "\(error)"])
            return OutgoingResponse(error: APIError(503, "The service is temporarily unavailable"))
        } catch StorageError.unstorableText {
            return OutgoingResponse(error: .invalidBody("A parameter has a character that cannot be kept"))
        } catch {
            services.logger.error("request failed", metadata: ["path": "\(request.path)", "error": "\(error)"])
            return OutgoingResponse(error: APIError(500, "An internal error occurred"))
        }
    }
}
