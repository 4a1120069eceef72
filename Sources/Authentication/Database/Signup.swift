import Contract
import Events
import Mail
import Model
import OrderedCollections
import Serving
import Storage
import Triggers

extension DatabaseRequest {
    /// Signs a user up.
    func signUp() async throws -> JSON {
        let (client, connection) = try await database()
        let email = try email()
        let password = try required("password")
        if connection.options["disable_signup"]?.bool == true {
            try await emit(event(.failedSignup, "Public signup is disabled", client, connection))
            throw DatabaseRefusal("public signup is disabled")
        }
        var profile: JSONObject = ["email": .string(email), "password": .string(password)]
        for name in ["username", "phone_number", "given_name", "family_name", "name", "nickname", "picture"] {
            profile[name] = try text(name).map(JSON.string)
        }
        profile["user_metadata"] = try metadata()
        let isTaken = try await services.store.write(tenant.id) { [now, origin] in
            try $0.takeSignup(from: origin.ip, at: now)
        }
        guard isTaken else {
            try await emit(event(.failedSignup, "Too many accounts were made from this address", client, connection))
            throw DatabaseRefusal.tooManyRequests
        }
        do {
            return try await signUp(profile, password, client, connection)
        } catch let error as APIError {
            try await emit(event(.failedSignup, error.message, client, connection))
            throw try await refusal(for: error, password, connection)
        }
    }

    private func signUp(
        _ profile: JSONObject, _ password: String, _ client: ClientRow, _ connection: ConnectionRow
    ) async throws -> JSON {
        let wanted = try UserCreation(profile: profile, in: connection, random: services.random, now: now)
        let hash = try await wanted.hash(of: password, with: services.passwords)
        let registration = try await Registration(
            wanted, client: client, request: seenByActions, tenant, services, at: now)
        if let denial = registration.denial {
            try await registration.refuse(event(.failedSignup, "", client, connection), tenant, services)
            throw DatabaseRefusal.badRequest("extensibility_error", denial.message)
        }
        let creation = registration.creation
        let sending = MailSending(tenant, services, now: now)
        var event = event(.signup, "", client, connection)
        event.userID = creation.document.id.value
        event.details?["authentication_methods"] = ["pwd"]
        event.mention([registration.flow])
        try await services.store.write(tenant.id) { [event] transaction in
            try creation.insert(into: transaction, passwordHash: hash)
            try transaction.sendFirstMail(to: creation, asking: nil, for: MailParty(clientID: client.id), sending)
            try registration.conclude(in: transaction)
            try transaction.emit(event, services.logIDs)
        }
        services.wakeSignal.notify()
        services.deliveriesSignal.notify()
        var sent: JSONObject = ["_id": .string(creation.identity)]
        sent["email_verified"] = false
        for (name, value) in profile where name != "password" { sent[name] = value }
        return .object(sent)
    }

    /// The user metadata of the request: an object with at most 10 strings.
    private func metadata() throws -> JSON? {
        guard let given = members["user_metadata"], !given.isNull else { return nil }
        guard let values = given.object, values.count <= 10 else {
            throw DatabaseRefusal("user_metadata must be an object with at most 10 properties")
        }
        for (name, value) in values {
            guard name.unicodeScalars.count <= 100, let text = value.string, text.unicodeScalars.count <= 500,
                !text.utf8.contains(0)
            else {
                throw DatabaseRefusal(
                    "user_metadata.\(String(name.unicodeScalars.prefix(100))) must be a string of at most 500 characters"
                )
            }
        }
        return given
    }

    /// Returns the error response for a failed signup. It reveals that the user exists only if the tenant allows that.
    private func refusal(
        for error: APIError, _ password: String, _ connection: ConnectionRow
    ) async throws -> DatabaseRefusal {
        if error.statusCode == 409 {
            let settings = try await services.store.read(tenant.id) { try $0.tenantSettings() }
            guard settings["flags"]?["enable_public_signup_user_exists_error"]?.bool == true else {
                return .badRequest("invalid_signup", "Invalid sign up")
            }
            let isUsername = error != .userExists
            return .badRequest(isUsername ? "username_exists" : "user_exists", error.message)
        }
        guard let name = PasswordPolicy.name(of: error) else { return DatabaseRefusal(error.message) }
        let message = PasswordPolicy.words(of: error)
        var json: JSON = ["name": .string(name), "message": .string(message), "code": "invalid_password"]
        if error == PasswordPolicy.tooWeak {
            let strength = PasswordPolicy(options: connection.options).strength(of: password)
            json["description"] = strength.json
            json["policy"] = .string(strength.demands.joined(separator: "\n"))
        } else {
            json["description"] = .string(message)
        }
        json["statusCode"] = 400
        return DatabaseRefusal(json)
    }
}

extension DatabaseRefusal {
    fileprivate static func badRequest(_ code: String, _ description: String) -> DatabaseRefusal {
        DatabaseRefusal([
            "name": "BadRequestError", "code": .string(code), "description": .string(description), "statusCode": 400,
        ])
    }
}
