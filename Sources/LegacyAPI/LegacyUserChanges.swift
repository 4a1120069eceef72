import Contract
import OrderedCollections
import Outbound
import Serving

// Updates of a user.
extension LegacyAPI {
    static let userChangeOperations: [LegacyOperation] = [
        LegacyOperation("PUT", "/api/users/{user_id}/email", "PATCH /users/{id}") { call in
            var change: JSON = ["email": .string(try call.text("email"))]
            change["verify_email"] = .bool(call.body["verify"]?.bool ?? true)
            return try await call.change(change)
        },
        LegacyOperation("PUT", "/api/users/{user_id}/metadata", "PATCH /users/{id}") { call in
            let before = try await call.user()["app_metadata"]?.object ?? [:]
            var metadata = before.mapValues { _ in JSON.null }
            metadata.merge(call.body) { $1 }
            return try await call.change(["app_metadata": .object(metadata)])
        },
        LegacyOperation("PATCH", "/api/users/{user_id}/metadata", "PATCH /users/{id}") { call in
            try await call.change(["app_metadata": .object(call.body)])
        },
        LegacyOperation("PUT", "/api/users/{user_id}/password", "PATCH /users/{id}") { call in
            try await call.changePassword()
        },
        LegacyOperation(
            "POST", "/api/users/{user_id}/change_password_ticket", "POST /tickets/password-change"
        ) { call in
            var ticket: JSON = ["user_id": .string(call.arguments[0])]
            ticket["new_password"] = .string(try call.text("newPassword"))
            if let url = call.body["resultUrl"]?.string, !url.isEmpty { ticket["result_url"] = .string(url) }
            return LegacyReply(try await call.ask(.post, "/tickets/password-change", body: ticket))
        },
    ]
}

extension LegacyCall {
    fileprivate func change(_ change: JSON) async throws -> LegacyReply {
        LegacyReply(LegacyUser.json(try await ask(.patch, userPath, body: change)))
    }

    /// Changes the password of the user whom the path identifies by identifier or email address.
    fileprivate func changePassword() async throws -> LegacyReply {
        var change: JSON = ["password": .string(try text("password"))]
        change["verify_password"] = .bool(body["verify"]?.bool ?? false)
        let name = arguments[0]
        guard name.contains("@"), !name.contains("|") else {
            if let connection = body["connection"] { change["connection"] = connection }
            return try await self.change(change)
        }
        let connection = try text("connection")
        guard try text("email").lowercased() == name.lowercased() else {
            throw LegacyRefusal(400, "The path and the body name different users", code: "invalid_body")
        }
        let found = try await ask(.get, "/users-by-email", [("email", name.lowercased())]).array ?? []
        let user = found.first { user in
            (user["identities"]?.array ?? []).contains { $0["connection"]?.string == connection }
        }
        guard let id = user?["user_id"]?.string else {
            throw LegacyRefusal.notFound("The user does not exist.", code: "inexistent_user")
        }
        change["connection"] = .string(connection)
        let path = "/users/\(OutboundForm.encoded(id))"
        return LegacyReply(LegacyUser.json(try await ask(.patch, path, body: change)))
    }
}
