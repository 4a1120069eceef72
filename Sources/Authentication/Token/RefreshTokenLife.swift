import Contract
import Model
import OrderedCollections

/// The lifetimes of an application's refresh tokens.
struct RefreshTokenLife: Sendable {
    /// Whether refresh token rotation is enabled.
    let isRotating: Bool
    /// The time for which a token remains valid after it was exchanged.
    let leeway: Duration
    /// The absolute lifetime; `nil` if it is unlimited.
    let lifetime: Duration?
    /// The idle lifetime; `nil` if it is unlimited.
    let idleLifetime: Duration?

    init(_ client: ClientRow) {
        let settings = client.document["refresh_token"] ?? [:]
        isRotating = settings["rotation_type"] == "rotating"
        leeway = .seconds(settings["leeway"]?.integer ?? 0)
        let expires = settings["expiration_type"] == "expiring"
        func duration(_ name: String) -> Duration? {
            guard expires, settings["infinite_\(name)"]?.bool != true else { return nil }
            return (settings[name]?.integer).map { .seconds($0) }
        }
        lifetime = duration("token_lifetime")
        idleLifetime = duration("idle_token_lifetime")
    }
}

/// The context of the login, which the refresh token keeps.
struct RefreshTokenContext: Sendable {
    /// The API's identifier; `nil` if only the user's profile was requested.
    let audience: String?
    let scopes: [String]
    let organization: String?
    /// The connection's name.
    let connection: String?
    /// Additional claims of ID tokens.
    let more: JSONObject

    var json: JSONObject {
        var members: JSONObject = ["scope": .array(scopes.map(JSON.string)), "claims": .object(more)]
        members["audience"] = audience.map(JSON.string)
        members["organization"] = organization.map(JSON.string)
        members["connection"] = connection.map(JSON.string)
        return members
    }
}

extension RefreshTokenContext {
    init(_ members: JSONObject) {
        audience = members["audience"]?.string
        scopes = members["scope"]?.strings ?? []
        organization = members["organization"]?.string
        connection = members["connection"]?.string
        more = members["claims"]?.object ?? [:]
    }
}
