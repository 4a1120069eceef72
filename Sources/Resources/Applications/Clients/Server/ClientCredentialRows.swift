import ApplicationsAPI
import Contract
import Storage

extension Transaction {
    func credential(_ id: ID<ClientCredential>, of client: ClientID) throws -> ClientCredentialDocument {
        let row = try row(
            """
            SELECT document FROM client_credentials
            WHERE tenant = \(tenant) AND client_id = \(client) AND id = \(id)\(.forUpdate)
            """)
        guard let document: JSON = try row?["document"] else {
            throw APIError.notFound("The credential does not exist", code: "inexistent_credential")
        }
        return ClientCredentialDocument(members: document.object ?? [:])
    }

    func insert(_ credential: ClientCredentialDocument, of client: ClientID, at now: Timestamp) throws {
        let taken: SQL = """
            SELECT 1 FROM client_credentials
            WHERE tenant = \(tenant) AND client_id = \(client) AND kid = \(credential.kid)
            """
        if try exists(taken) {
            throw APIError.conflict("A credential with the same kid already exists", code: "credential_exists")
        }
        try insert(
            into: "client_credentials",
            [
                "client_id": client, "id": credential.id, "kid": credential.kid, "created_at": now,
                "document": JSON.object(credential.members),
            ])
    }

    func update(_ credential: ClientCredentialDocument, of client: ClientID) throws {
        try execute(
            """
            UPDATE client_credentials SET document = \(JSON.object(credential.members))
            WHERE tenant = \(tenant) AND client_id = \(client) AND id = \(credential.id)
            """)
    }
}
