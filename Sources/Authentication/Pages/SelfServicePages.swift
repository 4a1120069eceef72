import Contract
import Liquid
import Model
import Serving
import Storage

/// The page for self-service tickets, which describes the purpose of the link. Nothing is set up there.
struct SelfServicePages: Sendable {
    let services: Services

    var routes: [Route] {
        [
            Route("GET", "/" + SelfServiceTicketRow.path) { request, _ in
                await TicketRequest.answer(request, services) { request in
                    let interaction = try await services.store.read(request.tenant.id) {
                        try $0.selfServiceInteraction(request.secret)
                    }
                    return interaction.page(at: request.now).answer
                }
            }
        ]
    }
}

/// A visit with a self-service ticket.
private struct SelfServiceInteraction: Sendable {
    let ticket: SelfServiceTicketRow
    let profile: JSON
    /// The profile's own introduction; `nil` for the default text.
    let introduction: String?
    let connection: String?
    let look: PageLook

    func page(at now: Timestamp) -> HTMLPage {
        guard now < ticket.expiresAt else {
            return HTMLPage(
                title: "This link has expired",
                content: "<p role=\"alert\">It has expired. Please ask for another one.</p>", status: 410, look: look)
        }
        let profile = HTMLText.escape(profile["name"]?.string ?? "")
        let what = connection.map { "the connection <strong>\(HTMLText.escape($0))</strong>" } ?? "a new connection"
        let until = HTMLText.escape(ticket.expiresAt.description)
        return HTMLPage(
            title: "Set up your connection",
            content: """
                \(introduction.map { "<p class=\"rules\">\(HTMLText.escape($0))</p>\n" } ?? "")\
                <p>This link is for setting up \(what) with the profile <strong>\(profile)</strong>.</p>
                <p>It is good until <time datetime="\(until)">\(until)</time>.</p>
                <p>The connection cannot be set up on this page. Please ask whoever gave you the link to do it.</p>
                """, look: look)
    }
}

extension Transaction {
    /// - Throws: `TicketRequest.UnknownTicket`.
    fileprivate func selfServiceInteraction(_ secret: String) throws -> SelfServiceInteraction {
        guard let ticket = try selfServiceTicket(secret: secret),
            let profile = try document(ticket.profileID, in: .selfServiceProfiles)
        else { throw TicketRequest.UnknownTicket() }
        let texts = try selfServiceTexts(of: ticket.profileID, language: "en", page: "get-started")
        let given = ticket.document["connection_config"]
        let configured = given?["display_name"]?.string ?? given?["name"]?.string
        let connection = try ticket.document["connection_id"]?.string.map { try self.connection(ID<Never>($0)) }
        let own = profile["branding"]
        let branding = try own ?? branding()
        return SelfServiceInteraction(
            ticket: ticket, profile: profile, introduction: texts["introduction"]?.string,
            connection: connection?.name ?? configured,
            look: PageLook(branding))
    }
}
