import Contract
import Storage

/// Public keys of a tenant's owner, which are published beside the tenant's own.
public enum CustomSigningKeysTable {
    public static let migrations: [Migration] = [
        Migration(
            "custom-signing-keys-1",
            "CREATE TABLE custom_signing_keys (tenant \(.text) NOT NULL PRIMARY KEY, document \(.json) NOT NULL)")
    ]
}

extension Transaction {
    /// The keys, each as a JSON Web Key; `nil` where there are none.
    public func customSigningKeys() throws -> [JSON]? {
        let row = try row("SELECT document FROM custom_signing_keys WHERE tenant = \(tenant)")
        let document: JSON? = try row?["document"]
        return document?.array
    }

    /// Puts keys in the place of those that there were; none, where they are `nil`.
    public func setCustomSigningKeys(_ keys: [JSON]?) throws {
        try execute("DELETE FROM custom_signing_keys WHERE tenant = \(tenant)")
        if let keys { try insert(into: "custom_signing_keys", ["document": JSON.array(keys)]) }
    }
}
