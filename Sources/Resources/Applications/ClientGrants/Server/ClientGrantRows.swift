import ApplicationsAPI
import Contract
import Model
import OrderedCollections
import Serving
import Storage

extension Transaction {
    static let clientGrantColumns: SQL = "g.id, g.client_id, g.document, s.identifier, g.created_at"
    static let clientGrantSource: SQL = """
        FROM client_grants g JOIN resource_servers s ON s.tenant = g.tenant AND s.id = g.resource_server_id
        """

    /// - Throws: `APIError`, 404, if the client grant does not exist.
    func clientGrant(_ id: ID<ClientGrant>) throws -> ClientGrantDocument {
        let row = try row(
            """
            SELECT \(Self.clientGrantColumns) \(Self.clientGrantSource)
            WHERE g.tenant = \(tenant) AND g.id = \(id)\(.forUpdate)
            """)
        guard let row else { throw APIError.clientGrantNotFound }
        return try ClientGrantDocument(row: row)
    }

    /// - Throws: `APIError` if the application or the API does not exist, the API lacks a scope, or the grant already
    ///   exists.
    func insert(_ grant: ClientGrantDocument, at now: Timestamp) throws {
        guard let audience = try audience(grant.audience) else {
            throw APIError.notFound(
                "The resource server \(grant.audience) does not exist.", code: "inexistent_resource_server")
        }
        try requireScopes(of: grant, in: audience)
        if let clientID = grant.clientID { try requireGrantable(clientID, grant, audience) }
        try insert(
            into: "client_grants",
            [
                "id": grant.id, "client_id": grant.clientID, "default_for": grant.members["default_for"]?.string,
                "resource_server_id": audience.id, "subject_type": grant.subjectType,
                "allow_any_organization": grant.allowsAnyOrganization, "created_at": now,
                "document": JSON.object(grant.members),
            ])
    }

    private func requireGrantable(
        _ clientID: ClientID, _ grant: ClientGrantDocument, _ audience: AudienceRow
    ) throws {
        guard let client = try client(clientID) else {
            throw APIError.clientNotFound
        }
        if client.document["app_type"]?.string == "express_configuration", !grant.isSystem {
            throw APIError.badRequest(
                "Client of type express_configuration cannot be used", code: "validation_error")
        }
        let taken: SQL = """
            SELECT 1 FROM client_grants WHERE tenant = \(tenant) AND client_id = \(clientID)
            AND resource_server_id = \(audience.id) AND subject_type = \(grant.subjectType)
            """
        if try exists(taken) {
            throw APIError.conflict(
                "A resource server with identifier \"\(grant.audience)\" is already granted to the client.",
                code: "client_grant_conflict")
        }
    }

    func requireScopes(of grant: ClientGrantDocument, in audience: AudienceRow) throws {
        // A system grant may name scopes that the API does not have here.
        guard !grant.isSystem else { return }
        let known = try scopes(of: audience)
        let unknown = grant.scopes.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            throw APIError.badRequest(
                "The following scopes are not defined in the resource server: \(unknown.joined(separator: ", "))",
                code: "invalid_scope")
        }
    }

    func update(_ grant: ClientGrantDocument) throws {
        try execute(
            """
            UPDATE client_grants SET allow_any_organization = \(grant.allowsAnyOrganization),
                document = \(JSON.object(grant.members))
            WHERE tenant = \(tenant) AND id = \(grant.id)
            """)
    }
}

extension APIError {
    static let clientGrantNotFound = APIError.notFound("The grant does not exist.", code: "inexistent_client_grant")
}
