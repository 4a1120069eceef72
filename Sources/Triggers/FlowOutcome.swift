import Contract
import OrderedCollections
import Scripts

/// The outcome of a trigger's scripts.
public struct FlowOutcome: Sendable {
    /// The execution to store; `nil` if no action ran.
    public internal(set) var execution: ActionExecutionRow?
    /// The scripts that ran, in their order.
    let ran: [BoundScript]
    /// The progress before this run.
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

    /// The denial of a request.
    public struct Denial: Hashable, Sendable {
        /// The actions' code for the denial, if there is one.
        public var code: String?
        /// The reason, for log events.
        public let reason: String
        /// The message, for the caller.
        public let message: String
    }

    /// Returns the commands of a type in their order.
    private func all(_ type: String) -> [ScriptCommand] { commands.filter { $0.type == type } }
    func last(_ type: String) -> ScriptCommand? { commands.last { $0.type == type } }

    /// The error of an action that failed.
    public var failure: Denial? { error.map { Denial(reason: $0.message, message: $0.message) } }

    /// The denial of a login or a refresh token exchange; `nil` if it is allowed.
    public var loginDenial: Denial? {
        if let denial = last("access.deny") ?? last("session.revoke") ?? last("refreshToken.revoke") {
            let reason = denial.text(0) ?? "Access denied."
            return Denial(reason: reason, message: reason)
        }
        return validationError ?? failure
    }

    /// The denial of a client credentials exchange; `nil` if it is allowed. Its code is an OAuth 2 error.
    public var exchangeDenial: Denial? {
        guard let denial = last("access.deny") else { return failure }
        let reason = denial.text(1) ?? denial.text(0) ?? "Access denied."
        return Denial(code: denial.text(0), reason: reason, message: reason)
    }

    /// The denial of a signup; `nil` if it is allowed.
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

    /// Whether the actions require a page.
    public var needsPage: Bool { last("redirect.sendUserTo") != nil || last("prompt.render") != nil }

    /// Whether the actions require a second factor.
    public var demandsSecondFactor: Bool {
        if let provider = last("multifactor.enable")?.text(0) { return provider != "none" }
        return commands.contains { Self.challenges.contains($0.type) }
    }

    /// Whether a remembered browser satisfies the requirement.
    public var allowsRememberedBrowsers: Bool {
        guard let command = last("multifactor.enable") else { return false }
        return command.value(1)["allowRememberBrowser"]?.bool ?? true
    }

    private static let challenges: Set<String> = [
        "authentication.challengeWith", "authentication.challengeWithAny", "authentication.enrollWith",
        "authentication.enrollWithAny",
    ]

    /// The authentication methods that external pages have performed, each a URL.
    public var recordedMethods: [String] { all("authentication.recordMethod").compactMap { $0.text(0) } }

    /// The user to issue tokens for instead of the one who was authenticated.
    public var primaryUser: String? { last("authentication.setPrimaryUser")?.text(0) }

    /// Whether to revoke the refresh token of the exchange.
    public var revokesRefreshToken: Bool { last("refreshToken.revoke") != nil }

    /// Custom claims of the ID token.
    public var idTokenClaims: JSONObject { claims("idToken.setCustomClaim") }

    /// Custom claims of the access token.
    public var accessTokenClaims: JSONObject { claims("accessToken.setCustomClaim") }

    private func claims(_ type: String) -> JSONObject {
        var claims: JSONObject = [:]
        for command in all(type) {
            guard let name = command.text(0) else { continue }
            claims[name] = command.value(1)
        }
        return claims
    }

    /// Returns the scopes after the changes of the actions.
    /// - Parameter isManagement: whether the token is for the Management API. Actions can remove its scopes but add
    ///   none, because those who may edit actions need not be administrators.
    public func changed(_ scopes: [String], isManagement: Bool) -> [String] {
        var changed = OrderedSet(scopes)
        for command in commands {
            if command.type == "accessToken.setScopes", let scopes = command.value(0).strings {
                changed = OrderedSet(scopes.filter { !$0.isEmpty && !$0.contains(where: \.isWhitespace) })
            }
            // Scopes with spaces are ignored, because they would become several scopes.
            guard let scope = command.text(0), !scope.isEmpty, !scope.contains(where: \.isWhitespace) else { continue }
            switch command.type {
            case "accessToken.addScope": changed.append(scope)
            case "accessToken.removeScope": changed.remove(scope)
            default: break
            }
        }
        return isManagement ? changed.filter(scopes.contains) : Array(changed)
    }

    /// The changes of the user's metadata in the form of a PATCH request; `nil` if there are none.
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

    /// The earliest expiry that actions set for the refresh token.
    public var refreshTokenEnd: Timestamp? { earliest("refreshToken.setExpiresAt") }

    /// The earliest idle expiry that actions set for the refresh token.
    public var refreshTokenIdleEnd: Timestamp? { earliest("refreshToken.setIdleExpiresAt") }

    private func earliest(_ type: String) -> Timestamp? {
        all(type).compactMap { $0.value(0).integer }.min().map { Timestamp(milliseconds: Int64($0)) }
    }

    /// Returns a refresh token's metadata after the changes of the actions.
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
