import Contract
import Events
import HTTPTypes
import Mail
import Model
import Serving
import Storage

extension DatabaseRequest {
    /// Sends a link for a new password. Neither the response nor its timing reveals whether the user exists, because
    /// the lookup runs in the background.
    func requestPasswordChange() async throws -> OutgoingResponse {
        let (client, connection) = try await database()
        let email = try email()
        let wish = PasswordChangeWish(
            email: email, connection: connection.name, client: client.id, organization: try text("organization"),
            origin: origin, body: JSON.object(members).redacted)
        let id = services.random.objectIdentifier(at: now)
        let isTaken = try await services.store.write(tenant.id) { [now, origin] transaction in
            guard try transaction.take(.passwordChangesPerCaller, from: origin.ip, at: now),
                try transaction.take(.passwordChangesPerAddress, to: email, at: now)
            else { return false }
            try transaction.enqueue(PasswordChangeMail.kind, id: id, wish.json)
            return true
        }
        guard isTaken else { throw DatabaseRefusal.tooManyRequests }
        services.wakeSignal.notify()
        return OutgoingResponse(
            status: 200, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: Array("We've just sent you an email to reset your password.".utf8))
    }
}

/// A request for a link to set a new password.
struct PasswordChangeWish: Sendable {
    let email: String
    /// The connection's name.
    let connection: String
    let client: ClientID
    /// The organization's name or identifier, as given in the request.
    let organization: String?
    let origin: LoggedEvent.Origin
    /// The request body without secrets.
    let body: JSON

    var json: JSON {
        var members: JSONObject = [
            "email": .string(email), "connection": .string(connection), "client": .string(client.value),
            "ip": .string(origin.ip), "body": body,
        ]
        members["organization"] = organization.map(JSON.string)
        members["user_agent"] = origin.userAgent.map(JSON.string)
        members["hostname"] = origin.hostname.map(JSON.string)
        return .object(members)
    }

    init(
        email: String, connection: String, client: ClientID, organization: String?, origin: LoggedEvent.Origin,
        body: JSON
    ) {
        self.email = email
        self.connection = connection
        self.client = client
        self.organization = organization
        self.origin = origin
        self.body = body
    }

    init(_ json: JSON) {
        email = json["email"]?.string ?? ""
        connection = json["connection"]?.string ?? ""
        client = ClientID(json["client"]?.string ?? "")
        organization = json["organization"]?.string
        origin = LoggedEvent.Origin(
            ip: json["ip"]?.string ?? "", userAgent: json["user_agent"]?.string, hostname: json["hostname"]?.string)
        body = json["body"] ?? [:]
    }
}
