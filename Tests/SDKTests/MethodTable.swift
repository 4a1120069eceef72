import Foundation

/// The tables of `docs/sdk-methods.md`.
enum MethodTable {
    enum Section: String, CaseIterable {
        case methods = "Methods of ManagementClient"
        case usersMethods = "Methods of UsersManager"
        case managers = "Managers"
        case usersMembers = "Members of UsersManager"
    }

    struct Row {
        let cells: [String]

        var name: String { cells[0] }
        /// What new code calls, as `client.users.get`, where a resource has it.
        var resource: String? { cells[1].isEmpty ? nil : cells[1] }
        /// What is sent, as `GET /users/{id}`, where anything is.
        var operation: String? { cells[2].isEmpty ? nil : cells[2] }
    }

    static func rows(_ section: Section) -> [Row] { all[section] ?? [] }

    private static let all: [Section: [Row]] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let page = root.deletingLastPathComponent().appendingPathComponent("docs/sdk-methods.md")
        var tables: [Section: [Row]] = [:]
        var section: Section?
        // A page that cannot be read has no rows, which the first test of it tells.
        for line in ((try? String(contentsOf: page, encoding: .utf8)) ?? "").split(separator: "\n") {
            if line.hasPrefix("## ") { section = Section(rawValue: String(line.dropFirst(3))) }
            guard let section, line.hasPrefix("| `") else { continue }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
            let texts: [String] = cells.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
            tables[section, default: []].append(Row(cells: texts))
        }
        return tables
    }()
}
