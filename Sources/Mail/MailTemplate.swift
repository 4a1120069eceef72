import Contract
import Liquid
import Storage

/// What a kind of mail says.
public struct MailTemplate: Sendable {
    /// Liquid, as are the others.
    public var subject: String
    public var body: String
    /// Who it is from, where not from the provider's usual address.
    public var from: String?
    /// Where the user goes after the mail's link was used.
    public var resultURL: String?
    public var includesEmail = false
    /// How many seconds the mail's link is good for.
    public var urlLifetime: Int?

    init(subject: String, body: String) {
        self.subject = subject
        self.body = body
    }

    /// - Parameters:
    ///   - document: a template in the form in which it is stored and sent.
    ///   - usual: what is said where the document says nothing.
    init(_ document: JSON, usual: MailTemplate) {
        func text(_ name: String) -> String? { document[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        subject = text("subject") ?? usual.subject
        body = text("body") ?? usual.body
        from = text("from")
        resultURL = text("resultUrl")
        includesEmail = document["includeEmailInRedirect"]?.bool ?? false
        urlLifetime = document["urlLifetimeInSeconds"]?.liquidInteger
    }

    /// How long the mail's link is good for.
    public var linkLife: Duration? {
        guard let urlLifetime, urlLifetime > 0 else { return nil }
        return .seconds(urlLifetime)
    }
}

extension JSON {
    fileprivate var liquidInteger: Int? {
        if case .number(let number) = self { return Int(exactly: number.rounded()) }
        return integer
    }
}

extension Transaction {
    /// What a kind of mail says; `nil` where the tenant has such mails not sent.
    public func mailTemplate(_ kind: MailKind) throws -> MailTemplate? {
        let usual = DefaultMails.template(kind)
        let row = try row(
            "SELECT document FROM email_templates WHERE tenant = \(tenant) AND name = \(kind.rawValue)")
        guard let document: JSON = try row?["document"] else { return usual }
        return document["enabled"]?.bool == false ? nil : MailTemplate(document, usual: usual)
    }
}

extension MailTemplate {
    /// What is wrong with a text that is to be a template, with its place; `nil` where nothing is.
    public static func mistake(in text: String) -> String? {
        do {
            _ = try LiquidTemplate(parsing: text)
            return nil
        } catch {
            return error.description
        }
    }
}
