import Contract
import HTTPTypes
import Model
import Secrets
import Serving
import Storage
import Triggers

/// A login that an action interrupts to redirect the user to an external page.
struct LoginSuspension: Error {
    let proven: ProvenLogin
    let flow: FlowOutcome
    /// The URL that the user is redirected to.
    let destination: String
}

extension AuthorizationInteraction {
    /// Suspends a login until the user returns from the external page.
    /// - Parameter state: the secret of the login; `nil` if it has not been stored yet.
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
            // The external page may read the metadata, so the actions' changes are stored now.
            _ = try transaction.user(afterActions: flow, of: suspension.proven.userID)
            try transaction.insert(suspended, digest: secretDigest(secret), at: now)
        }
        return HTMLPage.redirect(to: TicketUse.url(suspension.destination, with: [("state", secret)]))
    }
}
