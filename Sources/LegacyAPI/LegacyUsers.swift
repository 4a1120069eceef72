import Contract
import OrderedCollections
import Outbound
import Secrets
import Serving

// Operations on one user and its sub-resources.
extension LegacyAPI {
    static let userOperations: [LegacyOperation] = [
        LegacyOperation("GET", "/api/users/{user_id}", "GET /users/{id}") { call in
            LegacyReply(LegacyUser.json(try await call.user()))
        },
        LegacyOperation("POST", "/api/users", "POST /users") { call in try await call.createUser() },
        LegacyOperation("DELETE", "/api/users/{user_id}", "DELETE /users/{id}") { call in
            _ = try await call.ask(.delete, call.userPath)
            return .nothing
        },
        LegacyOperation("GET", "/api/users/{user_id}/devices", "GET /device-credentials") { call in
            LegacyReply(.array(try await call.devices()))
        },
        LegacyOperation(
            "DELETE", "/api/users/{user_id}/refresh_tokens/{refresh_token}", "DELETE /device-credentials/{id}"
        ) { call in
            try await call.deleteDevice(named: call.arguments[1], "id", "refresh_token", "rotating_refresh_token")
        },
        LegacyOperation("POST", "/api/users/{user_id}/publickey", "POST /device-credentials") { call in
            try await call.savePublicKey()
        },
        LegacyOperation("DELETE", "/api/users/{user_id}/publickey", "DELETE /device-credentials/{id}") { call in
            try await call.deleteDevice(named: call.parameter("device"), "device_name", "public_key")
        },
        LegacyOperation(
            "POST", "/api/users/{user_id}/send_verification_email", "POST /jobs/verification-email"
        ) { call in
            let user = JSON.string(call.arguments[0])
            _ = try await call.ask(.post, "/jobs/verification-email", body: ["user_id": user])
            return LegacyReply([:])
        },
        LegacyOperation(
            "POST", "/api/users/{user_id}/verification_ticket", "POST /tickets/email-verification"
        ) { call in
            var ticket: JSON = ["user_id": .string(call.arguments[0])]
            if let url = call.body["resultUrl"]?.string, !url.isEmpty { ticket["result_url"] = .string(url) }
            return LegacyReply(try await call.ask(.post, "/tickets/email-verification", body: ticket))
        },
    ]
}

extension LegacyCall {
    /// The path of the user that the call concerns.
    var userPath: String { "/users/\(OutboundForm.encoded(arguments[0]))" }

    func user() async throws -> JSON { try await ask(.get, userPath) }

    fileprivate func createUser() async throws -> LegacyReply {
        let connection = try text("connection")
        var sent = body
        for name in ["connection", "password"] { sent[name] = nil }
        let (own, metadata) = LegacyUser.parts(sent)
        var user = own
        user["connection"] = .string(connection)
        if let password = body["password"] { user["password"] = password }
        if own["email"] != nil { user["verify_email"] = .bool(own["email_verified"]?.bool != true) }
        if !metadata.isEmpty { user["app_metadata"] = .object(metadata) }
        return LegacyReply(LegacyUser.json(try await ask(.post, "/users", body: .object(user))))
    }

    fileprivate func devices() async throws -> [JSON] {
        _ = try await user()
        return try await askAll("/device-credentials", "device_credentials", [("user_id", arguments[0])])
    }

    /// - Parameters:
    ///   - member: The member that contains the device's name.
    ///   - types: The accepted types of credentials.
    fileprivate func deleteDevice(named name: String, _ member: String, _ types: String...) async throws -> LegacyReply
    {
        let found = try await devices().first { device in
            device[member]?.string == name && types.contains(device["type"]?.string ?? "")
        }
        guard let id = found?["id"]?.string else {
            throw LegacyRefusal.notFound("The device does not exist", code: "inexistent_device")
        }
        _ = try await ask(.delete, "/device-credentials/\(OutboundForm.encoded(id))")
        return .nothing
    }

    /// Stores a public key. In v2 only users can do that, so it uses a short-lived token of the user, which requires
    /// that the caller may update users.
    fileprivate func savePublicKey() async throws -> LegacyReply {
        let (device, key) = (try text("device"), try text("public_key"))
        _ = try await user()
        let claims = try tenant.signer.claims(of: token)
        guard (claims["scope"]?.string ?? "").split(separator: " ").contains("update:users") else {
            throw LegacyRefusal(403, "Insufficient scope, expected any of: update:users", code: "insufficient_scope")
        }
        let credential: JSON = [
            "device_name": .string(device), "device_id": .string(device), "type": "public_key",
            "value": .string(key), "client_id": claims["azp"] ?? .null,
        ]
        let now = services.clock.now
        let own: JSONObject = [
            "iss": .string(tenant.issuer), "sub": .string(arguments[0]), "aud": .string(tenant.managementAudience),
            "iat": .integer(Int64(now.seconds)), "exp": .integer(Int64(now.seconds) + 60),
            "azp": claims["azp"] ?? .null, "scope": "create:current_user_device_credentials",
        ]
        let token = try tenant.signer.sign(TokenClaims(own))
        return LegacyReply(try await ask(.post, "/device-credentials", body: credential, token: token))
    }
}
