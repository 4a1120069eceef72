import Contract
import Liquid
import Storage

/// The template of a kind of mail.
public struct MailTemplate: Sendable {
    /// The subject as a Liquid template, like the other texts.
    public var subject: String
    public var body: String
    /// The sender; `nil` for the provider's default.
    public var from: String?
    /// The URL that the user is redirected to after using the mail's link.
    public var resultURL: String?
    public var includesEmail = false
    /// The lifetime of the mail's link, in seconds.
    public var urlLifetime: Int?

    init(subject: String, body: String) {
        self.subject = subject
        self.body = body
    }

    /// - Parameters:
    ///   - document: a template in its stored form.
    ///   - usual: the default for missing members.
    init(_ document: JSON, usual: MailTemplate) {
        func text(_ name: String) -> String? { document[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        subject = text("subject") ?? usual.subject
        body = text("body") ?? usual.body
        from = text("from")
        resultURL = text("resultUrl")
        includesEmail = document["includeEmailInRedirect"]?.bool ?? false
        urlLifetime = document["urlLifetimeInSeconds"]?.liquidInteger
    }

    /// The lifetime of the mail's link.
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
    /// Returns the template of a kind of mail; `nil` if the tenant has disabled it.
    public func mailTemplate(_ kind: MailKind) throws -> MailTemplate? {
        let usual = DefaultMails.template(kind)
        let row = try row(
            "SELECT document FROM email_templates WHERE tenant = \(tenant) AND name = \(kind.rawValue)")
        guard let document: JSON = try row?["document"] else { return usual }
        return document["enabled"]?.bool == false ? nil : MailTemplate(document, usual: usual)
    }
}

extension MailTemplate {
    /// Returns the syntax error of a template with its position; `nil` if there is none.
    public static func mistake(in text: String) -> String? {
        do {
            _ = try LiquidTemplate(parsing: text)
            return nil
        } catch {
            return error.description
        }
    }
}
