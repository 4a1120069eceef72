import Contract
import Foundation
import Outbound

/// Sends mails with the APIs of providers.
struct MailCarrier: Sendable {
    /// The supported providers.
    static let providers: Set<String> = [
        "smtp", "sendgrid", "mailgun", "mandrill", "sparkpost", "resend", "ses", "azure_cs", "ms365",
    ]

    let http: any OutboundHTTP
    let mail: any OutboundMail

    /// - Throws: `OutboundMailFailure` if the provider did not accept the mail.
    func send(_ outbox: OutboxMail, through provider: MailProvider, at now: Timestamp) async throws {
        guard let from = Mailbox(outbox.from) else {
            throw OutboundMailFailure("The sender is not an address: \(outbox.from)", isPermanent: true)
        }
        let message = MailMessage(
            from: from, to: outbox.to, subject: outbox.subject, html: outbox.html, text: outbox.text)
        let letter = MailLetter(id: outbox.id, message: message, provider: provider, now: now)
        switch provider.name {
        case "smtp": try await mail.send(try letter.delivery())
        case "ms365": try await sendWithMicrosoft(letter)
        case "mandrill": try await sendWithMandrill(letter)
        default: try await take(try letter.request())
        }
    }

    /// Sends a request, and checks that the response has a success status.
    @discardableResult
    private func take(_ request: OutboundRequest) async throws -> OutboundAnswer {
        let answer: OutboundAnswer
        do {
            answer = try await http.send(request)
        } catch let failure as OutboundFailure {
            throw OutboundMailFailure(failure.description, isPermanent: false)
        }
        guard (200..<300).contains(answer.status) else {
            let isTemporary = answer.status >= 500 || [408, 425, 429].contains(answer.status)
            let words = String(decoding: answer.body.prefix(500), as: UTF8.self)
            throw OutboundMailFailure(
                "\(answer.status) \(Mailbox.trimmed(words[...]))", isPermanent: !isTemporary)
        }
        return answer
    }

    /// Mandrill returns status 200 even if it rejects the recipient.
    private func sendWithMandrill(_ letter: MailLetter) async throws {
        let answer = try JSON(parsing: try await take(try letter.request()).body)
        guard let result = answer.array?.first, let status = result["status"]?.string else { return }
        if ["rejected", "invalid"].contains(status) {
            throw OutboundMailFailure(result["reject_reason"]?.string ?? status, isPermanent: true)
        }
    }

    private func sendWithMicrosoft(_ letter: MailLetter) async throws {
        let answer = try await take(try letter.microsoftToken())
        guard let token = (try? JSON(parsing: answer.body))?["access_token"]?.string else {
            throw OutboundMailFailure("Microsoft gave no token", isPermanent: false)
        }
        try await take(letter.microsoftRequest(token: token))
    }
}

/// A mail with the provider that sends it.
struct MailLetter {
    let id: String
    let message: MailMessage
    let provider: MailProvider
    let now: Timestamp

    func secret(_ name: String) throws -> String {
        guard let value = provider.credential(name), !value.isEmpty else {
            throw OutboundMailFailure("The e-mail provider has no \(name)", isPermanent: true)
        }
        return value
    }

    func delivery() throws -> OutboundDelivery {
        var headers: [(name: String, value: String)] = []
        for name in ["X-MC-ViewContentLink", "X-SES-Configuration-Set"] {
            guard let value = provider.document["settings"]?["headers"]?[name], !value.isNull else { continue }
            headers.append((name, value.string ?? value.text))
        }
        let host = message.from.address.split(separator: "@").last.map(String.init) ?? "localhost"
        return OutboundDelivery(
            host: try secret("smtp_host"), port: provider.document["credentials"]?["smtp_port"]?.integer ?? 25,
            user: provider.credential("smtp_user"), password: provider.credential("smtp_pass"),
            sender: message.from.address, recipients: [message.to],
            message: message.bytes(id: id, at: now, headers: headers), greeting: host)
    }

    func request() throws -> OutboundRequest {
        switch provider.name {
        case "sendgrid": try sendgrid()
        case "mailgun": try mailgun()
        case "mandrill": try mandrill()
        case "sparkpost": try sparkpost()
        case "resend": try resend()
        case "ses": try amazon()
        case "azure_cs": try azure()
        default: throw OutboundMailFailure("There is no way to \(provider.name)", isPermanent: true)
        }
    }

    func post(
        _ url: String, _ body: JSON, _ headers: [(name: String, value: String)]
    ) -> OutboundRequest {
        OutboundRequest(
            "POST", url, headers: [("Content-Type", "application/json")] + headers, body: body.bytes, timeout: 30)
    }
}
