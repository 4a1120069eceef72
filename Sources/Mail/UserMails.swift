import Contract
import Liquid
import Model
import OrderedCollections
import Storage

/// The application and the organization on whose behalf a mail with a link is sent.
public struct MailParty: Sendable {
    public var clientID: ClientID?
    public var organization: OrganizationRow?

    public init(clientID: ClientID? = nil, organization: OrganizationRow? = nil) {
        self.clientID = clientID
        self.organization = organization
    }
}

extension Transaction {
    /// Sends a mail to verify the address of one of the user's identities.
    /// - Returns: whether a mail is sent; `false` if there is no address or the tenant has disabled these mails.
    @discardableResult
    public func sendVerificationMail(
        to user: UserDocument, _ identity: IdentityRow, for party: MailParty = MailParty(), _ sending: MailSending
    ) throws -> Bool { try sendTicket(.emailVerification, .verifyEmail, to: user, identity, party, sending) }

    /// Sends a mail with a link to change the password.
    /// - Parameter password: the new password that the link confirms; `nil` if the user chooses one.
    /// - Returns: whether a mail is sent.
    @discardableResult
    public func sendPasswordMail(
        to user: UserDocument, _ identity: IdentityRow, confirming password: PasswordChange? = nil,
        for party: MailParty = MailParty(), _ sending: MailSending
    ) throws -> Bool {
        try sendTicket(.passwordChange, .resetEmail, to: user, identity, party, confirming: password, sending)
    }

    /// Notifies a user that too many logins failed, with a link to change the password, which also ends the block.
    /// - Returns: whether a mail is sent.
    @discardableResult
    public func sendBlockedMail(
        to user: UserDocument, _ identity: IdentityRow, from ip: String, for party: MailParty = MailParty(),
        _ sending: MailSending
    ) throws -> Bool {
        try sendTicket(.passwordChange, .blockedAccount, to: user, identity, party, from: ip, sending)
    }

    /// Sends a welcome mail to a user with a verified address.
    @discardableResult
    public func sendWelcomeMail(
        to user: UserDocument, _ identity: IdentityRow, for party: MailParty = MailParty(), _ sending: MailSending
    ) throws -> Bool {
        guard let email = user.email(of: identity) else { return false }
        return try send(Self.occasion(.welcome, to: email, user, identity, party), sending)
    }

    /// Sends the first mail to a new database user: a verification mail, or a welcome mail if the address is verified.
    /// - Parameter isAsked: whether to send a verification mail; `nil` to send it if the address is not verified.
    public func sendFirstMail(
        to creation: UserCreation, asking isAsked: Bool?, for party: MailParty = MailParty(), _ sending: MailSending
    ) throws {
        guard creation.connection.strategy == "auth0" else { return }
        let isVerified = creation.document.members["email_verified"]?.bool ?? false
        if isAsked ?? !isVerified {
            try sendVerificationMail(to: creation.document, creation.identityRow, for: party, sending)
        } else if isVerified {
            try sendWelcomeMail(to: creation.document, creation.identityRow, for: party, sending)
        }
    }

    /// Sends a code for a passwordless login.
    /// - Parameters:
    ///   - link: the login link; `nil` if the user enters the code.
    ///   - user: the user with the address; `nil` if it is unknown.
    ///   - connection: the connection with the mail's template.
    public func sendLoginCode(
        _ code: String, link: String? = nil, to email: String, _ user: UserDocument?, _ connection: ConnectionRow,
        for party: MailParty, _ sending: MailSending
    ) throws {
        var occasion = MailOccasion(.passwordless, to: email, user: user)
        occasion.connection = connection.name
        occasion.clientID = party.clientID
        occasion.organization = party.organization
        occasion.variables =
            link.map { ["link": .string($0), "send": "link"] } ?? ["code": .string(code), "send": "code"]
        try send(occasion, .connection(connection.name, sendsLinks: link != nil), sending)
    }

    private static func occasion(
        _ kind: MailKind, to email: String, _ user: UserDocument, _ identity: IdentityRow, _ party: MailParty
    ) -> MailOccasion {
        var occasion = MailOccasion(kind, to: email, user: user)
        occasion.connection = identity.connection
        occasion.clientID = party.clientID
        occasion.organization = party.organization
        return occasion
    }

    private func sendTicket(
        _ ticketKind: TicketRow.Kind, _ kind: MailKind, to user: UserDocument, _ identity: IdentityRow,
        _ party: MailParty, confirming password: PasswordChange? = nil, from source: String? = nil,
        _ sending: MailSending
    ) throws -> Bool {
        guard let email = user.email(of: identity), let template = try mailTemplate(kind) else { return false }
        var occasion = Self.occasion(kind, to: email, user, identity, party)
        occasion.source = source
        let life = template.linkLife ?? TicketRow.usualLife
        var ticket = TicketRow(
            ticketKind, of: identity, email: email, until: sending.now + life, clientID: party.clientID,
            organizationID: party.organization?.id)
        ticket.isMailed = true
        ticket.newPassword = password
        ticket.includesEmail = template.includesEmail
        // Receiving the mail proves the ownership of the address.
        ticket.marksEmailAsVerified = ticketKind == .passwordChange
        ticket.resultURL = try resultURL(template, occasion, sending)
        try insert(ticket, secret: sending.secret, at: sending.now)
        let url = ticket.url(issuer: sending.issuer, secret: sending.secret)
        occasion.variables["url"] = .string(url)
        try send(occasion, .kind(kind), sending)
        return true
    }

    private static var maximumResultURLLength: Int { 4096 }

    /// Returns the result URL of the template; `nil` if it is not a valid URL.
    private func resultURL(
        _ template: MailTemplate, _ occasion: MailOccasion, _ sending: MailSending
    ) throws -> String? {
        // The template is filled in during the transaction, so longer ones are ignored.
        guard let wanted = template.resultURL, wanted.utf8.count <= Self.maximumResultURLLength else { return nil }
        let known = try mailVariables(occasion, sending)
        let variables = known.filter { ["application", "client"].contains($0.key) }
        do {
            let text = try MailText.filled(
                wanted, variables, .text, sending.now, budget: LiquidTemplate.maximumWorkInTransaction)
            let url = Mailbox.trimmed(text[...])
            return Format.url.accepts(url) ? url : nil
        } catch is MailText.Problem {
            return nil
        }
    }
}
