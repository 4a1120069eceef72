import Contract
import Foundation
import OrderedCollections
import Outbound

// The HTTP APIs of mail providers.

extension MailLetter {
    func sendgrid() throws -> OutboundRequest {
        var from: JSON = ["email": .string(message.from.address)]
        if let name = message.from.name { from["name"] = .string(name) }
        let body: JSON = [
            "personalizations": [["to": [["email": .string(message.to)]]]], "from": from,
            "subject": .string(message.subject),
            "content": [
                ["type": "text/plain", "value": .string(message.text)],
                ["type": "text/html", "value": .string(message.html)],
            ],
        ]
        return post(
            "https://api.sendgrid.com/v3/mail/send", body, [("Authorization", "Bearer \(try secret("api_key"))")])
    }

    func mailgun() throws -> OutboundRequest {
        let host = provider.credential("region") == "eu" ? "api.eu.mailgun.net" : "api.mailgun.net"
        let credentials = Data("api:\(try secret("api_key"))".utf8).base64EncodedString()
        let form = OutboundForm.body([
            ("from", message.from.header), ("to", message.to), ("subject", message.subject), ("text", message.text),
            ("html", message.html),
        ])
        let domain = OutboundForm.encoded(try secret("domain"))
        return OutboundRequest(
            "POST", "https://\(host)/v3/\(domain)/messages",
            headers: [
                ("Content-Type", "application/x-www-form-urlencoded"), ("Authorization", "Basic \(credentials)"),
            ], body: form, timeout: 30)
    }

    func mandrill() throws -> OutboundRequest {
        var content: JSON = [
            "from_email": .string(message.from.address), "to": [["email": .string(message.to), "type": "to"]],
            "subject": .string(message.subject), "html": .string(message.html), "text": .string(message.text),
        ]
        if let name = message.from.name { content["from_name"] = .string(name) }
        if let isLinked = provider.document["settings"]?["message"]?["view_content_link"]?.bool {
            content["view_content_link"] = .bool(isLinked)
        }
        return post(
            "https://mandrillapp.com/api/1.0/messages/send",
            ["key": .string(try secret("api_key")), "message": content], [])
    }

    func sparkpost() throws -> OutboundRequest {
        let host = provider.credential("region") == "eu" ? "api.eu.sparkpost.com" : "api.sparkpost.com"
        let body: JSON = [
            "options": ["transactional": true], "recipients": [["address": ["email": .string(message.to)]]],
            "content": [
                "from": .string(message.from.header), "subject": .string(message.subject),
                "html": .string(message.html), "text": .string(message.text),
            ],
        ]
        return post(
            "https://\(host)/api/v1/transmissions", body, [("Authorization", try secret("api_key"))])
    }

    func resend() throws -> OutboundRequest {
        let body: JSON = [
            "from": .string(message.from.header), "to": [.string(message.to)], "subject": .string(message.subject),
            "html": .string(message.html), "text": .string(message.text),
        ]
        return post(
            "https://api.resend.com/emails", body,
            [("Authorization", "Bearer \(try secret("api_key"))"), ("Idempotency-Key", id)])
    }

    /// The whole mail in Base64, for providers that accept raw messages.
    private var raw: String { Data(message.bytes(id: id, at: now)).base64EncodedString() }

    /// Returns a request to version 2 of the Amazon SES API.
    func amazon() throws -> OutboundRequest {
        let region = try secret("region")
        var body: JSON = ["Content": ["Raw": ["Data": .string(raw)]]]
        if let set = provider.document["settings"]?["message"]?["configuration_set_name"]?.string, !set.isEmpty {
            body["ConfigurationSetName"] = .string(set)
        }
        let signature = AmazonSignature(
            key: try secret("accessKeyId"), secret: try secret("secretAccessKey"), region: region, service: "ses")
        let (host, path) = ("email.\(region).amazonaws.com", "/v2/email/outbound-emails")
        return post(
            "https://\(host)\(path)", body, signature.headers(host: host, path: path, body: body.bytes, at: now))
    }

    /// Returns a request to Azure Communication Services, with the access key of a connection string.
    func azure() throws -> OutboundRequest {
        var parts: [String: String] = [:]
        for part in try secret("connectionString").split(separator: ";") {
            let halves = part.split(separator: "=", maxSplits: 1)
            if halves.count == 2 { parts[halves[0].lowercased()] = String(halves[1]) }
        }
        guard let endpoint = parts["endpoint"].flatMap(URLComponents.init(string:)), let host = endpoint.host,
            let key = parts["accesskey"].flatMap({ Data(base64Encoded: $0) })
        else { throw OutboundMailFailure("The connection string has no endpoint or no key", isPermanent: true) }
        let body: JSON = [
            "senderAddress": .string(message.from.address),
            "recipients": ["to": [["address": .string(message.to)]]],
            "content": [
                "subject": .string(message.subject), "html": .string(message.html), "plainText": .string(message.text),
            ],
        ]
        let path = "/emails:send?api-version=2023-03-31"
        let headers = AzureSignature.headers(key: Array(key), host: host, path: path, body: body.bytes, at: now)
        return post("https://\(host)\(path)", body, headers)
    }

    func microsoftToken() throws -> OutboundRequest {
        let form = OutboundForm.body([
            ("grant_type", "client_credentials"), ("client_id", try secret("clientId")),
            ("client_secret", try secret("clientSecret")), ("scope", "https://graph.microsoft.com/.default"),
        ])
        let tenant = OutboundForm.encoded(try secret("tenantId"))
        return OutboundRequest(
            "POST", "https://login.microsoftonline.com/\(tenant)/oauth2/v2.0/token",
            headers: [("Content-Type", "application/x-www-form-urlencoded")], body: form, timeout: 30)
    }

    func microsoftRequest(token: String) -> OutboundRequest {
        let sender = OutboundForm.encoded(message.from.address)
        return OutboundRequest(
            "POST", "https://graph.microsoft.com/v1.0/users/\(sender)/sendMail",
            headers: [("Content-Type", "text/plain"), ("Authorization", "Bearer \(token)")], body: Array(raw.utf8),
            timeout: 30)
    }
}
