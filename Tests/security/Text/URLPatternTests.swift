import Contract
import Testing

/// URLs that browsers may be sent to, by the patterns that are registered.
@Suite("URL patterns") struct URLPatternTests {
    private static let star = "https://pre-*.example.com/cb"
    private static let organization = "https://{organization_name}.example.com/cb"

    @Test(arguments: ["https://rp.example/\u{E9}", "https://rp.example/a b", "javascript:alert(1)", "https://*.com/"])
    func `what may not be registered is none`(_ text: String) { #expect(URLPattern(text) == nil) }

    @Test(arguments: [
        "https://pre-a.example.com/cb", "https://pre-a-1.example.com/cb",
    ])
    func `a wildcard stands for`(_ url: String) throws {
        #expect(try #require(URLPattern(Self.star)).matches(url))
    }

    @Test(arguments: [
        "https://pre-.example.com/cb", "https://pro-a.example.com/cb", "https://pre-a.b.example.com/cb",
        "https://pre-a.example.com/cb/", "http://pre-a.example.com/cb", "httpX://pre-a.example.com/cb", "", "x",
        "https://pre-a\u{301}.example.com/cb", "https://pre-a.example.com/cb\u{E9}",
    ])
    func `a wildcard does not stand for`(_ url: String) throws {
        #expect(try !#require(URLPattern(Self.star)).matches(url))
    }

    @Test(arguments: [nil, "", "a.b", "a/b", "\u{E9}", "a@b"] as [String?])
    func `what is no name of an organization stands for none`(_ name: String?) throws {
        let pattern = try #require(URLPattern(Self.organization))
        #expect(!pattern.matches("https://\(name ?? "").example.com/cb", organization: name))
        #expect(pattern.matches("https://acme_1.example.com/cb", organization: "acme_1"))
        #expect(!pattern.matches("https://acme.example.com/cb", organization: "other"))
    }

    @Test(
        arguments: [
            ("https://a.example:443/x", "https://a.example"), ("http://a.example:80", "http://a.example"),
            ("https://a.example:80/", "https://a.example:80"), ("HTTPS://A.Example/x", "https://a.example"),
            ("https:///x", nil), ("https://", nil), ("https://a@b.example/", nil), ("ftp://a.example", nil),
            ("https://a.example/\u{E9}", nil),
        ] as [(String, String?)])
    func `the origin of a URL`(_ url: String, _ origin: String?) { #expect(URLPattern.origin(of: url) == origin) }

    @Test func `a port is free on the loopback interface alone`() throws {
        let own = try #require(URLPattern("http://127.0.0.1:3000/cb"))
        for url in ["http://127.0.0.1/cb", "http://127.0.0.1:1/cb", "http://127.0.0.1:65535/cb"] {
            #expect(own.matchesApartFromLoopbackPort(url), "\(url)")
        }
        for url in [
            "http://127.0.0.1:/cb", "http://127.0.0.1:123456/cb", "http://127.0.0.1.evil.example/cb",
            "http://127.0.0.1:1@evil.example/cb", "http://127.0.0.1:1/cb#x", "http://[::1]:1/cb",
            "https://127.0.0.1:1/cb", "http://127.0.0.1:1/other",
        ] {
            #expect(!own.matchesApartFromLoopbackPort(url), "\(url)")
        }
    }

    @Test func `places of a text`() {
        let text = Array("ababa".utf8)
        #expect(ByteSearch("ab").ranges(in: text) == [0..<2, 2..<4])
        #expect(ByteSearch("ab").ranges(in: text, most: 1) == [0..<2])
        #expect(ByteSearch("ab").ranges(in: text, most: 0).isEmpty && ByteSearch("").ranges(in: text).isEmpty)
        #expect(ByteSearch("aab").firstRange(in: Array("aaab".utf8)) == 1..<4)
    }
}
