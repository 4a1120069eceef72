import Contract
import Storage

/// The table of additional public keys that a tenant publishes.
public enum CustomSigningKeysTable {
    public static let migrations: [Migration] = [
        Migration(
            "custom-signing-keys-1",
            "CREATE TABLE custom_signing_keys (tenant \(.text) NOT NULL PRIMARY KEY, document \(.json) NOT NULL)")
    ]
}

extension Transaction {
    /// Returns the keys, each as a JSON Web Key; `nil` if there are none.
    public func customSigningKeys() throws -> [JSON]? {
        let row = try row("SELECT document FROM custom_signing_keys WHERE tenant = \(tenant)")
        let document: JSON? = try row?["document"]
        return document?.array
    }

    /// Replaces the keys; `nil` deletes them.
    public func setCustomSigningKeys(_ keys: [JSON]?) throws {
        try execute("DELETE FROM custom_signing_keys WHERE tenant = \(tenant)")
        if let keys { try insert(into: "custom_signing_keys", ["document": JSON.array(keys)]) }
    }
}
