import Phones
import Storage

extension Gatehouse {
    /// Returns the messages to phones of the tenant in a database as text.
    /// - Parameters:
    ///   - text: The identifier of the message to show, or `last`; `nil` for a list.
    ///   - limit: The maximum length of the list.
    /// - Throws: `Settings.Problem` if the message does not exist.
    public static func texts(_ settings: Settings, showing text: String?, limit: Int) async throws -> String {
        let store = try sealingStore(settings)
        try await store.migrate(Composition.migrations)
        let texts = try await store.read(Tenants.only) { transaction in
            switch text {
            case nil: try transaction.texts(limit: max(0, limit))
            case "last": try transaction.texts(limit: 1)
            case let id?: try [transaction.text(id)].compactMap { $0 }
            }
        }
        await store.close()
        guard let text else {
            return texts.isEmpty ? "There are no messages." : texts.map(\.line).joined(separator: "\n")
        }
        guard let found = texts.first else { throw Settings.Problem("there is no message \(text)") }
        return found.page
    }
}

extension OutboxText {
    fileprivate var line: String { "\(id)  \(createdAt)  \(state.rawValue)  \(message.kind)  \(message.to)" }

    fileprivate var page: String {
        var lines = [
            "To:    \(message.to)", "Kind:  \(message.kind)", "State: \(state.rawValue)", "Made:  \(createdAt)",
        ]
        if let sentAt { lines.append("Sent:  \(sentAt)") }
        if let error { lines.append("Error: \(error)") }
        return (lines + ["", message.text]).joined(separator: "\n")
    }
}
