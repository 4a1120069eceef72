import Contract
import Liquid
import Model
import OrderedCollections
import Storage

/// In whose name a mail with a link is sent.
public struct MailParty: Sendable {
    public var clientID: ClientID?
    public var organization: OrganizationRow?

    public init(clientID: ClientID? = nil, organization: OrganizationRow? = nil) {
        self.clientID = clientID
        self.organization = organization
    }
}

extension Transaction {
    /// Asks a user to confirm the address of one of the user's identities.
    /// - Returns: whether a mail is sent: not where there is no address, nor where the tenant has no such mails sent.
    @discardableResult
    public func sendVerificationMail(
        to user: UserDocument, _ identity: IdentityRow, for party: MailParty = MailParty(), _ sending: MailSending
    ) throws -> Bool { try sendTicket(.emailVerification, .verifyEmail, to: user, identity, party, sending) }

    /// Sends a user a link that changes the password.
    /// - Parameter password: the one that the link puts in place, where it is not the user's to choose.
    /// - Returns: whether a mail is sent.
    @discardableResult
    public func sendPasswordMail(
        to user: UserDocument, _ identity: IdentityRow, confirming password: PasswordChange? = nil,
        for party: MailParty = MailParty(), _ sending: MailSending
    ) throws -> Bool {
        try sendTicket(.passwordChange, .resetEmail, to: user, identity, party, confirming: password, sending)
    }

    /// Tells a user that too many logins failed, with a link that changes the password and so ends the block.
    /// - Returns: whether a mail is sent.
    @discardableResult
    public func sendBlockedMail(
        to user: UserDocument, _ identity: IdentityRow, from ip: String, for party: MailParty = MailParty(),
        _ sending: MailSending
    ) throws -> Bool {
        try sendTicket(.passwordChange, .blockedAccount, to: user, identity, party, from: ip, sending)
    }

    /// Welcomes a user whose address is known to be the user's.
    @discardableResult
    public func sendWelcomeMail(
        to user: UserDocument, _ identity: IdentityRow, for party: MailParty = MailParty(), _ sending: MailSending
    ) throws -> Bool {
        guard let email = user.email(of: identity) else { return false }
        return try send(Self.occasion(.welcome, to: email, user, identity, party), sending)
    }

    /// Writes to a new user of a database: to ask whether the address is the user's, or to welcome who is known.
    /// - Parameter isAsked: whether the user is asked; unless told, where the address is not known to be the user's.
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

    /// Sends a code to log in with to whoever has an address.
    /// - Parameters:
    ///   - link: what leads to the login, where the code is not to be typed in.
    ///   - user: who has it, where somebody is known to.
    ///   - connection: which has the mail's template.
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
        // Who has the mail has shown that the address is theirs.
        ticket.marksEmailAsVerified = ticketKind == .passwordChange
        ticket.resultURL = try resultURL(template, occasion, sending)
        try insert(ticket, secret: sending.secret, at: sending.now)
        let url = ticket.url(issuer: sending.issuer, secret: sending.secret)
        occasion.variables["url"] = .string(url)
        try send(occasion, .kind(kind), sending)
        return true
    }

    private static var maximumResultURLLength: Int { 4096 }

    /// Where the template has the user go afterwards; nowhere, where it does not come to an address.
    private func resultURL(
        _ template: MailTemplate, _ occasion: MailOccasion, _ sending: MailSending
    ) throws -> String? {
        // It is filled in while the transaction waits: one that is longer than any address leads nowhere.
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
