import Contract
import TestKit
import Testing

@testable import Serving

@Suite struct QueryAndFieldTests {
    @Test func queryValuesAreTyped() {
        let schema: Schema = .object([
            "text": .string, "count": .integer, "ratio": .number, "flag": .boolean, "list": .array(of: .string),
            "numbers": .array(of: .integer),
        ])
        let rows: [(String, JSON)] = [
            ("", [:]), ("text=1", ["text": "1"]), ("text=true", ["text": "true"]), ("count=12", ["count": 12]),
            ("count=x", ["count": "x"]), ("count=1.5", ["count": "1.5"]), ("ratio=1.5", ["ratio": 1.5]),
            ("flag=true", ["flag": true]), ("flag=false", ["flag": false]), ("flag=1", ["flag": "1"]),
            ("list=a", ["list": ["a"]]), ("list=a,b", ["list": ["a", "b"]]), ("list=a&list=b", ["list": ["a", "b"]]),
            ("list[]=a&list[]=b", ["list": ["a", "b"]]), ("numbers=1,x", ["numbers": [1, "x"]]),
            ("unknown=1", ["unknown": "1"]), ("count=1&count=2", ["count": 2]),
        ]
        for (text, expected) in rows {
            let values = PercentEncoding.pairs(text).map { QueryValues($0, schema: schema).json }
            #expect(values == expected, "\(text)")
        }
    }

    @Test func fieldsAreSelected() {
        let user: JSON = ["id": 1, "name": "n", "deep": ["a": 1, "b": ["c": 2, "d": 3]]]
        let rows: [(JSON, JSON)] = [
            (["fields": "id"], ["id": 1]), (["fields": "name,id"], ["name": "n", "id": 1]), (["fields": "none"], [:]),
            (["fields": "deep.b.c,deep.a"], ["deep": ["b": ["c": 2], "a": 1]]),
            (["fields": "deep,name", "include_fields": false], ["id": 1]),
            (
                ["fields": "deep.b.c", "include_fields": false],
                ["id": 1, "name": "n", "deep": ["a": 1, "b": ["d": 3]]]
            ),
            (["fields": "", "include_fields": true], user), ([:], user),
        ]
        for (query, expected) in rows {
            let selection = FieldSelection(query, list: "users")
            #expect(selection?.applied(to: [user]) ?? [user] == [expected], "\(query)")
            let page: JSON = ["users": [user], "next": "x"]
            #expect(selection?.applied(to: page) ?? page == ["users": [expected], "next": "x"], "\(query)")
            let last: JSON = ["users": [user]]
            #expect(selection?.applied(to: last) ?? last == ["users": [expected]], "\(query)")
            let single = FieldSelection(query)
            #expect(single?.applied(to: user) ?? user == expected, "\(query)")
        }
    }

    @Test func limitsAreReadAndKept() {
        #expect(RateLimiter.Limit("10/2") == RateLimiter.Limit(burst: 10, perSecond: 2))
        for text in ["", "10", "10/", "/2", "0/1", "1/0", "a/b", "1/2/3", "-1/2"] {
            #expect(RateLimiter.Limit(text) == nil, "\(text)")
        }
        let clock = HeldClock()
        let limiter = RateLimiter(RateLimiter.Limit(burst: 3, perSecond: 2))
        func take(_ tenant: String = "one") -> String {
            let verdict = limiter.take(tenant: tenant, now: clock.now)
            return "\(verdict.isAllowed) \(verdict.remaining) \(verdict.reset - clock.now.seconds)"
        }
        #expect([take(), take(), take(), take()] == ["true 2 1", "true 1 1", "true 0 2", "false 0 2"])
        #expect(take("two") == "true 2 1")
        clock.advance(.milliseconds(499))
        #expect(take() == "false 0 2")
        clock.advance(.milliseconds(1))
        #expect(take() == "true 0 2")
        clock.advance(.seconds(60))
        #expect(take() == "true 2 1")
    }
}
