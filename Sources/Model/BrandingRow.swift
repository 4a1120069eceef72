import Contract
import OrderedCollections
import Storage

extension Transaction {
    /// How the tenant's pages and mails look, in the form in which it is sent.
    public func branding() throws -> JSON {
        try row("SELECT document FROM branding WHERE tenant = \(tenant)")?["document"] ?? [:]
    }

    /// Changes how pages and mails look, which nobody else changes before the transaction ends.
    /// - Returns: what it says now.
    public func changeBranding(_ change: (inout JSONObject) -> Void) throws -> JSON {
        try insertIfAbsent(into: "branding", ["document": [:] as JSON])
        let row = try row("SELECT document FROM branding WHERE tenant = \(tenant)\(.forUpdate)")
        let kept: JSON = try row?["document"] ?? [:]
        var members = kept.object ?? [:]
        change(&members)
        let document: JSON = .object(members)
        try execute("UPDATE branding SET document = \(document) WHERE tenant = \(tenant)")
        return document
    }
}

/// The table of how tenants' pages and mails look.
public enum BrandingTable {
    public static let migrations: [Migration] = [
        Migration(
            "branding-1",
            "CREATE TABLE branding (tenant \(.text) NOT NULL PRIMARY KEY, document \(.json) NOT NULL)")
    ]
}
