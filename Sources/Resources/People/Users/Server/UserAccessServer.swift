import Contract
import Model
import PeopleAPI
import Secrets
import Serving
import Storage

extension Users {
    /// The lifetime of an impersonation link.
    private static let impersonationLife = Duration.seconds(300)

    func mountAccess(on routes: inout Routes) {
        routes.on(invalidateRememberedBrowsers) { call in
            try await call.write { transaction in
                try transaction.requireUser(call.path)
                try transaction.forgetRememberedBrowsers(of: call.path)
            }
            return NoContent()
        }
        routes.on(clearRiskAssessments) { call in
            try await call.write { transaction in
                try transaction.requireUser(call.path)
                if call.body.assessors.contains(.newDevice) {
                    try transaction.forgetDevices(of: call.path, on: call.body.connection)
                }
            }
            return NoContent()
        }
        routes.on(revokeAccess) { call in
            try await call.write { transaction in
                try transaction.requireUser(call.path)
                try transaction.endSessions(
                    of: call.path, only: call.body.sessionID, because: .revocation, at: call.now)
                guard call.body.preserveRefreshTokens != true else { return }
                try transaction.revokeRefreshTokens(
                    RefreshTokenSelection(user: call.path, session: call.body.sessionID))
            }
            return NoContent()
        }
        routes.on(deleteAll) { call in
            try await call.write { try $0.deleteUsers(at: call.now) }
            return NoContent()
        }
        mountImpersonation(on: &routes)
    }

    private func mountImpersonation(on routes: inout Routes) {
        routes.onStored(impersonate) { call in
            guard let client = call.body.application else {
                throw APIError.invalidBody("Payload validation error: 'Missing required property: client_id'.")
            }
            let ticket = ImpersonationTicket(
                userID: call.path, impersonatorID: call.body.impersonatorID, clientID: client,
                protocol: call.body.protocol, parameters: call.body.additionalParameters ?? [:],
                expiresAt: call.now + Self.impersonationLife)
            let secret = call.random.token(bytes: 32)
            try await call.write { transaction in
                try transaction.requireUser(ticket.userID)
                try transaction.requireUser(ticket.impersonatorID)
                guard try transaction.client(client) != nil else { throw APIError.clientNotFound }
                try transaction.insert(ticket, digest: secretDigest(secret), at: call.now)
            }
            return OperationResponse(plain: "\(call.tenant.issuer)forensics/impersonation?ticket=\(secret)")
        }
    }
}
