import Contract
import OrderedCollections
import Storage

// The secret that tokens of an API are signed with, where they are signed with a shared one. It is sealed where it is
// kept: under a name of its own, so that what older versions kept in clear can be told apart.

extension Transaction {
    private static let plainName = "signing_secret"
    private static let sealedName = "sealed_signing_secret"

    /// An API's document as it may be kept.
    public func sealingSecret(ofAPI document: JSONObject) throws -> JSON {
        var kept = document
        if let secret = document[Self.plainName]?.string {
            kept[Self.sealedName] = .string(try seal(secret).text)
            kept[Self.plainName] = nil
        }
        return .object(kept)
    }

    /// An API's document as it is sent.
    public func openingSecret(ofAPI document: JSON) throws -> JSON {
        guard let sealed = document[Self.sealedName]?.string else { return document }
        var opened = document
        opened[Self.sealedName] = nil
        opened[Self.plainName] = .string(try open(Sealed(text: sealed)))
        return opened
    }

    /// Seals the secrets of APIs that older versions kept in clear.
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
