import Contract
import OrderedCollections
import Storage

// The secret of APIs whose tokens have a symmetric signature. It is stored sealed, under another name than the plain
// text of older versions.

extension Transaction {
    private static let plainName = "signing_secret"
    private static let sealedName = "sealed_signing_secret"

    /// Returns an API's document in its stored form, with a sealed secret.
    public func sealingSecret(ofAPI document: JSONObject) throws -> JSON {
        var kept = document
        if let secret = document[Self.plainName]?.string {
            kept[Self.sealedName] = .string(try seal(secret).text)
            kept[Self.plainName] = nil
        }
        return .object(kept)
    }

    /// Returns an API's document in the form of responses.
    public func openingSecret(ofAPI document: JSON) throws -> JSON {
        guard let sealed = document[Self.sealedName]?.string else { return document }
        var opened = document
        opened[Self.sealedName] = nil
        opened[Self.plainName] = .string(try open(Sealed(text: sealed)))
        return opened
    }

    /// Seals the secrets of APIs that older versions stored as plain text.
    public func sealPlainSecretsOfAPIs() throws {
        let plain = try rows(
            """
            SELECT id, document FROM resource_servers WHERE tenant = \(tenant) AND
            \(sqlite: "document", postgres: "document::text") LIKE '%"signing_secret"%'
            """)
        for row in plain {
            let id: String = try row["id"]
            let document: JSON = try row["document"]
            try execute(
                """
                UPDATE resource_servers SET document = \(try sealingSecret(ofAPI: document.object ?? [:]))
                WHERE tenant = \(tenant) AND id = \(id)
                """)
        }
    }
}
