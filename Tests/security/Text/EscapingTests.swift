import Contract
import Liquid
import TestKit
import Testing

/// What is put into HTML, scripts, URLs and headers, whatever its special characters are joined with.
@Suite("Escaping") struct EscapingTests {
    @Test func `a script element cannot be ended from within`() {
        for text in HostileText.wrapping("<>&'\u{2028}\u{2029}\"\\") {
            let literal = JSON.object([text: .array([.string(text)])]).scriptLiteral
            #expect(!literal.utf8.contains { "<>&'".utf8.contains($0) }, "\(text.debugDescription)")
            let scalars = literal.unicodeScalars
            #expect(!scalars.contains("\u{2028}") && !scalars.contains("\u{2029}"))
            #expect((try? JSON(parsing: Array(literal.utf8))) != nil, "\(literal.debugDescription)")
        }
    }

    @Test func `texts are found, cut and replaced by their bytes`() {
        for joiner in HostileText.joiners {
            #expect("\(joiner)<\(joiner)".replacingExactly("<", with: "_") == "\(joiner)_\(joiner)")
            #expect("a\(joiner),\(joiner)b".splitExactly(by: ",").count == 2)
            #expect("\(joiner)x\(joiner)".containsExactly("x"))
        }
        #expect(
            "aaaa".replacingExactly("aa", with: "b") == "bb" && "aaa".replacingExactly("a", with: "", most: 2) == "a")
        #expect("abc".splitExactly(by: "") == ["abc"] && "".splitExactly(by: ",") == [""])
        #expect(!"\u{212A}".isIdentical(to: "K") && !"\u{37E}".isIdentical(to: ";") && "é".isIdentical(to: "\u{E9}"))
    }

    @Test(arguments: [nil, "fragment", "form_post", "web_message"] as [String?])
    func `state comes back as it was, and breaks out of nothing`(_ mode: String?) async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            _ = try await app.code()
            for joiner in HostileText.joiners where joiner != "\r" {
                let state = "\(joiner)</script>\(joiner)\"\(joiner)'\(joiner)<meta http-equiv=refresh>\(joiner)&x=y#z"
                var asked = ["state": state, "prompt": "none"]
                asked["response_mode"] = mode
                let view = try await app.authorize(asked)
                if mode == "web_message" || mode == "form_post" {
                    #expect(view.status == 200 && view.text.firstRange(of: "<meta http-equiv") == nil)
                    let scripts = Array(view.text.utf8.split(separator: UInt8(ascii: "<"))).count { part in
                        part.starts(with: "/script".utf8)
                    }
                    #expect(scripts == 1, "\(joiner.debugDescription)")
                } else {
                    #expect(view.parameters["state"].map { $0.isIdentical(to: state) } == true)
                    #expect(view.location.utf8.allSatisfy { (0x21...0x7E).contains($0) })
                }
            }
        }
    }

    @Test func `what a template puts into a mail is escaped, whatever it is joined with`() async throws {
        for joiner in HostileText.joiners {
            let template = try LiquidTemplate(parsing: "{{ name }}|{{ name | upcase }}|{{ name | replace: 'b', '<' }}")
            let html = try template.render(
                ["name": .string("\(joiner)<b>\(joiner)\"")], as: .html, now: Timestamp(milliseconds: 0))
            #expect(!html.utf8.contains { "<>\"".utf8.contains($0) }, "\(joiner.debugDescription)")
        }
    }

    @Test func `plain text of a mail has no tags, whatever they are joined with`() {
        for joiner in HostileText.joiners where joiner != "\r" {
            let text = HTMLText.plain("<p>\(joiner)<script>\(joiner)evil()\(joiner)</script>\(joiner)<b>x</b></p>")
            #expect(!text.contains("evil") && !text.utf8.contains(UInt8(ascii: "<")))
        }
    }

    @Test func `a name in a mail cannot add a header`() async throws {
        try await eachEngine { tenant in
            let name = "\u{0600}\"\u{0301}\r\nBcc: evil@example.com\r\n"
            try await tenant.run([
                .post(
                    "/emails/provider",
                    [
                        "name": "smtp", "enabled": true, "default_from_address": "a@example.com",
                        "credentials": ["smtp_host": "localhost", "smtp_port": 25, "smtp_user": "u", "smtp_pass": "p"],
                    ], 201),
                .post(
                    "/email-templates",
                    [
                        "template": "verify_email", "body": "{{ user.name }}", "subject": "Hello {{ user.name }}",
                        "from": "{{ user.name }} <a@example.com>", "syntax": "liquid", "enabled": true,
                    ], 200),
                .post(
                    "/users",
                    [
                        "connection": "Username-Password-Authentication", "email": "ada@example.com",
                        "password": "Correct-Horse-9", "name": .string(name), "verify_email": true,
                    ], 201),
            ])
            try await tenant.work()
            let sent = try #require(tenant.mail.deliveries.first)
            let head = String(decoding: sent.message, as: UTF8.self).splitExactly(by: "\r\n\r\n")[0]
            #expect(!head.splitExactly(by: "\r\n").contains { $0.lowercased().hasPrefix("bcc") })
        }
    }
}
