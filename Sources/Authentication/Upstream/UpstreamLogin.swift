import Contract
import Events
import Model
import OrderedCollections
import Serving
import Storage

extension TokenRequest {
    /// Logs that a login with a provider failed, and returns the error.
    func refused(_ error: OAuthError, by connection: ConnectionRow) async throws -> OAuthError {
        try await write { transaction in
            let login = try login(as: "", with: connection, in: transaction)
            return try refuseLogin(error, .failedLogin, login, nil, in: transaction)
        }
    }

    /// Logs in a person whom a provider has authenticated; an unknown person is signed up.
    func logIn(
        as person: UpstreamPerson, with connection: ConnectionRow
    ) async throws -> (tokens: UserTokens, secrets: LoginSecrets) {
        let secrets = LoginSecrets(tenant, services, at: now)
        let creation = UserCreation(
            vouchedFor: person.identity, profile: person.firstProfile(connection), by: connection, at: now)
        let outcome: LoginOutcome = try await write { transaction in
            let login = try login(as: person.name, with: connection, in: transaction)
            let identity = try transaction.identity(connection.strategy, person.identity)
            let known = try identity.flatMap { try transaction.userIfThere($0.userID) }
            func refuse(_ error: OAuthError) throws -> LoginOutcome {
                .failure(try refuseLogin(error, .failedLogin, login, known, in: transaction))
            }
            // The connection may have been disabled in the meantime.
            guard try transaction.isEnabled(connection, for: client.id) else {
                return try refuse(.invalidRequest("the connection was disabled"))
            }
            // A tenant may have two connections of a provider whose user identifiers do not contain the connection.
            if let identity, identity.connectionID != connection.id {
                return try refuse(.accessDenied("The user is one of another connection"))
            }
            if known == nil, connection.options["disable_signup"] == true {
                return try refuse(.accessDenied("Public signup is disabled"))
            }
            if let known, known.isBlocked { return try refuse(.userIsBlocked) }
            let owner: UserDocument
            if let known, let identity {
                owner = try transaction.update(known, identity, with: person, connection, at: now)
            } else {
                owner = try signUp(creation, login, in: transaction)
            }
            try transaction.setTokens(person.tokens, of: connection.strategy, person.identity)
            if let refusal = try refusal(of: owner.id, to: login, in: transaction) { return try refuse(refusal) }
            if try transaction.needsSecondFactor(owner.id), try !isRememberedBrowser(of: owner.id, in: transaction) {
                return .failure(try demandSecondFactor(login, of: owner, secrets, in: transaction))
            }
            let proven = ProvenLogin(login, of: owner.id, as: .login, or: .failedLogin, at: now)
            return .success(try admit(proven, owner, secrets, in: transaction))
        }
        services.deliveriesSignal.notify()
        return (try await finish(try outcome.get(), secrets), secrets)
    }

    private func signUp(
        _ creation: UserCreation, _ login: Login, in transaction: Transaction
    ) throws -> UserDocument {
        try creation.insert(into: transaction, passwordHash: nil)
        try transaction.emit(event(.signup, of: login, user: creation.document), services.logIDs)
        return creation.document
    }
}

extension UpstreamPerson {
    /// The profile of a new user.
    fileprivate func firstProfile(_ connection: ConnectionRow) -> JSONObject {
        let isLeftOut = connection.options["set_user_root_attributes"] == "never_on_login"
        return isLeftOut ? profile.filter { !Self.rootAttributes.contains($0.key) } : profile
    }
}

extension Transaction {
    /// Updates a user's profile with the provider's data, as far as the connection allows it.
    fileprivate func update(
        _ user: UserDocument, _ identity: IdentityRow, with person: UpstreamPerson, _ connection: ConnectionRow,
        at now: Timestamp
    ) throws -> UserDocument {
        var changed = user
        if identity.isMain {
            let isSynchronized =
                connection.options["set_user_root_attributes"]?.string ?? "on_each_login" == "on_each_login"
            let kept = isSynchronized ? [] : UpstreamPerson.rootAttributes
            for (name, value) in person.profile where !kept.contains(name) { changed.members[name] = value }
        } else {
            guard changed.identities.indices.contains(identity.position) else { return user }
            changed.identities[identity.position]["profileData"] = .object(person.profile)
        }
        guard changed.json != user.json else { return user }
        changed.members["updated_at"] = .string("\(now)")
        try update(changed)
        return changed
    }
}
