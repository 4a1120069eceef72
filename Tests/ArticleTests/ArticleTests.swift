import Foundation
import Testing

/// What the documentation shows is what is compiled and run here.
@Suite struct ArticleTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func texts(in folder: String, _ ending: String) throws -> [(name: String, text: String)] {
        let folder = root.appendingPathComponent(folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(ending) }
        return try names.sorted().map { name in
            (name, try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
        }
    }

    /// The lines of a text, wherever they are indented to.
    private static func lines(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return "\n" + lines.map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n") + "\n"
    }

    @Test func everythingShownIsCompiled() throws {
        let compiled = try Self.texts(in: "Tests/ArticleTests", "Article.swift").map { Self.lines($0.text) }
        let articles = try Self.texts(in: "Sources/ManagementClient/Client/ManagementClient.docc", ".md")
        #expect(articles.count >= 10)
        var shown = 0
        for (name, text) in articles {
            for block in text.matches(of: /```swift\n(?<code>[\s\S]*?)\n```/) {
                shown += 1
                let code = Self.lines(String(block.code))
                #expect(compiled.contains { $0.contains(code) }, "\(name): \(block.code)")
            }
        }
        #expect(shown > 30)
    }
}
