import Contract
import HTTPTypes
import Serving
import TestKit
import Testing

@Suite struct RouteTests {
    private static let site = Site(
        ["/a", "/a/{id}", "/a/fixed", "/a/{id}/b", "/a/{id}/b/{other}", "/a/fixed/c"].map { path in
            Route("GET", path) { _, arguments in OutgoingResponse(json: .string("\(path) \(arguments)")) }
        } + [Route("POST", "/a") { _, _ in OutgoingResponse(status: 201, json: "made") }])

    @Test func areFound() async throws {
        let rows: [(String, String, String)] = [
            ("GET", "/a", "/a []"), ("POST", "/a", "made"), ("GET", "/a/x", #"/a/{id} ["x"]"#),
            ("GET", "/a/fixed", "/a/fixed []"), ("GET", "/a/fixed/b", #"/a/{id}/b ["fixed"]"#),
            ("GET", "/a/x/b/y", #"/a/{id}/b/{other} ["x", "y"]"#),
            ("GET", "/a/auth0%7C1%2F2", #"/a/{id} ["auth0|1/2"]"#),
            ("GET", "/a/x+y", #"/a/{id} ["x+y"]"#), ("GET", "/a/%C3%A9", #"/a/{id} ["é"]"#),
        ]
        for (method, path, expected) in rows {
            let answer = await Self.site.answer(IncomingRequest(method: method, path: path))
            let json = try JSON(parsing: answer.body)
            #expect(json == .string(expected))
        }
    }

    @Test func areNotFound() async {
        for (method, path) in [
            ("GET", "/"), ("GET", "/b"), ("PUT", "/a"), ("GET", "/a/x/c"), ("GET", "/a/%"), ("GET", "/a/%2"),
            ("GET", "/a/%zz"), ("GET", "/a/%FF"), ("get", "/a"),
        ] {
            let answer = await Self.site.answer(IncomingRequest(method: method, path: path))
            #expect(answer.status == 404, "\(method) \(path)")
        }
    }

    @Test func encodingsAreUndone() {
        let rows: [(String, String?)] = [
            ("", ""), ("plain", "plain"), ("%41%2f", "A/"), ("a+b", "a+b"), ("%e2%82%ac", "€"), ("%", nil), ("%4", nil),
            ("%4g", nil), ("%C0%80", nil), ("100%25", "100%"),
        ]
        for (text, expected) in rows { #expect(PercentEncoding.decode(text) == expected, "\(text)") }
        let pairs = PercentEncoding.pairs("a=1&b=x+y%26z&c&=d&e==")
        #expect(pairs.map { $0.map { "\($0.name):\($0.value)" } } == ["a:1", "b:x y&z", "c:", ":d", "e:="])
        #expect(PercentEncoding.pairs("a=%") == nil)
    }
}
