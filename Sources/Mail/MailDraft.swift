import Contract
import Events
import OrderedCollections
import Storage

// A mail is put into the outbox with the variables of its template, and is filled in later, outside the transaction
// that enqueues it. A template may be slow, and the duration of the response must not reveal whether there was a mail.

/// The source of a mail's template.
enum MailTemplateSource: Sendable {
    case kind(MailKind)
    /// The template of a passwordless connection, for codes or links.
    case connection(String, sendsLinks: Bool)

    var json: JSON {
        switch self {
        case .kind(let kind): ["kind": .string(kind.rawValue)]
        case .connection(let name, let sendsLinks): ["connection": .string(name), "links": .bool(sendsLinks)]
        }
    }

    init?(_ json: JSON) {
        if let name = json["connection"]?.string {
            self = .connection(name, sendsLinks: json["links"]?.bool ?? false)
        } else if let kind = json["kind"]?.string.flatMap(MailKind.init) {
            self = .kind(kind)
        } else {
            return nil
        }
    }
}

/// A mail that has not been filled in yet, with everything that this needs.
public struct MailDraft: Sendable {
    public fileprivate(set) var mail: OutboxMail
    fileprivate let template: MailTemplate?
    fileprivate let sender: String?
    fileprivate let isDelivered: Bool

    /// Fills in the template. This may take as long as `LiquidTemplate.maximumWork` allows.
    public mutating func fillIn() throws {
        defer {
            mail.document["template"] = nil
            mail.document["variables"] = nil
        }
        if let sender { mail.document["from"] = .string(sender) }
        guard let template else { return fail("Mails of this kind were turned off") }
        do {
            let text = try MailText(template, mail.document["variables"]?.object ?? [:], at: mail.createdAt)
            if let from = text.from { mail.document["from"] = .string(from) }
            mail.document["subject"] = .string(text.subject)
            mail.document["html"] = .string(text.html)
            mail.document["text"] = .string(text.plain)
            mail.state = isDelivered ? .waiting : .kept
        } catch let problem as MailText.Problem {
            fail(problem.description)
        }
    }

    private mutating func fail(_ reason: String) {
        mail.state = .failed
        mail.error = reason
    }
}

extension OutboxMail {
    /// Whether the template has been filled in.
    public var isFilledIn: Bool { document["template"] == nil }
}

extension Transaction {
    /// Returns a mail that has not been filled in yet; `nil` for others.
    public func mailDraft(_ id: String) throws -> MailDraft? {
        guard let mail = try mail(id), mail.state == .waiting, let source = mail.document["template"] else {
            return nil
        }
        let provider = try mailProvider()
        return MailDraft(
            mail: mail, template: try MailTemplateSource(source).flatMap { try template($0) },
            sender: provider?.defaultFromAddress, isDelivered: provider?.isUsable == true)
    }

    private func template(_ source: MailTemplateSource) throws -> MailTemplate? {
        switch source {
        case .kind(let kind): return try mailTemplate(kind)
        case .connection(let name, let sendsLinks):
            let usual = sendsLinks ? DefaultMails.loginLink : DefaultMails.template(.passwordless)
            return MailTemplate(try connection(named: name)?.options["email"] ?? [:], usual: usual)
        }
    }

    /// Stores a filled-in mail, unless another worker has already done so.
    public func save(_ draft: MailDraft, at now: Timestamp, _ ids: LogIdentifiers) throws {
        guard let mail = try mail(draft.mail.id), mail.state == .waiting, !mail.isFilledIn else { return }
        try update(draft.mail)
        if draft.mail.state == .failed { try emit(draft.mail.failure(draft.mail.error ?? "", at: now), ids) }
    }

    /// Returns the identifiers of mails that have not been filled in yet.
    public func mailDrafts() throws -> [String] {
        try mails().filter { $0.state == .waiting && !$0.isFilledIn }.map(\.id)
    }
}
