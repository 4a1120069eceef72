import Contract
import HTTPTypes
import Liquid
import Model
import Secrets
import Serving
import Storage

extension LoginInteraction {
    /// Asks for the user's consent.
    func consentForm() async throws -> OutgoingResponse {
        guard let grant else { return HTMLPage.redirect(to: link("login")) }
        let described = try await services.store.read(tenant.id) { try $0.descriptions(of: grant) }
        let scopes = described.map { scope, description in
            "<li>\(HTMLText.escape(description ?? Self.known[scope] ?? scope))</li>"
        }
        return page(
            texts.plain("pageTitle"),
            """
            <p>\(texts["messageSingleTenant"])</p>
            <ul>
            \(scopes.joined(separator: "\n"))
            </ul>
            \(form(
                "consent",
                """
                <button type="submit" name="action" value="accept">\(texts["acceptButtonText"])</button>
                <button type="submit" name="action" value="deny">\(texts["declineButtonText"])</button>
                """))
            """)
    }

    /// The descriptions of the OpenID Connect scopes.
    private static let known = [
        "openid": "who you are here", "profile": "your name and picture", "email": "your email address",
        "address": "your postal address", "phone": "your phone number",
        "offline_access": "all of this also while you are away",
    ]

    func decide() async throws -> OutgoingResponse {
        guard let grant else { return HTMLPage.redirect(to: link("login")) }
        guard values["action"] == "accept" else {
            throw OAuthError.accessDenied("User did not authorize the request")
        }
        let id = services.random.objectIdentifier(at: authorization.now)
        try await services.store.write(tenant.id) { [authorization] transaction in
            try transaction.grant(
                grant.scopes, by: grant.userID, to: authorization.client.id,
                audience: grant.audience ?? authorization.tenant.userInfoAudience, id: id, at: authorization.now)
        }
        return try await authorization.issue(grant, state: state)
    }
}

extension Transaction {
    /// Returns the requested scopes with the API's descriptions.
    fileprivate func descriptions(of grant: CodeGrant) throws -> [(scope: String, description: String?)] {
        guard let audience = try grant.audience.flatMap({ try self.audience($0) }) else {
            return grant.scopes.map { ($0, nil) }
        }
        let rows = try rows(
            """
            SELECT name, description FROM permissions WHERE tenant = \(tenant) AND resource_server_id = \(audience.id)
            """)
        let known: [String: String?] = Dictionary(
            try rows.map { (try $0["name"], try $0["description"]) }, uniquingKeysWith: { first, _ in first })
        return grant.scopes.map { ($0, known[$0] ?? nil) }
    }
}
