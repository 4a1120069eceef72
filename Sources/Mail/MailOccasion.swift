import Contract
import Events
import Liquid
import Model
import OrderedCollections
import Secrets
import Serving
import Storage

/// The kind, the recipient and the context of a mail.
public struct MailOccasion: Sendable {
    public var kind: MailKind
    public var to: String
    public var user: UserDocument?
    /// The name of the connection.
    public var connection: String?
    public var clientID: ClientID?
    public var organization: OrganizationRow?
    /// The IP address of the request that the mail reports.
    public var source: String?
    /// Additional variables for the template.
    public var variables: JSONObject = [:]

    public init(_ kind: MailKind, to: String, user: UserDocument? = nil) {
        self.kind = kind
        self.to = to
        self.user = user
    }
}

/// Values that sending a mail needs. They are created before the transaction, which may run more than once.
public struct MailSending: Sendable {
    /// The identifier of the mail.
    let id: String
    /// The secret of the mail's link, if it has one.
    let secret: String
    public let issuer: String
    public let now: Timestamp
    /// The preferred language of the user's browser.
    public var language: String?
    let logIDs: LogIdentifiers

    public init(_ tenant: TenantContext, _ services: Services, now: Timestamp) {
        id = services.random.objectIdentifier(at: now)
        secret = services.random.base62(32)
        issuer = tenant.issuer
        self.now = now
        logIDs = services.logIDs
    }
}

extension Transaction {
    /// Puts a mail into the outbox, from where it is sent after this transaction is committed. Without a provider it
    /// stays there.
    /// - Returns: whether there is a mail; `false` if the tenant has disabled mails of this kind.
    @discardableResult
    public func send(_ occasion: MailOccasion, _ sending: MailSending) throws -> Bool {
        guard try mailTemplate(occasion.kind) != nil else { return false }
        try send(occasion, .kind(occasion.kind), sending)
        return true
    }

    func send(_ occasion: MailOccasion, _ template: MailTemplateSource, _ sending: MailSending) throws {
        let host = sending.issuer.split(separator: "/").dropFirst().first.map { $0.prefix { $0 != ":" } } ?? "localhost"
        var document: JSONObject = [
            "from": .string("no-reply@\(host)"), "to": .string(occasion.to), "template": template.json,
            "variables": .object(try mailVariables(occasion, sending)),
        ]
        document["user_id"] = occasion.user.map { .string($0.id.value) }
        document["connection"] = occasion.connection.map(JSON.string)
        document["client_id"] = occasion.clientID.map { .string($0.value) }
        document["organization_id"] = occasion.organization.map { .string($0.id) }
        try insert(
            OutboxMail(
                id: sending.id, kind: occasion.kind.rawValue, state: .waiting, createdAt: sending.now,
                document: .object(document)))
    }

    /// Returns the variables for all templates.
    func mailVariables(_ occasion: MailOccasion, _ sending: MailSending) throws -> JSONObject {
        let settings = try tenantSettings()
        let tenantName = sending.issuer.split(separator: "/").dropFirst().first.map(String.init) ?? tenant.value
        var variables: JSONObject = [
            "tenant": .string(tenantName), "friendly_name": settings["friendly_name"] ?? .null,
            "support_email": settings["support_email"] ?? .null, "support_url": settings["support_url"] ?? .null,
            "branding": try branding(),
            "request_language": sending.language.map(JSON.string) ?? .null,
        ]
        if let user = occasion.user {
            let names = [
                "email", "email_verified", "picture", "nickname", "given_name", "family_name", "name", "username",
                "app_metadata", "user_metadata",
            ]
            var told = user.members.filter { names.contains($0.key) }
            told["source_ip"] = occasion.source.map(JSON.string)
            variables["user"] = .object(told)
            variables["user_metadata"] = user.members["user_metadata"]
        } else {
            variables["user"] = ["email": .string(occasion.to)]
        }
        if let connection = occasion.connection { variables["connection"] = ["name": .string(connection)] }
        if let organization = occasion.organization { variables["organization"] = organization.json }
        let application = try occasion.clientID.flatMap { try client($0) }.map(Self.application) ?? [:]
        variables["application"] = application
        variables["client"] = application
        return variables.merging(occasion.variables) { $1 }
    }

    /// Returns an application for templates, without secrets.
    private static func application(_ client: ClientRow) -> JSON {
        var application: JSONObject = ["clientID": .string(client.id.value), "client_id": .string(client.id.value)]
        application["name"] = client.document["name"]
        application["description"] = client.document["description"]
        application["logo_uri"] = client.document["logo_uri"]
        application["client_metadata"] = client.document["client_metadata"]
        application["metadata"] = client.document["client_metadata"]
        let callback = client.document["callbacks"]?.strings?.first ?? ""
        if let match = callback.prefixMatch(of: /https?:\/\/[^\/?#]+/) {
            application["callback_domain"] = .string(String(match.output))
        }
        return .object(application)
    }
}

/// The filled-in text of a mail.
struct MailText {
    /// The reason why a template could not be filled in.
    struct Problem: Error {
        let description: String
    }

    let from: String?
    let subject: String
    let html: String
    let plain: String

    init(_ template: MailTemplate, _ variables: JSONObject, at now: Timestamp) throws {
        subject = try Self.filled(template.subject, variables, .text, now)
        html = try Self.filled(template.body, variables, .html, now)
        plain = HTMLText.plain(html)
        from = try template.from.map { try Self.filled($0, variables, .text, now) }
        if let from, Mailbox(from) == nil { throw Problem(description: "The template is from nobody: \(from)") }
    }

    static func filled(
        _ template: String, _ variables: JSONObject, _ output: LiquidTemplate.Output, _ now: Timestamp,
        budget: Int = LiquidTemplate.maximumWork
    ) throws -> String {
        do {
            return try LiquidTemplate(parsing: template).render(variables, as: output, now: now, budget: budget)
        } catch let error as LiquidError {
            throw Problem(description: "The template has a mistake: \(error)")
        } catch let failure as LiquidFailure {
            throw Problem(description: "The template cannot be filled in: \(failure)")
        }
    }
}
