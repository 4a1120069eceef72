import Contract
import Liquid
import Testing

/// Templates and HTML that would take hours where an algorithm backtracks. The time limit is there for that alone: it
/// counts while other tests run, too.
@Suite("Cost of templates", .serialized, .timeLimit(.minutes(10))) struct TemplateCostTests {
    static let documents: [String] = [
        "<script ", "<script", "<a href='", "<a href=\"x\">", "<!--", "<", "</", "<style>", "<head><script>", "<p", "&",
        "&#", "&#x", "< script", "<a href=\"\u{0600}", "</script", "<br/", "<li ", "-->", "\n\n\n", " \n ",
    ]

    @Test(arguments: documents) func `HTML is read in one pass`(_ part: String) {
        let html = String(repeating: part, count: 60_000 / part.utf8.count)
        _ = HTMLText.plain(html)
        _ = HTMLText.withoutTags(html)
        _ = HTMLText.unescape(html)
    }

    @Test func `a search for a long text takes no longer than both are`() throws {
        let template = try LiquidTemplate(
            parsing: """
                {% assign a = "a" %}{% for i in (1..17) %}{% assign a = a | append: a %}{% endfor %}\
                {% assign b = a | append: "b" %}{% assign c = a | append: a %}\
                {% for i in (1..20) %}{{ c | replace: b, "" | size }}{{ c | split: b | size }}\
                {% if c contains b %}{% endif %}{% endfor %}
                """)
        do {
            _ = try template.render([:], as: .text, now: Timestamp(milliseconds: 0))
        } catch {
            #expect(error.description == "The template is too much work")
        }
    }

    /// A template that has a part again and again.
    struct Repeated: Sendable, CustomTestStringConvertible {
        var before = ""
        let part: String
        let count: Int
        var after = ""

        var testDescription: String { "\(before)\(part) * \(count)\(after)" }
        var text: String { before + String(repeating: part, count: count) + after }
    }

    @Test(arguments: [
        Repeated(part: "{% raw %}{%\"", count: 30_000), Repeated(part: "{{", count: 200_000),
        Repeated(before: "{% if ", part: "not ", count: 100_000, after: "a %}{% endif %}"),
        Repeated(before: "{% raw %}", part: "{% \"", count: 100_000), Repeated(part: "{% if a %}", count: 40_000),
        Repeated(before: "{{ ", part: "a[", count: 100_000, after: " }}"),
        Repeated(before: "{{ a", part: " | upcase", count: 50_000, after: " }}"),
        Repeated(before: "{{ a", part: ".a", count: 200_000, after: " }}"),
        Repeated(part: "{{ 'a' -}}\n", count: 40_000),
        Repeated(before: "{% if a", part: " and a", count: 80_000, after: " %}{% endif %}"),
        Repeated(before: "{% if a %}", part: "{% elsif a %}", count: 30_000, after: "{% endif %}"),
        Repeated(before: "{% case a %}{% when 1", part: ", 1", count: 150_000, after: " %}{% endcase %}"),
        Repeated(before: "{% case a %}", part: "{% when 1 %}", count: 30_000, after: "{% endcase %}"),
        Repeated(before: "{% cycle 1", part: ", 1", count: 150_000, after: " %}"),
        Repeated(part: "{% assign a = a %}", count: 25_000), Repeated(part: "{% for i in a %}", count: 30_000),
    ])
    func `a template is read without a deep stack, and quickly`(_ repeated: Repeated) {
        guard let template = try? LiquidTemplate(parsing: repeated.text) else { return }
        _ = try? template.render(["a": "x"], as: .html, now: Timestamp(milliseconds: 0))
    }

    @Test func `work in a transaction is little`() throws {
        let template = try LiquidTemplate(parsing: "{% for i in (1..9999) %}{{ i }}{% endfor %}")
        #expect(throws: LiquidFailure.self) {
            try template.render(
                [:], as: .text, now: Timestamp(milliseconds: 0), budget: LiquidTemplate.maximumWorkInTransaction)
        }
    }
}
