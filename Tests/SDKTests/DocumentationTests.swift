import Foundation
import ManagementClient
import Testing

/// Every operation's documentation says what it sends and which scope that needs.
@Suite struct DocumentationTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The documentation comments of all files in a folder, each in one line.
    private static func comments(in folder: String) throws -> String {
        let folder = root.appendingPathComponent(folder)
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var comments = ""
        while let file = files?.nextObject() as? URL {
            guard file.pathExtension == "swift", !file.path.contains("/Server/") else { continue }
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                let line = line.trimmingCharacters(in: .whitespaces)
                comments += line.hasPrefix("/// ") ? "\(line.dropFirst(4)) " : ""
            }
        }
        return comments
    }

    @Test func operationsSayWhatTheySendAndNeed() throws {
        let comments = try Self.comments(in: "Sources/Resources")
        let endpoints = Managers.all.values.flatMap { resource in
            Mirror(reflecting: resource).children.compactMap { $0.value as? any ScopedEndpoint }
        }
        #expect(endpoints.count > 400)
        for endpoint in endpoints { #expect(comments.contains(endpoint.sentence), "\(endpoint.sentence)") }
    }
}

private protocol ScopedEndpoint {
    /// What the documentation says, as far as it follows from the endpoint.
    var sentence: String { get }
}

extension Endpoint: ScopedEndpoint {
    fileprivate var sentence: String {
        let words: [String] = scopes.map { "`\($0)`" }
        let list =
            words.count < 2 ? words.joined() : "\(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")"
        let needed = scopes.isEmpty ? "" : ", with the scope \(list)"
        return "`\(method.rawValue) \(path)`\(needed). Refused with 4"
    }
}
