import Contract
import Crypto
import Foundation
import Secrets

/// Signs requests to AWS (Signature Version 4).
struct AmazonSignature {
    let key: String
    let secret: String
    let region: String
    let service: String

    /// Returns the headers of a POST request with JSON.
    func headers(host: String, path: String, body: [UInt8], at now: Timestamp) -> [(name: String, value: String)] {
        let digits = now.description.filter(\.isNumber)
        let (day, time) = (digits.prefix(8), digits.dropFirst(8).prefix(6))
        let moment = "\(day)T\(time)Z"
        let names = "content-type;host;x-amz-date"
        let canonical = """
            POST
            \(path)

            content-type:application/json
            host:\(host)
            x-amz-date:\(moment)

            \(names)
            \(Hexadecimal.text(SHA256.hash(data: body)))
            """
        let scope = "\(day)/\(region)/\(service)/aws4_request"
        let digest = Hexadecimal.text(SHA256.hash(data: Array(canonical.utf8)))
        let text = "AWS4-HMAC-SHA256\n\(moment)\n\(scope)\n\(digest)"
        var signing = Array("AWS4\(secret)".utf8)
        for part in [String(day), region, service, "aws4_request", text] {
            signing = HMAC<SHA256>.sha256(part, key: signing)
        }
        let value = """
            AWS4-HMAC-SHA256 Credential=\(key)/\(scope), SignedHeaders=\(names), Signature=\(Hexadecimal.text(signing))
            """
        return [("X-Amz-Date", moment), ("Authorization", value)]
    }
}

/// Signs requests to Azure Communication Services.
enum AzureSignature {
    static func headers(
        key: [UInt8], host: String, path: String, body: [UInt8], at now: Timestamp
    ) -> [(name: String, value: String)] {
        let date = Self.date(now)
        let digest = Data(SHA256.hash(data: body)).base64EncodedString()
        let signature = Data(HMAC<SHA256>.sha256("POST\n\(path)\n\(date);\(host);\(digest)", key: key))
            .base64EncodedString()
        return [
            ("x-ms-date", date), ("x-ms-content-sha256", digest),
            (
                "Authorization",
                "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=\(signature)"
            ),
        ]
    }

    /// Returns the date in HTTP format.
    private static func date(_ moment: Timestamp) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return formatter.string(from: moment.date)
    }
}

extension HMAC<SHA256> {
    fileprivate static func sha256(_ text: String, key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: SymmetricKey(data: key)))
    }
}
