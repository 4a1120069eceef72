import Contract
import HTTPTypes
import Model
import Secrets
import Serving
import Storage
import Triggers

/// A login cannot end before its user was elsewhere: an action sends them there.
struct LoginSuspension: Error {
    let proven: ProvenLogin
    let flow: FlowOutcome
    /// Where the user is sent.
    let destination: String
}

extension AuthorizationInteraction {
    /// Has a login wait until its user comes back from where an action sends them.
    /// - Parameter state: the secret of the login that goes on at pages, where one does.
    func suspend(_ suspension: LoginSuspension, state: String?) async throws -> OutgoingResponse {
        guard let state else {
            let (state, browser) = try await keep(LoginTransactionRow(request: asked, grant: nil))
            return try await suspend(suspension, state: state).setting([browser], for: tenant)
        }
        let secret = services.random.token(bytes: 32)
        let suspended = SuspendedLogin(suspension, login: state)
        try await services.store.write(tenant.id) { [now] transaction in
            let flow = suspension.flow
            if let execution = flow.execution { try transaction.record(execution) }
            // Whoever the user is sent to may look at them.
            _ = try transaction.user(afterActions: flow, of: suspension.proven.userID)
            try transaction.insert(suspended, digest: secretDigest(secret), at: now)
        }
        return HTMLPage.redirect(to: TicketUse.url(suspension.destination, with: [("state", secret)]))
    }
}
