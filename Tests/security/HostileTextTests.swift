import Liquid
import Testing

@Suite("Hostile text") struct HostileTextTests {
    @Test func `HTML is escaped whatever its special characters are joined with`() {
        for text in HostileText.wrapping("<>\"'&") {
            let bytes = HTMLText.escape(text).utf8
            #expect(!bytes.contains { "<>\"'".utf8.contains($0) }, "\(text.debugDescription)")
        }
    }
}
