import Contract
import Events
import HTTPTypes
import Mail
import Model
import Serving
import Storage

extension DatabaseRequest {
    /// Sends whoever has an address a link to a new password. Neither the answer nor the time that it takes tells whether
    /// anyone has it: that is looked up afterwards.
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

/// What somebody asks for who has forgotten a password.
struct PasswordChangeWish: Sendable {
    let email: String
    /// The connection's name.
    let connection: String
    let client: ClientID
    /// As it was named.
    let organization: String?
    let origin: LoggedEvent.Origin
    /// What was sent, without secrets.
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
