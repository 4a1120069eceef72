import Contract
import OrderedCollections
import Storage

extension Transaction {
    /// Returns the tenant's branding in the form of responses.
    public func branding() throws -> JSON {
        try row("SELECT document FROM branding WHERE tenant = \(tenant)")?["document"] ?? [:]
    }

    /// Changes the tenant's branding, which stays locked until the transaction ends.
    /// - Returns: the changed branding.
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

/// The table of branding settings.
public enum BrandingTable {
    public static let migrations: [Migration] = [
        Migration(
            "branding-1",
            "CREATE TABLE branding (tenant \(.text) NOT NULL PRIMARY KEY, document \(.json) NOT NULL)")
    ]
}
