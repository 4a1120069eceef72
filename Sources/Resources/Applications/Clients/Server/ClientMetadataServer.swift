import ApplicationsAPI
import Contract
import Outbound
import Secrets
import Serving
import Storage

extension Clients {
    func mountMetadata(on routes: inout Routes) {
        routes.on(previewMetadata) { call in
            let url = call.body.externalClientID
            var preview = ClientMetadataPreview()
            preview.clientID = try await call.read { try $0.client(atMetadata: url) }
            do {
                let document = try await Self.metadata(at: url, call.services)
                preview.validation = document.validation
                preview.mappedFields = document.fields
            } catch let failure as OutboundFailure {
                preview.errors = [failure.description]
            }
            return preview
        }
        routes.onStored(registerMetadata) { call in
            let url = call.body.externalClientID
            // Callers with neither scope must not make the server fetch documents.
            try Self.requireScope(isNew: try await call.read { try $0.client(atMetadata: url) } == nil, call.caller)
            let document: ClientMetadataDocument
            do {
                document = try await Self.metadata(at: url, call.services)
            } catch let failure as OutboundFailure {
                throw APIError.badRequest(failure.description, code: "invalid_client_metadata")
            }
            let registration = ClientMetadataWriting(document, url, random: call.random, now: call.now)
            guard document.validation.valid else {
                throw APIError.badRequest(
                    document.validation.violations.joined(separator: "; "), code: "invalid_client_metadata")
            }
            let (id, isNew) = try await call.write { try registration.write(in: $0, by: call.caller) }
            let answer = ClientMetadataRegistration(
                clientID: id, mappedFields: document.fields, validation: document.validation)
            return OperationResponse(try JSON(encoding: answer), status: isNew ? 201 : 200)
        }
    }

    /// - Throws: `APIError`, 400, for an invalid URL; `OutboundFailure` if the document cannot be fetched.
    private static func metadata(at url: String, _ services: Services) async throws -> ClientMetadataDocument {
        if let problem = ClientMetadataURL.problem(url) {
            throw APIError.badRequest(problem, code: "invalid_client_metadata")
        }
        return try await ClientMetadataDocument(at: url, by: services.outbound)
    }

    /// Creating and updating an application require different scopes.
    static func requireScope(isNew: Bool, _ caller: Caller) throws {
        try caller.require([isNew ? "create:clients" : "update:clients"])
    }
}

/// The creation or update of the application that a metadata document describes.
private struct ClientMetadataWriting: Sendable {
    private let document: ClientMetadataDocument
    private let url: String
    private let newID: ClientID
    private let secret: String
    private let credentials: [ID<ClientCredential>]
    private let now: Timestamp

    /// Identifiers are generated before the transaction, whose body can run more than once.
    init(_ document: ClientMetadataDocument, _ url: String, random: any RandomSource, now: Timestamp) {
        self.document = document
        self.url = url
        self.now = now
        newID = ClientID("tpc_\(random.base62(22))")
        secret = random.token(bytes: 48)
        credentials = document.credentials.map { _ in random.identifier("cred", 22) }
    }

    func write(in transaction: Transaction, by caller: Caller) throws -> (id: ClientID, isNew: Bool) {
        let known = try transaction.client(atMetadata: url)
        try Clients.requireScope(isNew: known == nil, caller)
        var client =
            try known.map(transaction.clientDocument)
            ?? ClientDocument(id: newID, secret: secret, members: Self.defaults)
        client.apply(try mapped())
        let keys = try zip(document.credentials, credentials).map {
            try ClientCredentialDocument(creating: $0, id: $1, now: now)
        }
        client.members["client_authentication_methods"] =
            keys.isEmpty ? nil : ["private_key_jwt": ["credentials": .array(keys.map { ["id": .string($0.id)] })]]
        if known == nil { try transaction.insert(client, at: now) } else { try transaction.update(client) }
        try transaction.execute(
            "DELETE FROM client_credentials WHERE tenant = \(transaction.tenant) AND client_id = \(client.id)")
        for key in keys { try transaction.insert(key, of: client.id, at: now) }
        return (client.id, known == nil)
    }

    private func mapped() throws -> JSONObject {
        var members = try JSON(encoding: document.fields).object ?? [:]
        members["external_client_id"] = .string(url)
        // With keys, the authentication methods replace `token_endpoint_auth_method`.
        if !document.credentials.isEmpty { members["token_endpoint_auth_method"] = .null }
        members["client_authentication_methods"] = nil
        return members.filter { !$0.value.isNull || $0.key == "token_endpoint_auth_method" }
    }

    /// The fixed members of a self-registered application, regardless of its document.
    private static let defaults: JSONObject = [
        "is_token_endpoint_ip_header_trusted": false, "is_first_party": false, "oidc_conformant": true,
        "sso_disabled": false, "custom_login_page_on": true,
        "jwt_configuration": ["secret_encoded": false, "alg": "RS256", "lifetime_in_seconds": 3600],
        "refresh_token": [
            "rotation_type": "rotating", "expiration_type": "expiring", "leeway": 0, "token_lifetime": 2_592_000,
            "infinite_token_lifetime": false, "infinite_idle_token_lifetime": false, "idle_token_lifetime": 1_296_000,
        ],
        "external_metadata_type": "cimd", "external_metadata_created_by": "admin",
    ]
}

extension Transaction {
    /// Returns the application that is identified by a URL.
    fileprivate func client(atMetadata url: String) throws -> ClientID? {
        try row("SELECT client_id FROM clients WHERE tenant = \(tenant) AND external_client_id = \(url)")?["client_id"]
    }
}
