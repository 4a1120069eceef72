import Contract
import Storage

/// The provider that sends a tenant's mails.
public struct MailProvider: Sendable {
    /// The provider in its stored form, with its credentials.
    public let document: JSON

    public init(document: JSON) { self.document = document }

    public var name: String { document["name"]?.string ?? "" }
    public var isEnabled: Bool { document["enabled"]?.bool ?? true }
    public var defaultFromAddress: String? {
        document["default_from_address"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
    /// Whether the provider is enabled and supported.
    public var isUsable: Bool { isEnabled && MailCarrier.providers.contains(name) }

    func credential(_ name: String) -> String? { document["credentials"]?[name]?.string }
}

extension Transaction {
    /// Returns the tenant's provider; `nil` if it has none.
    public func mailProvider() throws -> MailProvider? {
        let row = try row("SELECT document FROM email_providers WHERE tenant = \(tenant)\(.forUpdate)")
        return try row.map { MailProvider(document: try open(["credentials"], of: $0["document"])) }
    }
}
