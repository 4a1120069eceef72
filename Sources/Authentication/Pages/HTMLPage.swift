import Contract
import Crypto
import Foundation
import HTTPTypes
import Liquid
import Logging
import Serving
import Storage

/// An HTML page. It has no scripts except `script`.
struct HTMLPage: Sendable {
    var title: String
    /// HTML with all untrusted text escaped.
    var content: String
    var status = 200
    var look = PageLook()
    /// The URLs of images on the page, besides the logo.
    var images: [String] = []
    /// Whether its forms may redirect to other origins. Browsers apply `form-action` to every redirect that follows,
    /// and the redirects of applications and providers are not known here.
    var leadsElsewhere = false
    /// The page's only script, which runs when the page is loaded.
    var script: String?
    /// The origin whose pages may embed the page in a frame.
    var frameOrigin: String?

    /// The page as a response, which must not be cached or embedded in a frame, and which sends no referrer.
    var answer: OutgoingResponse {
        let style = Self.style + look.style
        let html = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(HTMLText.escape(title))</title>
            <style>\(style)</style>
            </head>
            <body>
            <main>
            \(look.logo)<h1>\(HTMLText.escape(title))</h1>
            \(content)
            </main>
            \(script.map { "<script>\($0)</script>\n" } ?? "")</body>
            </html>
            """
        var headers = Self.headers
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.contentSecurityPolicy] = """
            default-src 'none'; style-src 'sha256-\(Self.digest(style))'; img-src\(Self.origins(of: images + [look.logoURL].compactMap { $0 })); \
            \(leadsElsewhere ? "" : "form-action 'self'; ")base-uri 'none'; \
            frame-ancestors \(frameOrigin ?? "'none'")\(script.map { "; script-src 'sha256-\(Self.digest($0))'" } ?? "")
            """
        if frameOrigin != nil { headers[.frameOptions] = nil }
        return OutgoingResponse(status: status, headers: headers, body: Array(html.utf8))
    }

    /// Returns a redirect with status 302.
    static func redirect(to url: String) -> OutgoingResponse {
        var headers = headers
        headers[.location] = url
        return OutgoingResponse(status: 302, headers: headers)
    }

    /// The page for links with an unknown ticket.
    static var unknownLink: OutgoingResponse {
        HTMLPage(
            title: "This link does not work",
            content: "<p role=\"alert\">It may be incomplete or expired. Please request a new one.</p>",
            status: 404
        ).answer
    }

    /// Logs an error and returns the page for it.
    static func failure(_ error: any Error, at path: String, _ services: Services) -> OutgoingResponse {
        let status = Self.status(of: error)
        let level: Logger.Level = error is ServiceUnavailable ? .info : .error
        services.logger.log(level: level, "page failed", metadata: ["path": "\(path)", "error": "\(error)"])
        var answer = HTMLPage(
            title: "Something went wrong", content: "<p role=\"alert\">Please try again later.</p>", status: status
        ).answer
        if status == 503 { answer.headers[.retryAfter] = OutgoingResponse.retryTime }
        return answer
    }

    private static func status(of error: any Error) -> Int {
        switch error {
        case StorageError.unavailable: 503
        case is ServiceUnavailable: 503
        case StorageError.unstorableText: 400
        default: 500
        }
    }

    private static let headers: HTTPFields = [
        .cacheControl: "no-store", .referrerPolicy: "no-referrer", .xContentTypeOptions: "nosniff",
        .frameOptions: "DENY",
    ]

    /// Returns the origins of URLs, each with a leading space.
    private static func origins(of urls: [String]) -> String {
        let origins = Set(urls.compactMap { origin(of: $0) }).sorted().map { " " + $0 }
        return origins.isEmpty ? " 'none'" : origins.joined()
    }

    /// Returns the origin of an HTTP or HTTPS URL.
    static func origin(of url: String) -> String? {
        URLPattern.origin(of: url)
    }

    private static func digest(_ text: String) -> String {
        Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString()
    }

    private static let style = """
        body{margin:0;font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#f4f4f5}\
        main{max-width:26rem;margin:4rem auto;padding:2rem;background:#fff;border:1px solid #d4d4d8;border-radius:.5rem}\
        h1{font-size:1.4rem;margin-top:0}label{display:block;margin-top:1rem;font-weight:600}\
        input{box-sizing:border-box;width:100%;padding:.6rem;font:inherit;border:1px solid #52525b;border-radius:.25rem}\
        button{margin-top:1.5rem;padding:.6rem 1.2rem;font:inherit;color:#fff;background:#1d4ed8;border:0;\
        border-radius:.25rem;cursor:pointer}\
        a:focus,input:focus,button:focus{outline:3px solid #f59e0b;outline-offset:2px}\
        [role=alert]{padding:.75rem 1rem;color:#7f1d1d;background:#fef2f2;border-left:4px solid #b91c1c}\
        .choice{font-weight:400}.choice input{width:auto}.rules{white-space:pre-line;color:#3f3f46}.code{text-align:center}svg{max-width:100%;height:auto}\
        .key{font-size:1.1rem;overflow-wrap:anywhere}.provider{display:flex;align-items:center;gap:.6rem;margin-top:.75rem;\
        padding:.6rem 1rem;color:inherit;border:1px solid #52525b;border-radius:.25rem;text-decoration:none}\
        .provider img{width:20px;height:20px}
        """
}

extension HTTPField.Name {
    fileprivate static let contentSecurityPolicy = HTTPField.Name(known: "Content-Security-Policy")
    fileprivate static let referrerPolicy = HTTPField.Name(known: "Referrer-Policy")
    fileprivate static let frameOptions = HTTPField.Name(known: "X-Frame-Options")
}
