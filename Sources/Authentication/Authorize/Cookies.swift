import HTTPTypes
import Serving

/// The cookies of a request.
struct Cookies: Sendable {
    /// Contains the secret of the browser's session.
    static let session = "auth0"
    /// Contains the secret of a browser that is remembered after a second factor.
    static let rememberedBrowser = "auth0-mf"
    /// Identifies the browser, so that a login can continue only in the browser where it began.
    static let browser = "did"

    private let values: [String: String]

    init(_ request: IncomingRequest) {
        let pairs = (request.headers[.cookie] ?? "").split(separator: ";").compactMap { pair -> (String, String)? in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2 else { return nil }
            return (String(halves[0].drop { $0 == " " }), String(halves[1]))
        }
        values = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }

    subscript(_ name: String) -> String? { values[name] }
}

/// A cookie to set, which is not accessible to scripts.
struct NewCookie: Sendable {
    let name: String
    /// Letters, digits, `-` and `_`.
    let value: String
    /// The lifetime in seconds; `nil` for a session cookie, 0 to delete the cookie.
    let lifetime: Int?
    /// Whether browsers send the cookie with cross-site requests (`SameSite=None`), as for token renewal in a frame.
    /// This requires TLS.
    var isForFrames = false

    /// A cookie with the browser's secret. It must be sent with cross-site requests because providers may return with a
    /// form.
    static func browser(_ secret: String) -> NewCookie {
        NewCookie(name: Cookies.browser, value: secret, lifetime: 365 * 86_400, isForFrames: true)
    }

    func text(for tenant: TenantContext) -> String {
        let isSecure = tenant.issuer.hasPrefix("https://")
        var text = "\(name)=\(value); Path=/; HttpOnly"
        if isSecure { text += "; Secure" }
        text += isSecure && isForFrames ? "; SameSite=None" : "; SameSite=Lax"
        if let lifetime { text += "; Max-Age=\(lifetime)" }
        return text
    }
}

extension OutgoingResponse {
    func setting(_ cookies: [NewCookie], for tenant: TenantContext) -> OutgoingResponse {
        var answer = self
        answer.headers.append(
            contentsOf: cookies.map { HTTPField(name: .setCookie, value: $0.text(for: tenant)) })
        return answer
    }
}
