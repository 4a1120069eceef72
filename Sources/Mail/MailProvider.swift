import Contract
import Storage

/// Who takes a tenant's mails to the world.
public struct MailProvider: Sendable {
    /// The provider in the form in which it is stored, with its secrets.
    public let document: JSON

    public init(document: JSON) { self.document = document }

    public var name: String { document["name"]?.string ?? "" }
    public var isEnabled: Bool { document["enabled"]?.bool ?? true }
    public var defaultFromAddress: String? {
        document["default_from_address"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
    /// Whether this server knows how to hand mails to it.
    public var isUsable: Bool { isEnabled && MailCarrier.providers.contains(name) }

    func credential(_ name: String) -> String? { document["credentials"]?[name]?.string }
}

extension Transaction {
    /// The tenant's provider, if it has one.
    public func mailProvider() throws -> MailProvider? {
        let row = try row("SELECT document FROM email_providers WHERE tenant = \(tenant)\(.forUpdate)")
        return try row.map { MailProvider(document: try open(["credentials"], of: $0["document"])) }
    }
}
