import Contract
import Events
import Foundation
import HTTPTypes
import Liquid
import Model
import OrderedCollections
import Serving
import Storage

/// The result of using a ticket.
struct TicketOutcome: Hashable, Sendable {
    let isDone: Bool
    /// The message in Auth0's words, which result URLs receive.
    let message: String

    static let used = TicketOutcome(isDone: false, message: "This URL can be used only once")
    static let expired = TicketOutcome(isDone: false, message: "Access expired.")
    static let impossible = TicketOutcome(
        isDone: false, message: "The operation cannot be completed. Please try again.")
    static let verified = TicketOutcome(
        isDone: true, message: "Your email was verified. You can continue using the application.")
    static let passwordChanged = TicketOutcome(
        isDone: true, message: "You can now login to the application with the new password.")
}

/// A ticket with its user.
struct TicketUse: Sendable {
    let ticket: TicketRow
    let user: UserDocument
    let identity: IdentityRow
    /// The URL that the user can continue to.
    let destination: String?
    /// The display name of the application.
    let application: String?
    let clientName: String?
    let look: PageLook

    /// Creates a log event for the result.
    func event(_ type: LogType, _ message: String, from origin: LoggedEvent.Origin, at now: Timestamp) -> LoggedEvent {
        var event = LoggedEvent(type, at: now, from: origin)
        event.description = message
        event.userID = user.id.value
        event.userName = ticket.email ?? user.members["username"]?.string ?? user.name
        event.connection = identity.connection
        event.connectionID = identity.connectionID
        event.strategy = identity.provider
        event.strategyType = "database"
        event.clientID = ticket.clientID?.value
        event.clientName = clientName
        event.organizationID = ticket.organizationID
        event.details = ["title": .string(message), "email": ticket.email.map(JSON.string) ?? .null]
        return event
    }

    /// Returns a redirect to the ticket's result URL, or a page with the result.
    func answer(_ outcome: TicketOutcome, title: String) -> OutgoingResponse {
        if let url = ticket.resultURL {
            var parameters: [(String, String)] = []
            if ticket.includesEmail, let email = ticket.email { parameters.append(("email", email)) }
            parameters += [("success", outcome.isDone ? "true" : "false"), ("message", outcome.message)]
            return HTMLPage.redirect(to: Self.url(url, with: parameters))
        }
        let role = outcome.isDone ? "status" : "alert"
        var content = "<p role=\"\(role)\">\(HTMLText.escape(outcome.message))</p>"
        if let destination {
            let name = application.map { "Continue to \($0)" } ?? "Continue"
            content += "\n<p><a href=\"\(HTMLText.escape(destination))\">\(HTMLText.escape(name))</a></p>"
        }
        return HTMLPage(title: title, content: content, status: outcome.isDone ? 200 : 400, look: look).answer
    }

    /// Adds parameters to the query of a URL.
    static func url(_ url: String, with parameters: [(String, String)]) -> String {
        let halves = url.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let added = parameters.map { name, value in "\(name)=\(PercentEncoding.encode(value))" }
        let joint = halves[0].contains("?") ? "&" : "?"
        return halves[0] + joint + added.joined(separator: "&") + (halves.count == 2 ? "#\(halves[1])" : "")
    }
}

extension Transaction {
    /// Returns a ticket with its user and its state; `nil` if the ticket or the user does not exist.
    func ticketUse(
        _ kind: TicketRow.Kind, secret: String, at now: Timestamp
    ) throws -> (use: TicketUse, standing: TicketRow.Standing)? {
        guard let (ticket, standing) = try ticket(kind, secret: secret, at: now),
            let identity = try identity(ticket.provider, ticket.identity), identity.userID == ticket.userID
        else { return nil }
        let client = try ticket.clientID.flatMap { try self.client($0) }
        let organization = try ticket.organizationID.flatMap { try self.organization(ID<Never>($0)) }
        let name = client?.document["name"]?.string
        let use = TicketUse(
            ticket: ticket, user: try user(ticket.userID), identity: identity,
            destination: try loginRoute(client, organization), application: name, clientName: name,
            look: PageLook(try branding()))
        return (use, standing)
    }

    /// Returns the login URL of an application; `nil` if neither an application nor an organization is given.
    private func loginRoute(_ client: ClientRow?, _ organization: OrganizationRow?) throws -> String? {
        guard client != nil || organization != nil else { return nil }
        let routes = [client?.document["initiate_login_uri"], try tenantSettings()["default_redirection_uri"]]
        guard let route = routes.lazy.compactMap({ $0?.string }).first(where: Format.url.accepts) else { return nil }
        guard let organization else { return route }
        return TicketUse.url(
            route, with: [("organization_id", organization.id), ("organization_name", organization.name)])
    }
}
