import Contract
import Events
import HTTPTypes
import Liquid
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

/// `GET /forensics/impersonation`: logs one user in as another with a single-use link that an administrator created.
struct ImpersonationEndpoint: Sendable {
    let services: Services

    var routes: [Route] {
        [Route("GET", "/forensics/impersonation") { request, _ in await answer(request) }]
    }

    /// An error message for the user who followed the link.
    fileprivate struct Refusal: Error {
        let message: String
        init(_ message: String) { self.message = message }
    }

    /// The result of a redeemed link.
    private struct Redeemed: Sendable {
        let callback: String
        let state: String?
        let tokens: UserTokens
    }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            let pairs = PercentEncoding.pairs(request.query) ?? []
            guard let ticket = pairs.first(where: { $0.name == "ticket" })?.value, !ticket.isEmpty else {
                throw Refusal.invalid
            }
            let now = services.clock.now
            let redeemed = try await redeem(secretDigest(ticket), from: request.origin, tenant, at: now)
            return HTMLPage.redirect(to: try location(redeemed, tenant, at: now))
        } catch let refusal as Refusal {
            return Self.page(400, refusal.message)
        } catch {
            let failure = OutgoingResponse(failure: error, of: services)
            return Self.page(failure.status, "You cannot be logged in now. Try again later.")
        }
    }

    private func redeem(
        _ digest: String, from origin: LoggedEvent.Origin, _ tenant: TenantContext, at now: Timestamp
    ) async throws -> Redeemed {
        let ids = services.logIDs
        let outcome: Result<Redeemed, Refusal> = try await services.store.write(tenant.id) { transaction in
            guard let ticket = try transaction.redeemImpersonation(digest, at: now),
                let client = try transaction.client(ticket.clientID)
            else { return .failure(.invalid) }
            let user = try transaction.user(ticket.userID)
            if user.isBlocked { return .failure(Refusal("The user is blocked.")) }
            guard let callback = Self.callback(ticket, of: client) else {
                return .failure(Refusal("The application has no such callback."))
            }
            let impersonator = try transaction.user(ticket.impersonatorID)
            let tokens = try Self.tokens(ticket, of: user, by: impersonator, client, tenant, in: transaction)
            let event = Self.event(user, impersonator, client, origin, at: now)
            try transaction.emit(event, ids)
            return .success(Redeemed(callback: callback, state: ticket.parameters["state"]?.string, tokens: tokens))
        }
        return try outcome.get()
    }

    /// The callback URL, which must be one that the application has registered.
    private static func callback(_ ticket: ImpersonationTicket, of client: ClientRow) -> String? {
        let registered = AllowedURLs(client.document["callbacks"]?.strings ?? [])
        guard let wanted = ticket.parameters["callback_url"]?.string else { return registered.first }
        return registered.contains(wanted) ? wanted : nil
    }

    private static func tokens(
        _ ticket: ImpersonationTicket, of user: UserDocument, by impersonator: UserDocument, _ client: ClientRow,
        _ tenant: TenantContext, in transaction: Transaction
    ) throws -> UserTokens {
        // There is no refresh token for an impersonated login.
        let wanted = (ticket.parameters["scope"]?.string ?? "openid").scopes.filter { $0 != "offline_access" }
        let audience = ticket.parameters["audience"]?.string.map(tenant.canonicalAudience)
        let scopes = wanted.contains("openid") ? wanted : ["openid"] + wanted
        let requested = try transaction.requestedAccess(to: audience, wanted: scopes, for: client, tenant: tenant)
        let access = try transaction.granted(requested, of: user.id, in: nil)
        var tokens = UserTokens(user: user, client: client, access: access, grantType: "impersonation")
        tokens.more = ["impersonated": true, "impersonator": impersonator.reference]
        return tokens
    }

    private static func event(
        _ user: UserDocument, _ impersonator: UserDocument, _ client: ClientRow, _ origin: LoggedEvent.Origin,
        at now: Timestamp
    ) -> LoggedEvent {
        var event = LoggedEvent(.login, at: now, from: origin)
        event.description = "Impersonated by \(impersonator.email ?? impersonator.id.value)"
        event.clientID = client.id.value
        event.clientName = client.name
        event.userID = user.id.value
        event.userName = user.email ?? user.members["username"]?.string
        event.details = ["impersonator": impersonator.reference]
        return event
    }

    private func location(_ redeemed: Redeemed, _ tenant: TenantContext, at now: Timestamp) throws -> String {
        let tokens = redeemed.tokens
        let parameters: KeyValuePairs<String, String?> = [
            "id_token": try tokens.idToken(tenant, now: now),
            "access_token": try tokens.accessToken(tenant, identifier: services.random.base62(22), now: now),
            "token_type": "Bearer", "expires_in": "\(tokens.lifetime)", "scope": tokens.access.scope,
            "state": redeemed.state,
        ]
        let pairs = parameters.compactMap { name, value in value.map { "\(name)=\(PercentEncoding.encode($0))" } }
        return "\(redeemed.callback)#\(pairs.joined(separator: "&"))"
    }

    /// An error page.
    private static func page(_ status: Int, _ message: String) -> OutgoingResponse {
        HTMLPage(
            title: "Not logged in", content: "<p role=\"alert\">\(HTMLText.escape(message))</p>", status: status
        ).answer
    }
}

extension ImpersonationEndpoint.Refusal {
    fileprivate static let invalid = Self("The link is not valid: it was used before, or it is too old.")
}

extension UserDocument {
    /// The user as tokens and log events name an impersonator.
    fileprivate var reference: JSON {
        var members: JSONObject = ["user_id": .string(id.value)]
        members["email"] = email.map(JSON.string)
        return .object(members)
    }
}
