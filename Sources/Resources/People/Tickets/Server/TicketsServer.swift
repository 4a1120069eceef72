import ApplicationsAPI
import Contract
import Model
import PeopleAPI
import Secrets
import Serving
import Storage

extension Tickets: ServedResource {
    public static let migrations: [Migration] = TicketTable.migrations

    public func mount(on routes: inout Routes) {
        routes.on(verifyEmail) { call in
            let draft = call.body
            let secret = call.random.base62(32)
            try Self.requireOneDestination(draft.resultURL, draft.clientID, draft.organizationID)
            let ticket = try await call.write { transaction in
                let user = try transaction.user(draft.userID)
                let identity = try transaction.identity(of: user, draft.identity) { _ in true }
                guard let email = user.email(of: identity) else {
                    throw APIError.badRequest("The user does not have an email address")
                }
                try transaction.require(draft.clientID, draft.organizationID)
                var ticket = TicketRow(
                    .emailVerification, of: identity, email: email, until: Self.expiry(draft.ttl, call.now),
                    clientID: draft.clientID, organizationID: draft.organizationID?.value)
                ticket.resultURL = draft.resultURL
                ticket.includesEmail = draft.includesEmailInRedirect ?? false
                try transaction.insert(ticket, secret: secret, at: call.now)
                return ticket
            }
            return Ticket(ticket: ticket.url(issuer: call.tenant.issuer, secret: secret))
        }
        routes.on(changePassword) { call in
            let draft = call.body
            let secret = call.random.base62(32)
            try Self.requireOneDestination(draft.resultURL, draft.clientID, draft.organizationID)
            try Self.requireOneUser(draft)
            let password = try await Self.accepted(call)
            let ticket = try await call.write { transaction in
                var ticket = try transaction.passwordTicket(draft, at: call.now)
                ticket.newPassword = password
                try transaction.insert(ticket, secret: secret, at: call.now)
                return ticket
            }
            return Ticket(ticket: ticket.url(issuer: call.tenant.issuer, secret: secret))
        }
    }

    /// Returns the new password, if the request has one.
    private static func accepted(
        _ call: Call<NoContent, NoContent, PasswordChangeTicketDraft>
    ) async throws -> PasswordChange? {
        guard let password = call.body.newPassword else { return nil }
        let demand = try await call.read { transaction in
            let ticket = try transaction.passwordTicket(call.body, at: call.now)
            let identity = try transaction.identities(of: ticket.userID).first {
                $0.provider == ticket.provider && $0.id == ticket.identity
            }
            guard let identity else { throw APIError.identityNotFound }
            return try transaction.passwordDemand(of: try transaction.user(ticket.userID), identity)
        }
        return try await demand.accept(password, with: call.services.passwords)
    }

    fileprivate static func expiry(_ ttl: Int?, _ now: Timestamp) -> Timestamp {
        guard let ttl, ttl > 0 else { return now + TicketRow.usualLife }
        return now + .seconds(ttl)
    }

    private static func requireOneDestination(
        _ url: String?, _ client: ClientID?, _ organization: ID<Organization>?
    ) throws {
        if url != nil, client != nil || organization != nil {
            throw APIError.invalidBody("result_url cannot be specified when using client_id or organization_id")
        }
    }

    private static func requireOneUser(_ draft: PasswordChangeTicketDraft) throws {
        switch (draft.userID, draft.connectionID, draft.email) {
        case (_?, nil, nil), (nil, _?, _?): return
        case (nil, nil, nil):
            throw APIError.invalidBody("Payload validation error: 'Missing required property: user_id'.")
        case (nil, nil, _?):
            throw APIError.invalidBody("Payload validation error: 'Missing required property: connection_id'.")
        case (nil, _?, nil):
            throw APIError.invalidBody("Payload validation error: 'Missing required property: email'.")
        case (_?, _, _):
            throw APIError.invalidBody("user_id cannot be specified when using connection_id or email")
        }
    }
}

extension Transaction {
    fileprivate func passwordTicket(_ draft: PasswordChangeTicketDraft, at now: Timestamp) throws -> TicketRow {
        let identity: IdentityRow
        let user: UserDocument
        if let id = draft.userID {
            user = try self.user(id)
            identity = try self.identity(of: user, draft.identity) { $0.provider == "auth0" }
        } else {
            let connection = try connection(draft.connectionID ?? "")
            let found = try draft.email.flatMap { try self.identity(ofEmail: $0, in: connection.id) }
            guard let found else { throw APIError.userNotFound }
            identity = found
            user = try self.user(found.userID)
        }
        guard identity.provider == "auth0" else { throw APIError.noPassword }
        try require(draft.clientID, draft.organizationID)
        var ticket = TicketRow(
            .passwordChange, of: identity, email: user.email(of: identity),
            until: Tickets.expiry(draft.ttl, now), clientID: draft.clientID,
            organizationID: draft.organizationID?.value)
        ticket.resultURL = draft.resultURL
        ticket.includesEmail = draft.includesEmailInRedirect ?? false
        ticket.marksEmailAsVerified = draft.marksEmailAsVerified ?? false
        return ticket
    }

    /// Returns the requested identity, or the first suitable one.
    fileprivate func identity(
        of user: UserDocument, _ meant: TicketIdentity?, or willDo: (IdentityRow) -> Bool
    ) throws -> IdentityRow {
        let identities = try identities(of: user.id)
        guard let meant else {
            guard let first = identities.first(where: willDo) else { throw APIError.noPassword }
            return first
        }
        let found = identities.first {
            $0.provider == meant.provider.rawValue && $0.id == meant.userID
                && (meant.connectionID == nil || meant.connectionID?.value == $0.connectionID)
        }
        guard let found else { throw APIError.identityNotFound }
        return found
    }

    fileprivate func require(_ client: ClientID?, _ organization: ID<Organization>?) throws {
        if let client, try self.client(client) == nil {
            throw APIError.clientNotFound
        }
        if let organization, try self.organization(organization) == nil {
            throw APIError.notFound("No organization found by that id or name")
        }
    }
}

extension APIError {
    fileprivate static let noPassword = APIError.badRequest(
        "The user does not have a password", code: "operation_not_supported")
}
