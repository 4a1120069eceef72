import Background
import Contract
import Events
import Model
import OrderedCollections
import Outbound
import Secrets
import Serving
import Storage

/// Notifies applications that a session has ended (OpenID Connect Back-Channel Logout 1.0), at least once each.
struct BackchannelLogout: BackgroundWork {
    static let kind = LogoutNotice.kind
    static let waitsForOthers = true
    /// The lifetime of a logout token, in seconds.
    private static let lifetime = 120

    let services: Services

    func step(_ task: BackgroundTask) async throws -> Bool {
        guard let notice = LogoutNotice(json: task.state) else {
            throw StorageError.refused("the recipients of the logout notice are not known")
        }
        let found = try await services.store.read(task.tenant) { try $0.client(notice.clientID) }
        // Applications without a logout URL receive no notification.
        guard let client = found, let url = LogoutSubscription(client.document).url else {
            try await services.store.write(task.tenant) { try $0.finish(task) }
            return false
        }
        let answer = try await services.outbound.send(
            OutboundRequest(
                "POST", url, headers: [("Content-Type", "application/x-www-form-urlencoded")],
                body: OutboundForm.body([("logout_token", try token(notice, client))]), longestAnswer: 1 << 16,
                timeout: 5))
        switch answer.status {
        case 200..<300: try await conclude(task, notice, client, problem: nil)
        // The application rejected the token and would reject it again, so there is no retry.
        case 400..<500: try await conclude(task, notice, client, problem: "The application answered \(answer.status)")
        default: throw OutboundFailure("The application answered \(answer.status)")
        }
        return false
    }

    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        let notice = LogoutNotice(json: task.state)
        let client = try await services.store.read(task.tenant) { transaction in
            try notice.flatMap { try transaction.client($0.clientID) }
        }
        guard let notice, let client else {
            return try await services.store.write(task.tenant) { try $0.finish(task) }
        }
        let problem = (error as? OutboundFailure)?.description ?? "The application could not be notified"
        try await conclude(task, notice, client, problem: problem)
    }

    private func token(_ notice: LogoutNotice, _ client: ClientRow) throws -> String {
        let tenant = try services.tenants.tenant(for: IncomingRequest(method: "POST", path: "/"))
        let now = Int64(services.clock.now.seconds)
        var claims: JSONObject = [
            "iss": .string(tenant.issuer), "sub": .string(notice.userID.value), "aud": .string(client.id.value),
            "iat": .integer(now), "exp": .integer(now + Int64(Self.lifetime)),
            "jti": .string(services.random.token(bytes: 16)),
            "events": ["http://schemas.openid.net/event/backchannel-logout": [:]],
            "sid": .string(notice.sessionID.value),
        ]
        if LogoutSubscription(client.document).wantsMetadata {
            claims["session_metadata"] = notice.metadata.map(JSON.object)
        }
        return try tenant.signer.sign(TokenClaims(claims))
    }

    private func conclude(
        _ task: BackgroundTask, _ notice: LogoutNotice, _ client: ClientRow, problem: String?
    ) async throws {
        var event = LoggedEvent(problem == nil ? .backchannelLogout : .failedBackchannelLogout, at: services.clock.now)
        event.description = problem ?? ""
        event.clientID = client.id.value
        event.clientName = client.name
        event.userID = notice.userID.value
        event.details = [
            "initiator": .string(notice.initiator), "session_id": .string(notice.sessionID.value),
            "url": LogoutSubscription(client.document).url.map(JSON.string) ?? .null,
        ]
        let concluded = event
        try await services.store.write(task.tenant) { [ids = services.logIDs] transaction in
            try transaction.emit(concluded, ids)
            try transaction.finish(task)
        }
    }
}
