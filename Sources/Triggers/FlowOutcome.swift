import Contract
import OrderedCollections
import Scripts

/// What a trigger's actions want.
public struct FlowOutcome: Sendable {
    /// What is kept of it; nothing where no action ran.
    public internal(set) var execution: ActionExecutionRow?
    /// What ran, in its order.
    let ran: [BoundScript]
    /// How far the scripts had come before.
    let earlier: FlowProgress?
    let commands: [ScriptCommand]
    private let error: ScriptError?

    init(execution: ActionExecutionRow?, ran: [BoundScript], results: [ScriptResult], after earlier: FlowProgress?) {
        self.execution = execution
        self.ran = ran
        self.earlier = earlier
        commands = (earlier?.commands ?? []) + results.flatMap(\.commands)
        error = results.lazy.compactMap(\.error).first
    }

    /// Why what was asked for is not to be done.
    public struct Denial: Hashable, Sendable {
        /// What the actions call it, where they have a word.
        public var code: String?
        /// For the log.
        public let reason: String
        /// For whoever asked.
        public let message: String
    }

    /// Commands of a kind, in the order in which they were given.
    private func all(_ type: String) -> [ScriptCommand] { commands.filter { $0.type == type } }
    func last(_ type: String) -> ScriptCommand? { commands.last { $0.type == type } }

    /// Why an action failed, where one did.
    public var failure: Denial? { error.map { Denial(reason: $0.message, message: $0.message) } }

    /// Why a login or a refresh is denied, where it is.
    public var loginDenial: Denial? {
        if let denial = last("access.deny") ?? last("session.revoke") ?? last("refreshToken.revoke") {
            let reason = denial.text(0) ?? "Access denied."
            return Denial(reason: reason, message: reason)
        }
        return validationError ?? failure
    }

    /// Why an application gets no token, where it does not. The code is one of OAuth 2.
    public var exchangeDenial: Denial? {
        guard let denial = last("access.deny") else { return failure }
        let reason = denial.text(1) ?? denial.text(0) ?? "Access denied."
        return Denial(code: denial.text(0), reason: reason, message: reason)
    }

    /// Why nobody is signed up, where that is so.
    public var signupDenial: Denial? {
        guard let denial = last("access.deny") else { return validationError ?? failure }
        let reason = denial.text(0) ?? "Access denied."
        return Denial(reason: reason, message: denial.text(1) ?? reason)
    }

    private var validationError: Denial? {
        guard let error = last("validation.error") else { return nil }
        let message = error.text(1) ?? error.text(0) ?? "Validation failed."
        return Denial(code: error.text(0), reason: message, message: message)
    }

    /// Whether somebody would have to look at a page that there is not.
    public var needsPage: Bool { last("redirect.sendUserTo") != nil || last("prompt.render") != nil }

    /// Whether a second factor is to be shown.
    public var demandsSecondFactor: Bool {
        if let provider = last("multifactor.enable")?.text(0) { return provider != "none" }
        return commands.contains { Self.challenges.contains($0.type) }
    }

    /// Whether a browser that has shown one not long ago need not show it again.
    public var allowsRememberedBrowsers: Bool {
        guard let command = last("multifactor.enable") else { return false }
        return command.value(1)["allowRememberBrowser"]?.bool ?? true
    }

    private static let challenges: Set<String> = [
        "authentication.challengeWith", "authentication.challengeWithAny", "authentication.enrollWith",
        "authentication.enrollWithAny",
    ]

    /// What the user has shown elsewhere, each named by a URL.
    public var recordedMethods: [String] { all("authentication.recordMethod").compactMap { $0.text(0) } }

    /// The user whom tokens are to be for, in place of the one who was found.
    public var primaryUser: String? { last("authentication.setPrimaryUser")?.text(0) }

    /// Whether the refresh token that is exchanged is to be good no more.
    public var revokesRefreshToken: Bool { last("refreshToken.revoke") != nil }

    /// What the ID token is to say besides.
    public var idTokenClaims: JSONObject { claims("idToken.setCustomClaim") }

    /// What the access token is to say besides.
    public var accessTokenClaims: JSONObject { claims("accessToken.setCustomClaim") }

    private func claims(_ type: String) -> JSONObject {
        var claims: JSONObject = [:]
        for command in all(type) {
            guard let name = command.text(0) else { continue }
            claims[name] = command.value(1)
        }
        return claims
    }

    /// The scopes that a token has after the actions have changed them.
    /// - Parameter isManagement: whether the token is for the Management API. Actions can take its scopes away, but add
    ///   none: whoever may write actions need not be an administrator.
    public func changed(_ scopes: [String], isManagement: Bool) -> [String] {
        var changed = OrderedSet(scopes)
        for command in commands {
            if command.type == "accessToken.setScopes", let scopes = command.value(0).strings {
                changed = OrderedSet(scopes.filter { !$0.isEmpty && !$0.contains(where: \.isWhitespace) })
            }
            // A scope is one word: a text with a space in it would be several.
            guard let scope = command.text(0), !scope.isEmpty, !scope.contains(where: \.isWhitespace) else { continue }
            switch command.type {
            case "accessToken.addScope": changed.append(scope)
            case "accessToken.removeScope": changed.remove(scope)
            default: break
            }
        }
        return isManagement ? changed.filter(scopes.contains) : Array(changed)
    }

    /// What the user's metadata become: changes as a PATCH has them; `nil` where there are none.
    public var metadataChanges: JSONObject? {
        var changes: JSONObject = [:]
        for (type, name) in [("user.setUserMetadata", "user_metadata"), ("user.setAppMetadata", "app_metadata")] {
            var members: JSONObject = [:]
            for command in all(type) {
                guard let key = command.text(0) else { continue }
                members[key] = command.value(1)
            }
            if !members.isEmpty { changes[name] = .object(members) }
        }
        return changes.isEmpty ? nil : changes
    }

    /// When a refresh token ends at the latest, where the actions have it end earlier.
    public var refreshTokenEnd: Timestamp? { earliest("refreshToken.setExpiresAt") }

    /// When a refresh token ends unless it is exchanged, where the actions have it end earlier.
    public var refreshTokenIdleEnd: Timestamp? { earliest("refreshToken.setIdleExpiresAt") }

    private func earliest(_ type: String) -> Timestamp? {
        all(type).compactMap { $0.value(0).integer }.min().map { Timestamp(milliseconds: Int64($0)) }
    }

    /// A refresh token's metadata as they are after what the actions did with them.
    public func changedRefreshTokenMetadata(_ metadata: JSONObject?) -> JSONObject? {
        var changed = metadata
        for command in commands {
            switch (command.type, command.text(0)) {
            case ("refreshToken.evictMetadata", _): changed = nil
            case ("refreshToken.deleteMetadata", let key?): changed?[key] = nil
            case ("refreshToken.setMetadata", let key?):
                var members = changed ?? [:]
                members[key] = command.value(1).isNull ? nil : command.value(1)
                changed = members
            default: break
            }
        }
        return changed
    }
}
