import ApplicationsAPI
import Contract
import OrderedCollections
import Secrets
import Serving
import Storage

extension Clients {
    func mountCredentials(on routes: inout Routes) {
        routes.onStored(credentials) { call in
            let list = try await call.read { transaction in
                _ = try transaction.clientDocument(call.path)
                return try transaction.rows(
                    """
                    SELECT document FROM client_credentials
                    WHERE tenant = \(transaction.tenant) AND client_id = \(call.path) ORDER BY created_at, id
                    """
                ).map { row -> JSON in
                    let document: JSON = try row["document"]
                    return ClientCredentialDocument(members: document.object ?? [:]).json
                }
            }
            return OperationResponse(.array(list))
        }
        routes.onStored(createCredential) { call in
            let credential = try ClientCredentialDocument(
                creating: call.body, id: call.random.identifier("cred", 22), now: call.now)
            try await call.write { transaction in
                _ = try transaction.clientDocument(call.path)
                try transaction.insert(credential, of: call.path, at: call.now)
            }
            return OperationResponse(credential.json)
        }
        routes.onStored(getCredential) { call in
            OperationResponse(try await call.read { try $0.credential(call.path.inner, of: call.path.outer) }.json)
        }
        routes.onStored(updateCredential) { call in
            let credential = try await call.write { transaction in
                var credential = try transaction.credential(call.path.inner, of: call.path.outer)
                let expiry = call.body.expiresAt
                if call.members["expires_at"] != nil {
                    credential.members["expires_at"] = expiry.map { .string($0.description) }
                }
                credential.members["updated_at"] = .string(call.now.description)
                try transaction.update(credential, of: call.path.outer)
                return credential
            }
            return OperationResponse(credential.json)
        }
        routes.on(deleteCredential) { call in
            let (client, credential) = (call.path.outer, call.path.inner)
            try await call.write { transaction in
                let document = try transaction.clientDocument(client)
                let used =
                    document.chosenCredentials("client_authentication_methods")
                    + document.chosenCredentials("signed_request_object")
                guard !used.contains(credential.value) else {
                    throw APIError.badRequest(
                        "The credential is in use by the client and cannot be deleted", code: "credential_in_use")
                }
                try transaction.execute(
                    """
                    DELETE FROM client_credentials
                    WHERE tenant = \(transaction.tenant) AND client_id = \(client) AND id = \(credential)
                    """)
            }
            return NoContent()
        }
    }
}
