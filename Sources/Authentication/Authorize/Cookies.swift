import HTTPTypes
import Serving

/// What a browser keeps for a tenant.
struct Cookies: Sendable {
    /// Has the secret of the browser's session.
    static let session = "auth0"
    /// Has the secret of a browser whose user need not show a second factor for some time.
    static let rememberedBrowser = "auth0-mf"
    /// Tells browsers from one another, so that nobody goes on with a login that somebody else began.
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

/// A cookie that a browser is to keep, out of the reach of scripts.
struct NewCookie: Sendable {
    let name: String
    /// Letters, digits, `-` and `_`.
    let value: String
    /// How long it is kept, in seconds; `nil` for as long as the browser is open, 0 for not at all.
    let lifetime: Int?
    /// Whether it is sent with what other sites' pages load from here, as those that renew tokens in a frame do. Browsers
    /// want TLS for that.
    var isForFrames = false

    /// Has the secret of a browser. Providers may send it back with a form, which other sites' cookies come with in no
    /// other way.
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
