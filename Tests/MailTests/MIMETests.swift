import Contract
import Foundation
import Testing

@testable import Mail

@Suite("Mails as they are sent") struct MIMETests {
    private static func message(from: String = "Ann <ann@example.com>", subject: String = "Hello") throws -> MailMessage
    {
        MailMessage(
            from: try #require(Mailbox(from)), to: "bob@example.com", subject: subject, html: "<p>Grüße\n.\n</p>",
            text: "Grüße\n.\nEnd")
    }

    private static func text(_ message: MailMessage) -> String {
        let bytes = message.bytes(id: "m1", at: Timestamp(milliseconds: 1_769_860_800_000))
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func hasItsHeadersAndBothForms() throws {
        let text = Self.text(try Self.message())
        let lines = text.components(separatedBy: "\r\n")
        #expect(!text.replacing("\r\n", with: "").contains("\n"))
        for header in [
            "Date: 31 Jan 2026 12:00:00 +0000", "Message-ID: <m1@example.com>", "From: \"Ann\" <ann@example.com>",
            "To: bob@example.com", "Subject: Hello", "MIME-Version: 1.0",
            "Content-Type: multipart/alternative; boundary=\"=_m1\"",
        ] {
            #expect(lines.contains(header), "\(header)")
        }
        #expect(lines.contains(Data("Grüße\r\n.\r\nEnd".utf8).base64EncodedString()))
        #expect(lines.filter { $0.hasPrefix("--=_m1") } == ["--=_m1", "--=_m1", "--=_m1--"])
    }

    @Test(arguments: [
        ("Grüße", "=?UTF-8?B?R3LDvMOfZQ==?="), ("a\r\nBcc: evil@example.com", "a Bcc: evil@example.com"),
        ("=?x?=", "=?UTF-8?B?PT94Pz0=?="), ("", ""),
    ])
    func headersStayHeaders(_ subject: String, _ expected: String) throws {
        let lines = Self.text(try Self.message(subject: subject)).components(separatedBy: "\r\n")
        #expect(lines.contains("Subject: \(expected)"))
        #expect(!lines.contains { $0.hasPrefix("Bcc") })
    }

    @Test func longSubjectsAreFolded() throws {
        for subject in [String(repeating: "word ", count: 60), String(repeating: "ü", count: 200)] {
            let lines = Self.text(try Self.message(subject: subject)).components(separatedBy: "\r\n")
            #expect(lines.allSatisfy { $0.utf8.count <= 90 })
        }
    }

    @Test(arguments: [
        ("ann@example.com", "ann@example.com"), ("Ann <ann@example.com>", "\"Ann\" <ann@example.com>"),
        ("\"A, B\" <ann@example.com>", "\"A, B\" <ann@example.com>"),
        ("Änn <ann@example.com>", "=?UTF-8?B?w4Rubg==?= <ann@example.com>"),
        ("A\r\nBcc: x <ann@example.com>", "\"A Bcc: x\" <ann@example.com>"),
    ])
    func readsMailboxes(_ text: String, _ header: String) throws { #expect(Mailbox(text)?.header == header) }

    @Test(arguments: ["", "Ann", "ann@", "Ann <ann>", "a@b.c\r\nx: y <"]) func refusesOthers(_ text: String) {
        #expect(Mailbox(text) == nil)
    }

    @Test func everyKindHasATemplateThatCanBeRead() {
        for kind in MailKind.allCases {
            let template = DefaultMails.template(kind)
            #expect(!template.subject.isEmpty && !template.body.isEmpty)
            #expect(MailTemplate.mistake(in: template.subject) == nil && MailTemplate.mistake(in: template.body) == nil)
        }
    }
}

@Suite struct SignatureTests {
    /// Checked with another implementation of the same.
    @Test func signsForAmazon() {
        let signature = AmazonSignature(key: "AKID", secret: "SECRET", region: "eu-west-1", service: "ses")
        let headers = signature.headers(
            host: "email.eu-west-1.amazonaws.com", path: "/v2/email/outbound-emails", body: Array("{}".utf8),
            at: Timestamp(milliseconds: 1_769_860_800_000))
        #expect(headers[0].name == "X-Amz-Date" && headers[0].value == "20260131T120000Z")
        #expect(
            headers[1].value.hasSuffix("Signature=accbc0ddc1cc1bca64d590a568d86d543b209accf92a38b4a8ea5528ec63a548"))
    }

    @Test func signsForAzure() {
        let headers = AzureSignature.headers(
            key: Array("key".utf8), host: "x.communication.azure.com", path: "/emails:send?api-version=2023-03-31",
            body: Array("{}".utf8), at: Timestamp(milliseconds: 1_769_860_800_000))
        #expect(headers[0].name == "x-ms-date" && headers[0].value == "Sat, 31 Jan 2026 12:00:00 GMT")
        #expect(headers[2].value.hasSuffix("Signature=hsRfPKh0gpHu5IdC2RW10oCrooAI0tL+CBXgumrIcKE="))
    }
}
