import Search
import Testing

@Suite struct ParserTests {
    /// Queries, and how the trees made of them describe themselves.
    static let trees: [(String, String)] = [
        ("", "all"), ("  ", "all"), ("*", "all"), ("*:*", "all"),
        ("jane", "*:\"jane\""), ("\"jane smith\"", "*:\"jane smith\""),
        ("name:jane", "name:\"jane\""), ("name: \"jane smith\"", "name:\"jane smith\""),
        ("name:jane\\ smith", "name:\"jane smith\""), ("name:\"a \\\"b\\\" c\"", "name:\"a \"b\" c\""),
        ("app_metadata.plan.name:gold", "app_metadata.plan.name:\"gold\""),
        ("app_metadata.a\\:b\\.c:1", "app_metadata.a:b.c:\"1\""),
        ("a b", "(or *:\"a\" *:\"b\")"), ("a OR b", "(or *:\"a\" *:\"b\")"), ("a || b", "(or *:\"a\" *:\"b\")"),
        ("a AND b", "(and *:\"a\" *:\"b\")"), ("a && b", "(and *:\"a\" *:\"b\")"), ("a||b", "*:\"a||b\""),
        ("a and b", "(or *:\"a\" *:\"and\" *:\"b\")"), ("\\AND", "*:\"AND\""),
        ("NOT a", "(not *:\"a\")"), ("!a", "(not *:\"a\")"), ("-a", "(not *:\"a\")"), ("NOT NOT a", "*:\"a\""),
        ("a NOT b", "(and *:\"a\" (not *:\"b\"))"), ("a -b c", "(and (or *:\"a\" *:\"c\") (not *:\"b\"))"),
        ("+a b", "*:\"a\""), ("+a +b c -d", "(and *:\"a\" *:\"b\" (not *:\"d\"))"),
        ("a OR NOT b", "(or *:\"a\" (not *:\"b\"))"), ("a OR b -c", "(or *:\"a\" (and *:\"b\" (not *:\"c\")))"),
        ("a AND b OR c AND d", "(or (and *:\"a\" *:\"b\") (and *:\"c\" *:\"d\"))"),
        ("a AND (b OR c)", "(and *:\"a\" (or *:\"b\" *:\"c\"))"), ("((a))", "*:\"a\""),
        ("name:(a OR b)", "(or name:\"a\" name:\"b\")"), ("name:(+a -b*)", "(and name:\"a\" (not name:\"b\"*))"),
        ("name:(a OR email:b)", "(or name:\"a\" email:\"b\")"),
        ("name:jan*", "name:\"jan\"*"), ("name:*an?", "name:*\"an\"?"), ("name:a**b", "name:\"a\"*\"b\""),
        ("name:jane\\*", "name:\"jane*\""), ("name:\"jane*\"", "name:\"jane*\""), ("name:*", "name:exists"),
        ("_exists_:email", "email:exists"), ("NOT _exists_:a.b", "(not a.b:exists)"),
        ("n:[1 TO 5]", "n:[\"1\" TO \"5\"]"), ("n:{1 TO 5}", "n:{\"1\" TO \"5\"}"),
        ("n:[1 TO 5}", "n:[\"1\" TO \"5\"}"),
        ("n:[* TO 5]", "n:[* TO \"5\"]"), ("n:{1 TO *]", "n:{\"1\" TO *]"), ("n:[* TO *]", "n:exists"),
        ("d:[2026-01-01T10:00:00Z TO \"b c\"]", "d:[\"2026-01-01T10:00:00Z\" TO \"b c\"]"),
        ("n:>5", "n:{\"5\" TO *]"), ("n:>=5", "n:[\"5\" TO *]"), ("n:< 5", "n:[* TO \"5\"}"),
        ("n:<=5", "n:[* TO \"5\"]"),
        ("n:(>1 AND <5)", "(and n:{\"1\" TO *] n:[* TO \"5\"})"), ("n:-5", "n:\"-5\""), ("n:+1*", "n:\"+1\"*"),
        ("a^2 \"b\"^0.5 (c)^3", "(or *:\"a\" *:\"b\" *:\"c\")"), ("user_id:auth0|a-b+c/d", "user_id:\"auth0|a-b+c/d\""),
        (
            "email_verified:false OR NOT _exists_:email_verified",
            "(or email_verified:\"false\" (not email_verified:exists))"
        ),
    ]

    @Test(arguments: trees) func reads(_ query: String, _ tree: String) throws {
        #expect(try SearchTree(parsing: query).description == tree)
    }

    /// Queries that cannot be read, and what is said of them.
    static let mistakes: [(String, String)] = [
        ("name:", "expected a value at offset 5"), ("a AND", "expected a term at offset 5"),
        ("AND a", "expected a term, found AND at offset 0"), ("a AND OR b", "expected a term, found OR at offset 6"),
        ("NOT", "expected a term at offset 3"), ("a OR", "expected a term at offset 4"),
        ("(a", "a ( that is not closed at offset 0"), ("a)", "a ) that was not opened at offset 1"),
        ("()", "expected a term, found \")\" at offset 1"), ("name:(a", "a ( that is not closed at offset 5"),
        ("a \"b", "a quotation mark that is not closed at offset 2"), ("a\\", "nothing after \\ at offset 1"),
        ("n:[1 TO 2", "a range that is not closed at offset 2"), ("n:[1 2]", "expected TO at offset 5"),
        ("n:[1 TO ]", "expected a value at offset 8"), ("n:]", "a range that was not begun at offset 2"),
        ("n:>", "a range that is not closed at offset 2"),
        ("a:b:c", "a colon in a value; escape it or use quotes at offset 3"),
        (":a", "expected a term, found \":\" at offset 0"), ("a:AND", "expected a value, found AND at offset 2"),
        ("name:jane~", "fuzzy and proximity searches (~) are not supported at offset 9"),
        ("\"a b\"~2", "fuzzy and proximity searches (~) are not supported at offset 5"),
        ("name:/joh?n/", "regular expressions are not supported; escape the / or use quotes at offset 5"),
        ("a^x", "expected a number after ^ at offset 1"), ("é\u{0}", "the character U+0000 at offset 1"),
        ("_exists_:(a)", "expected a value, found \"(\" at offset 9"),
        ("_exists_:[a TO b]", "expected a value, found a range at offset 9"),
    ]

    @Test(arguments: mistakes) func refuses(_ query: String, _ problem: String) throws {
        let error = #expect(throws: SearchSyntaxError.self) { try SearchTree(parsing: query) }
        #expect(error?.description == problem)
    }

    @Test func bounds() throws {
        func problem(_ query: String) -> String? {
            #expect(throws: SearchSyntaxError.self) { try SearchTree(parsing: query) }?.description
        }
        #expect(problem(String(repeating: "a", count: 4_097)) == "more than 4096 characters at offset 4096")
        #expect(problem(String(repeating: "(", count: 40)) == "more than 32 parentheses in one another at offset 32")
        #expect(problem(String(repeating: "a ", count: 300)) == "more than 200 terms at offset 400")
        let deep = String(repeating: "(", count: 32) + "a" + String(repeating: ")", count: 32)
        #expect(try SearchTree(parsing: deep).description == "*:\"a\"")
        _ = try SearchTree(parsing: String(repeating: "!", count: 4_000) + "a")
    }
}
