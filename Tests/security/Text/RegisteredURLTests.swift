import Contract
import TestKit
import Testing

/// What may be registered for browsers to be sent to.
@Suite("Registered URLs") struct RegisteredURLTests {
    static let refused = [
        "https://*.com/cb", "https://*/cb", "https://*.*.example.com/cb", "https://sub.*.example.com/cb",
        "https://a*b*.example.com/cb", "https://*.example.com:*/cb", "https://*@evil.example/cb",
        "https://{organization_name}@evil.example/cb", "https://u:{organization_name}@evil.example/cb",
        "https://x.{organization_name}/cb", "https://{organization_name}/cb", "https://{organization_name}.com/cb",
        "https://pre-{organization_name}.example.com/cb",
        "https://{organization_name}.{organization_name}.example.com/",
        "https://{organization_name}.*.example.com/cb", "https://*.{organization_name}.example.com/cb",
        "https://{other}.example.com/cb", "https://{organization_name.example.com/cb", "https://*.0.0.1/cb",
        "https://{custom_domain.metadata.k}.*.example.com/cb", "https://rp.example/cb#x", "https://rp.example/cb#",
        "com.example.app://*/cb", "com.example.app://{organization_name}.example.com/cb",
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "DATA:text/html,x", "file:///etc/passwd",
        "about:blank", "blob:https://x.example/1", "vbscript:x", "view-source:https://x.example", "filesystem:x:y",
        "java\nscript:alert(1)", " javascript:alert(1)", "https://", "https:///cb", "//rp.example/cb", "rp.example", "",
        "https://*\u{0301}.example.com/cb", "https://\u{0600}*.example.com/cb",
        "https://{organization_name}\u{0301}.example.com/cb", "https://*.example.com:80:80/cb",
        "https://*.{custom_domain.metadata.k}.example.com/cb", ":x", "://rp.example/cb",
    ]
    static let allowed = [
        "https://rp.example/cb", "http://localhost:3000", "http://127.0.0.1:3000/cb", "com.example.app://callback",
        "com.example.app:/callback", "myapp://x.y.z/ios/com.example/callback", "https://*.example.com/cb",
        "https://*.example.com", "https://pre-*-suf.example.org/cb", "https://{organization_name}.example.com/cb",
        "https://{organization_name}.example.com:8443/cb?x=1", "http://*.localhost:3000/cb",
        "https://{custom_domain.metadata.public_app}.example.com/login", "https://rp.example/cb?x={y}",
        "https://user@rp.example/cb", "https://rp.example/a/*", "urn:ietf:wg:oauth:2.0:oob",
    ]

    @Test(arguments: refused) func `is refused everywhere`(_ url: String) {
        #expect(!Format.callbackURL.accepts(url))
        #expect(!Format.urlWithPlaceholders.accepts(url))
    }

    @Test(arguments: allowed) func `stays allowed`(_ url: String) {
        #expect(Format.callbackURL.accepts(url))
        #expect(Format.urlWithPlaceholders.accepts(url))
    }

    @Test func `placeholders of links stand where they may`() {
        let format = Format.absoluteHTTPSURIWithPlaceholdersOrEmpty
        #expect(format.accepts("https://{custom_domain.metadata.app}.example.com/x"))
        for url in Self.refused where url.hasPrefix("https://*") || url.contains("{organization_name}@") {
            #expect(!format.accepts(url), "\(url)")
        }
    }

    @Test func `links that pages show run no code`() {
        for url in ["javascript:alert(1)", "data:text/html,x", "file:///x", "about:blank", "vbscript:x", "blob:x"] {
            for format in [
                Format.absoluteURIOrEmpty, .uri, .strictURI, .url, .absoluteHTTPSURIOrEmpty, .strictHTTPSURIOrNull,
                .absoluteHTTPSURIWithPlaceholdersOrEmpty,
            ] {
                #expect(!format.accepts(url), "\(format.name) \(url)")
            }
        }
    }

    @Test func `each member refuses them`() async throws {
        let bad = [
            "https://*.com/cb", "https://{organization_name}@evil.example/cb", "javascript:alert(1)",
            "https://a.example/#x",
        ]
        try await eachEngine { tenant in
            for url in bad {
                for member in ["callbacks", "allowed_logout_urls", "allowed_origins", "web_origins"] {
                    let body: JSON = ["name": "x", .init(stringLiteral: member): [.string(url)]]
                    let answer = try await tenant.request("POST", "/clients", body: body, token: tenant.token)
                    #expect(answer.status == 400, "\(member) \(url)")
                }
                let settings: JSON = ["allowed_logout_urls": [.string(url)]]
                #expect(
                    try await tenant.request("PATCH", "/tenants/settings", body: settings, token: tenant.token).status
                        == 400)
            }
            for (path, method, body) in [
                ("/clients", "POST", ["name": "x", "logo_uri": "javascript:alert(1)"] as JSON),
                ("/clients", "POST", ["name": "x", "initiate_login_uri": "javascript:alert(1)"]),
                ("/tenants/settings", "PATCH", ["picture_url": "data:text/html,x"]),
                ("/tenants/settings", "PATCH", ["support_url": "javascript:alert(1)"]),
                (
                    "/tenants/settings", "PATCH",
                    ["error_page": ["html": "", "show_log_link": false, "url": "javascript:x"]]
                ),
                ("/tenants/settings", "PATCH", ["default_redirection_uri": "file:///x"]),
                ("/branding", "PATCH", ["logo_url": "javascript:alert(1)"]),
                ("/organizations", "POST", ["name": "x", "branding": ["logo_url": "javascript:alert(1)"]]),
            ] {
                let answer = try await tenant.request(method, path, body: body, token: tenant.token)
                #expect(answer.status == 400, "\(path) \(body.text)")
            }
        }
    }

    @Test func `an address has at most 64 bytes before the at sign and 254 in all`() {
        let label = String(repeating: "d", count: 60)
        let domain = "\(label).\(label).\(label).example"
        #expect(Format.email.accepts(String(repeating: "a", count: 64) + "@example.com"))
        #expect(!Format.email.accepts(String(repeating: "a", count: 65) + "@example.com"))
        let local = String(repeating: "a", count: 254 - 1 - domain.utf8.count)
        #expect(Format.email.accepts("\(local)@\(domain)"))
        #expect(!Format.email.accepts("\(local)a@\(domain)"))
        #expect(!Format.email.accepts(String(repeating: "a", count: 20_000) + "@example.com"))
    }
}
