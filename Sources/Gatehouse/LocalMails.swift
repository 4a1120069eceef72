import Mail
import Storage

extension Gatehouse {
    /// Returns the outbox of emails of the tenant in a database as text.
    /// - Parameters:
    ///   - mail: The identifier of the email to show, or `last`; `nil` for a list.
    ///   - limit: The maximum length of the list.
    /// - Throws: `Settings.Problem` if the email does not exist.
    public static func mails(_ settings: Settings, showing mail: String?, limit: Int) async throws -> String {
        let store = try sealingStore(settings)
        try await store.migrate(Composition.migrations)
        let mails = try await store.read(Tenants.only) { transaction in
            switch mail {
            case nil: try transaction.mails(limit: max(0, limit))
            case "last": try transaction.mails(limit: 1)
            case let id?: try [transaction.mail(id)].compactMap { $0 }
            }
        }
        await store.close()
        guard let mail else {
            return mails.isEmpty ? "There are no mails." : mails.map(\.line).joined(separator: "\n")
        }
        guard let found = mails.first else { throw Settings.Problem("there is no mail \(mail)") }
        return found.page
    }
}

extension OutboxMail {
    fileprivate var line: String { "\(id)  \(createdAt)  \(state.rawValue)  \(kind)  \(to)  \(subject)" }

    fileprivate var page: String {
        var lines = [
            "From:    \(from)", "To:      \(to)", "Subject: \(subject)", "Kind:    \(kind)",
            "State:   \(state.rawValue)", "Made:    \(createdAt)",
        ]
        if let sentAt { lines.append("Sent:    \(sentAt)") }
        if let error { lines.append("Error:   \(error)") }
        return (lines + ["", text]).joined(separator: "\n")
    }
}
