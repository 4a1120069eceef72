import Contract
import Testing

@testable import Liquid

private let variables: JSONObject = [
    "user": ["name": "Ann <b>", "age": 42, "tags": ["b", "A", "c"], "none": .null],
    "application": ["name": "Shop"], "url": "https://a.example/?x=1&y=2", "list": [3, 1, 2],
    "roles": [["id": "r1", "name": "Admin"], ["id": "r2", "name": "Guest"]],
]

private func render(_ template: String, as output: LiquidTemplate.Output = .text) throws -> String {
    try LiquidTemplate(parsing: template).render(
        variables, as: output, now: Timestamp(milliseconds: 1_769_860_800_000))
}

@Suite("Liquid") struct LiquidTests {
    @Test func tagsStandForTexts() throws {
        let names: Set<String> = ["auth0:head", "auth0:widget"]
        let template = try LiquidTemplate(
            parsing: "<a> {%- auth0:head -%} {% if x %}{% auth0:widget %}{% endif %}</a>", inserts: names)
        #expect(template.inserts == names)
        let text = try template.render(
            ["x": true], as: .html, now: Timestamp(milliseconds: 0), inserts: ["auth0:head": "<b>"])
        #expect(text == "<a><b></a>", "what is not given is empty, and what is given is not escaped")
        let hidden = "{% raw %}{% auth0:head %}{% endraw %}{% comment %}{% auth0:head %}{% endcomment %}"
        #expect(try LiquidTemplate(parsing: hidden, inserts: names).inserts.isEmpty)
        #expect(throws: LiquidError.self) { try LiquidTemplate(parsing: "{% auth0:head %}") }
    }

    @Test(arguments: [
        ("Hello {{ user.name }}!", "Hello Ann <b>!"), ("{{ user['name'] }}", "Ann <b>"), ("{{ nobody.name }}", ""),
        ("{{ list[0] }}{{ list[-1] }}{{ list.size }}", "323"), ("a {{- ' b ' -}} c", "a b c"),
        ("{% if user.age > 40 and user.name contains 'Ann' %}yes{% else %}no{% endif %}", "yes"),
        ("{% if user.none %}a{% elsif user.tags == empty %}b{% else %}c{% endif %}", "c"),
        ("{% unless false %}x{% endunless %}", "x"), ("{% if 'a' != 'b' or nobody %}x{% endif %}", "x"),
        ("{% case user.age %}{% when 1, 42 %}forty{% else %}other{% endcase %}", "forty"),
        (
            "{% for r in roles %}{{ forloop.index }}:{{ r.name }}{% unless forloop.last %}, {% endunless %}{% endfor %}",
            "1:Admin, 2:Guest"
        ),
        ("{% for n in (1..5) limit: 2 offset: 1 reversed %}{{ n }}{% endfor %}", "32"),
        (
            "{% for n in (1..9) %}{% if n == 2 %}{% continue %}{% elsif n == 4 %}{% break %}{% endif %}{{ n }}{% endfor %}",
            "13"
        ),
        ("{% for n in nobody %}x{% else %}none{% endfor %}", "none"),
        ("{% assign a = 'x' | append: 'y' %}{{ a }}{% capture b %}[{{ a }}]{% endcapture %}{{ b }}", "xy[xy]"),
        ("{% increment n %}{% increment n %}{% decrement m %}{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}", "01-1ab"),
        ("{% comment %}{{ broken {% endcomment %}{% raw %}{{ user }}{% endraw %}", "{{ user }}"),
        ("{{ 'a,b' | split: ',' | join: '-' }}{{ 'Hello' | slice: 0, 2 }}{{ 'abc' | truncate: 2, '.' }}", "a-bHea."),
        ("{{ user.tags | sort_natural | join }}{{ roles | map: 'id' | last }}", "A b cr2"),
        ("{{ 7 | plus: 3 | divided_by: 4 }}{{ 7 | divided_by: 2.0 }}{{ 1.25 | round: 1 }}{{ -3 | abs }}", "23.51.33"),
        ("{{ nobody | default: 'you' }}{{ 'a b&c' | url_encode }}", "youa+b%26c"),
        ("{{ 'now' | date: '%Y-%m-%d %A %-d %b' }}{{ '2026-02-01' | date: '%e' }}", "2026-01-31 Saturday 31 Jan 1"),
        ("{{ 'a' | upcase | capitalize }}{{ '<i>x</i>' | strip_html }}{{ 'x.x' | replace_first: '.', '' }}", "Axxx"),
    ])
    func rendersText(_ template: String, _ expected: String) throws {
        #expect(try render(template).replacing("  ", with: " ") == expected.replacing("  ", with: " "))
    }

    @Test(arguments: [
        ("{{ user.name }}", "Ann &lt;b&gt;"), ("{{ user.name | escape }}", "Ann &lt;b&gt;"),
        ("{{ user.name | raw }}", "Ann <b>"), ("<a href=\"{{ url }}\">", "<a href=\"https://a.example/?x=1&amp;y=2\">"),
        ("{% assign n = user.name | escape %}{{ n }}", "Ann &lt;b&gt;"),
        ("{% capture n %}<p>{{ user.name }}</p>{% endcapture %}{{ n }}", "<p>Ann &lt;b&gt;</p>"),
        ("{{ user.name | escape | append: '<' }}", "Ann &amp;lt;b&amp;gt;&lt;"),
        ("{% capture r %}x{% endcapture %}{% for r in user.tags %}{{ r }}{% endfor %}", "bAc"),
        ("{{ '<a\n' | newline_to_br }}", "&lt;a<br />\n"),
    ])
    func escapesWhatItPutsIntoHTML(_ template: String, _ expected: String) throws {
        #expect(try render(template, as: .html) == expected)
    }

    @Test(arguments: [
        ("{{ user", "An output is not closed with }} (line 1, column 1)"),
        ("a\n  {% if x %}", "The tag if is not closed with endif (line 2, column 6)"),
        ("{% endif %}", "There is no tag endif (line 1, column 4)"),
        ("{% include 'x' %}", "There is no tag include (line 1, column 4)"),
        ("{{ x | shout }}", "There is no filter shout (line 1, column 8)"),
        ("{{ x | append }}", "The filter append cannot have 0 arguments (line 1, column 8)"),
        ("é{{ x y }}", "Something is left over (line 1, column 7)"), ("{{ }}", "A value is missing (line 1, column 4)"),
        ("{{ 'x }}", "An output is not closed with }} (line 1, column 1)"),
        ("{% for x of y %}", "in is missing (line 1, column 10)"),
        ("{% break %}", "break is not inside a for (line 1, column 4)"),
        ("{{ a ? b }}", "? is not expected (line 1, column 6)"),
    ])
    func refusesMistakesWithTheirPlaces(_ template: String, _ expected: String) throws {
        let error = try #require(throws: LiquidError.self) { try LiquidTemplate(parsing: template) }
        #expect(error.description == expected)
    }

    @Test(arguments: [
        "{% for a in (1..9999) %}{% for b in (1..9999) %}x{% endfor %}{% endfor %}",
        "{% for a in (1..99999999999) %}{% endfor %}",
        "{% assign a = 'xxxxxxxxxxxxxxxx' %}{% for n in (1..99) %}{% assign a = a | append: a %}{% endfor %}",
        "{% assign a = 'xxxxxxxxxxxxxxxx' %}{% for n in (1..15) %}{% assign a = a | append: a %}{% endfor %}{{ a | replace: 'x', a }}",
        "{{ 1 | divided_by: 0 }}",
    ])
    func costsNoMoreThanItMay(_ template: String) throws {
        #expect(throws: LiquidFailure.self) { try render(template) }
    }

    @Test func isNotNestedWithoutEnd() throws {
        let deep = String(repeating: "{% if x %}", count: 1000) + String(repeating: "{% endif %}", count: 1000)
        #expect(throws: LiquidError.self) { try LiquidTemplate(parsing: deep) }
        let values = "{{ " + String(repeating: "a[", count: 1000) + "1" + String(repeating: "]", count: 1000) + "}}"
        #expect(throws: LiquidError.self) { try LiquidTemplate(parsing: values) }
    }

    @Test func makesPlainTextOfHTML() {
        let html = """
            <html><head><title>x</title></head><body><p>Hello   Ann,<br>go <a href="https://a.example/?a&amp;b">here</a>.</p>
            <ul><li>one</li><li>two &lt;2&gt;</li></ul></body></html>
            """
        #expect(HTMLText.plain(html) == "Hello Ann,\ngo here: https://a.example/?a&b.\n\n- one\n- two <2>")
    }
}
