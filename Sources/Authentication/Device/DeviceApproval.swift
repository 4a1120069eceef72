import Contract
import Events
import HTTPTypes
import Liquid
import Model
import Secrets
import Serving
import Storage

extension LoginInteraction {
    /// Asks the user to confirm the device, since someone else may have sent the code.
    func confirmationForm() throws -> OutgoingResponse {
        guard let device = asked.device else { throw Unknown() }
        return page(
            texts.plain("title"),
            """
            <p>\(texts["description"])</p>
            <p class="key"><code>\(HTMLText.escape(device.userCode))</code></p>
            \(form(
                "device-code-confirmation",
                """
                <button type="submit" name="action" value="confirm">\(texts["confirmButtonText"])</button>
                <button type="submit" name="action" value="cancel">\(texts["cancelButtonText"])</button>
                """))
            """)
    }

    /// Continues or cancels the login for a device.
    func decideOnDevice() async throws -> OutgoingResponse {
        guard asked.device != nil else { throw Unknown() }
        try await services.store.write(tenant.id) { [state] in
            try $0.deleteLoginTransaction(secretDigest(state))
        }
        guard values["action"] == "confirm" else {
            return try await authorization.refuse(.deviceCancelled, as: .cancelledDevice)
        }
        var asked = asked
        asked.device?.isConfirmed = true
        let interaction = AuthorizationInteraction(
            authorization.request, asked, of: authorization.client, tenant: tenant, services: services)
        do {
            return try await interaction.begin()
        } catch let error as OAuthError {
            return try await interaction.refuse(error)
        }
    }
}

extension AuthorizationInteraction {
    /// Approves a device's request with the grant of a login.
    func approve(_ device: WaitingDevice, _ grant: CodeGrant, state: String?) async throws -> OutgoingResponse {
        guard device.isConfirmed else { throw OAuthError.deviceCancelled }
        var grant = grant
        // The device does not belong to the browser's session.
        grant.more["sid"] = nil
        let own = grant
        let waits = try await services.store.write(tenant.id) { transaction in
            if let state { try transaction.deleteLoginTransaction(secretDigest(state)) }
            return try transaction.approveDevice(device.digest, own, at: now)
        }
        guard waits else { throw OAuthError(403, "expired_token", "The device code has expired.") }
        return asked.answer([])
    }

    /// Returns an error to the application, or stores it for the device, which polls for it.
    func refuse(_ error: OAuthError, as type: LogType = .failedDeviceActivation) async throws -> OutgoingResponse {
        if let device = asked.device {
            let failed = login().event(type, error.description)
            try await services.store.write(tenant.id) { [ids = services.logIDs] transaction in
                try transaction.refuseDevice(device.digest, error.description, at: now)
                try transaction.emit(failed, ids)
            }
        }
        return asked.answer(error)
    }
}

extension OAuthError {
    fileprivate static let deviceCancelled = OAuthError.accessDenied("User cancelled the confirmation prompt")
}
