import Contract
import Model
import OrderedCollections

/// How long an application's refresh tokens live.
struct RefreshTokenLife: Sendable {
    /// Whether each exchange gives a new secret.
    let isRotating: Bool
    /// For how long a secret that was exchanged is good still.
    let leeway: Duration
    /// How long a token lasts at most; `nil` where it does not end.
    let lifetime: Duration?
    /// How long it lasts without being exchanged; `nil` where that does not end it.
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

/// What a refresh token remembers of the login.
struct RefreshTokenContext: Sendable {
    /// The API's identifier; `nil` where only the user's profile was wanted.
    let audience: String?
    let scopes: [String]
    let organization: String?
    /// The connection's name.
    let connection: String?
    /// What ID tokens say besides.
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
