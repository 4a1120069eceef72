import Secrets
import Testing

@Suite struct XXHashTests {
    @Test(arguments: [
        ("", "ef46db3751d8e999"), ("a", "d24ec4f1a98c6e5b"), ("abc", "44bc2cf5ad770999"),
        ("Nobody inspects the spammish repetition", "fbcea83c8a378bf1"),
    ])
    func isAsPublished(_ text: String, _ hash: String) { #expect(XXHash.text(of: text) == hash) }
}
