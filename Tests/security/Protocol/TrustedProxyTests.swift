import Contract
import HTTPTypes
import Testing

@testable import Serving

/// Whose word on a client's address counts.
@Suite struct TrustedProxyTests {
    private static let proxies = TrustedProxies("10.0.0.0/8, 2001:db8::1")

    private func headers(_ pairs: (String, String)...) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in pairs {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        return fields
    }

    @Test(arguments: [
        ("203.0.113.9", "203.0.113.9"),
        // What the client wrote itself comes before what the proxy saw.
        ("198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9, 10.1.2.3, 10.9.9.9", "203.0.113.9"),
        ("10.1.2.3", "10.1.2.3"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ("[2001:db8::7]:4711", "2001:db8::7"),
        ("2001:db8::7", "2001:db8::7"),
        ("203.0.113.9 , 2001:db8::1", "203.0.113.9"),
    ])
    func addresses(_ list: String, _ expected: String) throws {
        let proxies = try #require(Self.proxies)
        #expect(proxies.word(of: headers(("X-Forwarded-For", list))).address == expected)
    }

    @Test(arguments: ["unknown", "", "203.0.113.9, <script>", "203.0.113.9/8", "٢٠٣.0.113.9", "127.0.0.1\u{301}"])
    func nonsense(_ list: String) throws {
        let proxies = try #require(Self.proxies)
        #expect(proxies.word(of: headers(("X-Forwarded-For", list))).address == nil)
    }

    @Test func severalLines() throws {
        let proxies = try #require(Self.proxies)
        let word = proxies.word(of: headers(("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-For", "203.0.113.9")))
        #expect(word.address == "203.0.113.9")
    }

    @Test func theStandardHeader() throws {
        let proxies = try #require(Self.proxies)
        let word = proxies.word(
            of: headers(
                (
                    "Forwarded",
                    #"for=198.51.100.1, for="[2001:db8::7]:4711";proto=https;host="login.example", for=10.2.2.2;proto=https;host=login.example"#
                )))
        #expect(word == .init(address: "2001:db8::7", isSecure: true, host: "login.example"))
    }

    @Test func theOlderHeaderCounts() throws {
        // A proxy that knows one of them passes on the other as the client wrote it.
        let proxies = try #require(Self.proxies)
        let word = proxies.word(of: headers(("Forwarded", "for=198.51.100.1"), ("X-Forwarded-For", "203.0.113.9")))
        #expect(word.address == "203.0.113.9")
    }

    @Test func schemeAndHost() throws {
        let proxies = try #require(Self.proxies)
        let word = proxies.word(of: headers(("X-Forwarded-Proto", "HTTPS"), ("X-Forwarded-Host", "login.example:8443")))
        #expect(word == .init(address: nil, isSecure: true, host: "login.example:8443"))
        #expect(proxies.word(of: headers(("X-Forwarded-Host", "a b"))).host == nil)
        #expect(proxies.word(of: headers(("X-Forwarded-Host", "a\u{600}.example"))).host == nil)
    }

    @Test func settings() {
        #expect(TrustedProxies("10.0.0.0/33") == nil)
        #expect(TrustedProxies("nginx") == nil)
        #expect(TrustedProxies("10.0.0.1")?.contain("::ffff:10.0.0.1") == true)
    }

    @Test func networksOfClients() {
        #expect(AddressRange.network(of: "192.0.2.1") == "192.0.2.1")
        #expect(AddressRange.network(of: "::ffff:192.0.2.1") == "192.0.2.1")
        #expect(AddressRange.network(of: "2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::/64")
        #expect(AddressRange.network(of: "2001:DB8:1:2::9") == "2001:db8:1:2::/64")
        #expect(AddressRange.network(of: "2001:db8:1:2::/64") == "2001:db8:1:2::/64")
        #expect(AddressRange.network(of: "not:an:address") == "not:an:address")
    }
}
