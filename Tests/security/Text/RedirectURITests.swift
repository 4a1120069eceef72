import Contract
import TestKit
import Testing

/// Callbacks are compared by their bytes.
@Suite("Redirect URIs") struct RedirectURITests {
    static let lookalikes: [(registered: String, sent: String)] = [
        ("https://rp.example/OK", "https://rp.example/O\u{212A}"),
        ("https://rp.example/a;b", "https://rp.example/a\u{37E}b"),
        ("https://rp.example/cb", "https://rp.example/cb\u{200D}"),
        ("https://rp.example/cb", "https://rp.example/cb\u{FE0F}"),
        ("https://rp.example/cb", "https://rp.example/cb#x"),
        ("https://rp.example/cb", "https://rp.example/cb/"),
        ("https://rp.example/cb", "https://rp.example/CB"),
        ("https://rp.example/cb", "https://rp.example/cb?x=1"),
        ("https://rp.example/cb", "https://rp.example:8443/cb"),
        ("https://rp.example/cb", "https://rp.example@evil.example/cb"),
        ("https://*.rp.example/cb", "https://.rp.example/cb"),
        ("https://*.rp.example/cb", "https://rp.example/cb"),
        ("https://*.rp.example/cb", "https://a.b.rp.example/cb"),
        ("https://*.rp.example/cb", "https://evil.example/.rp.example/cb"),
        ("https://*.rp.example/cb", "https://evil.example#.rp.example/cb"),
        ("https://*.rp.example/cb", "https://evil.example\\.rp.example/cb"),
        ("https://*.rp.example/cb", "https://a\u{0301}.rp.example/cb"),
        ("https://*.rp.example/cb", "https://\u{0600}a.rp.example/cb"),
        ("https://*.rp.example/cb", "https://a%2E.rp.example/cb"),
        ("https://pre-*-suf.rp.example/cb", "https://pre--suf.rp.example/cb"),
        ("https://pre-*-suf.rp.example/cb", "https://pre-suf.rp.example/cb"),
        ("https://{organization_name}.rp.example/cb", "https://a.rp.example/cb"),
        ("https://{organization_name}.rp.example/cb", "https://{organization_name}.rp.example/cb"),
        ("com.example.app://cb", "com.example.app://cb/evil"),
        ("http://127.0.0.1/cb", "http://127.0.0.1:8080/cb"),
        ("http://localhost:3001/cb", "http://localhost:3002/cb"),
    ]

    @Test(arguments: lookalikes)
    func `a lookalike is another URL`(_ pair: (registered: String, sent: String)) async throws {
        #expect(URLPattern(pair.registered) != nil)
        #expect(URLPattern(pair.registered)?.matches(pair.sent) != true)
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant, client: ["callbacks": [.string(pair.registered)]])
            let view = try await app.authorize(["redirect_uri": pair.sent])
            #expect(view.status >= 400 && view.location.isEmpty, "\(view.location)")
        }
    }

    @Test(arguments: [
        ("https://*.rp.example/cb", "https://a-1.rp.example/cb"),
        ("https://pre-*-suf.rp.example/cb", "https://pre-x-suf.rp.example/cb"),
        ("https://rp.example/cb?x={y}", "https://rp.example/cb?x={y}"),
        ("com.example.app://cb", "com.example.app://cb"),
    ])
    func `what is registered fits`(_ pair: (registered: String, sent: String)) {
        #expect(URLPattern(pair.registered)?.matches(pair.sent) == true)
    }

    @Test func `a native application may listen on any port of the loopback interface`() async throws {
        try await eachEngine { tenant in
            let members: JSONObject = ["callbacks": ["http://127.0.0.1/cb"], "app_type": "native"]
            let app = try await WebApplication(tenant, client: members)
            #expect(try await app.authorize(["redirect_uri": "http://127.0.0.1:49152/cb"]).status == 302)
            for other in [
                "http://127.0.0.1:49152/cb/x", "http://127.0.0.1:49152@evil.example/cb", "http://127.0.0.1:x/cb",
            ] {
                #expect(try await app.authorize(["redirect_uri": other]).status >= 400, "\(other)")
            }
        }
    }

    @Test func `organizations stand for their placeholder alone`() {
        let pattern = URLPattern("https://{organization_name}.rp.example/cb")
        #expect(pattern?.matches("https://acme.rp.example/cb", organization: "acme") == true)
        #expect(pattern?.matches("https://other.rp.example/cb", organization: "acme") == false)
        #expect(pattern?.matches("https://evil.example/.rp.example/cb", organization: "evil.example/") == false)
    }

    @Test func `the exchange names the URL that was asked with`() async throws {
        try await eachEngine { tenant in
            let app = try await WebApplication(tenant)
            let wrong: [JSON] = [.null, "https://notes.example/callback/", "https://notes.example/callbac\u{212A}"]
            for uri in wrong {
                let code = try await app.code(["prompt": "login"])
                expect(try await app.exchange(code, ["redirect_uri": uri]), 403, ["error": "invalid_grant"])
            }
        }
    }
}
