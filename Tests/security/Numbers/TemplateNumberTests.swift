import Contract
import Liquid
import Testing

/// Templates calculate with what users say of themselves.
@Suite("Numbers in templates") struct TemplateNumberTests {
    static let numbers: [JSON] = [
        .integer(.min), .integer(.max), .integer(-9_223_372_036_854_775), .integer(9_223_372_036_854_775),
        .integer(9_007_199_254_740_993), .integer(-1), 0, .number(1e308), .number(-1e308), .number(-0.0),
        .number(5e-324), .number(1e15), .number(9.3e18), "9223372036854775808", "-9223372036854775809", "1e999", "nan",
        "inf", "-inf", "0x7fffffffffffffff", "9999-12-31T23:59:59.999Z", "0000-01-01T00:00:00Z",
    ]
    static let filters = [
        "date: '%Y-%m-%d %H:%M:%S %j %A %s %-d %e %'", "plus: n", "minus: n", "times: n", "divided_by: n", "modulo: n",
        "at_least: n", "at_most: n", "abs", "ceil", "floor", "round: n", "round", "truncate: n", "truncatewords: n",
        "slice: n", "slice: n, n", "slice: 0, n", "size", "json", "default: n", "join: n", "first", "map: n",
    ]

    @Test(arguments: filters) func `no number ends the process`(_ filter: String) throws {
        for number in Self.numbers {
            for value in [number, "abc", ["a", "b"], .null] as [JSON] {
                let text = """
                    {{ v | \(filter) }}{{ n | \(filter) }}{{ v[n] }}{% for i in v limit: n offset: n %}{{ i }}{% endfor %}\
                    {% for i in (n..n) %}{{ i }}{% endfor %}{% if v < n %}{% endif %}
                    """
                let template = try LiquidTemplate(parsing: text)
                do {
                    _ = try template.render(["v": value, "n": number], as: .html, now: Timestamp(milliseconds: 0))
                } catch {
                    // Refused, which is an answer.
                    #expect(!"\(error)".isEmpty)
                }
            }
        }
    }

    @Test(arguments: ["-9223372036854775808", "9223372036854775807", "99999999999999999999", "-0", "1e5", "0.1"])
    func `no literal ends the process`(_ literal: String) {
        for filter in ["truncate", "truncatewords", "slice", "round", "plus", "date"] {
            guard let template = try? LiquidTemplate(parsing: "{{ 'abc' | \(filter): \(literal) }}") else { continue }
            _ = try? template.render([:], as: .text, now: Timestamp(milliseconds: 0))
        }
        for text in ["{{ 'abc'[\(literal)] }}", "{% for i in (\(literal)..\(literal)) %}{% endfor %}"] {
            _ = try? LiquidTemplate(parsing: text).render([:], as: .text, now: Timestamp(milliseconds: 0))
        }
    }
}
