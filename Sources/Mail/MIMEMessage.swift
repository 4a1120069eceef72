import Contract
import Foundation

/// A mail.
public struct MailMessage: Hashable, Sendable {
    public var from: Mailbox
    public var to: String
    public var subject: String
    public var html: String
    /// The plain-text alternative.
    public var text: String

    public init(from: Mailbox, to: String, subject: String, html: String, text: String) {
        self.from = from
        self.to = to
        self.subject = subject
        self.html = html
        self.text = text
    }

    /// Returns the mail in its wire format (RFC 5322, RFC 2045) with CRLF line breaks.
    /// - Parameters:
    ///   - id: the basis of `Message-ID`, which stays the same when the mail is sent again, so that duplicates can be
    ///     detected.
    ///   - headers: additional headers, whose values have no line breaks.
    public func bytes(id: String, at date: Timestamp, headers: [(name: String, value: String)] = []) -> [UInt8] {
        let boundary = "=_\(id)"
        let host = from.address.split(separator: "@").last ?? "localhost"
        var lines = [
            "Date: \(Self.date(date))", "Message-ID: <\(id)@\(host)>", "From: \(from.header)", "To: \(to)",
            "Subject: \(EncodedWords.text(subject))", "MIME-Version: 1.0", "Auto-Submitted: auto-generated",
        ]
        lines += headers.map { "\($0.name): \(Mailbox.trimmed($0.value[...]))" }
        lines += ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
        for (type, content) in [("text/plain", text), ("text/html", html)] {
            lines += [
                "--\(boundary)", "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: base64", "",
            ]
            lines += Self.base64Lines(content)
        }
        lines += ["--\(boundary)--", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private static func base64Lines(_ content: String) -> [String] {
        let normal = content.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        let base64 = Array(Data(normal.utf8).base64EncodedData())
        return stride(from: 0, to: base64.count, by: 76).map { start in
            String(decoding: base64[start..<min(start + 76, base64.count)], as: UTF8.self)
        }
    }

    private static func date(_ moment: Timestamp) -> String {
        let parts = moment.description.split { !$0.isNumber }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let month = months[(Int(parts[1]) ?? 1) - 1]
        return "\(Int(parts[2]) ?? 1) \(month) \(parts[0]) \(parts[3]):\(parts[4]):\(parts[5]) +0000"
    }
}

/// Encoded words in headers (RFC 2047).
enum EncodedWords {
    /// Returns the text, encoded if it is not ASCII, and folded if it is long.
    static func text(_ text: String) -> String {
        let text = Mailbox.trimmed(text[...])
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 } && !text.contains("=?")
        if isPlain { return folded(text) }
        // An encoded word has at most 75 characters, and does not split a character.
        var words: [String] = []
        var word: [UInt8] = []
        for character in text.unicodeScalars {
            let bytes = Array(String(character).utf8)
            if word.count + bytes.count > 45 {
                words.append(encoded(word))
                word = []
            }
            word += bytes
        }
        if !word.isEmpty { words.append(encoded(word)) }
        return words.joined(separator: "\r\n ")
    }

    private static func encoded(_ bytes: [UInt8]) -> String { "=?UTF-8?B?\(Data(bytes).base64EncodedString())?=" }

    private static func folded(_ text: String) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.utf8.count + word.utf8.count > 70 {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? "\(word)" : " \(word)"
        }
        return (lines + [line]).joined(separator: "\r\n ")
    }
}
