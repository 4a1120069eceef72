import Contract
import Events
import HTTPTypes
import Liquid
import Model
import Secrets
import Serving
import Storage

extension LoginInteraction {
    /// Asks whether a device is the one that the person at the browser sees: somebody else may have sent its code.
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

    /// Goes on with the login for a device, or has it wait no more.
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
    /// Lets the device that a login is for have what it waits for.
    func approve(_ device: WaitingDevice, _ grant: CodeGrant, state: String?) async throws -> OutgoingResponse {
        guard device.isConfirmed else { throw OAuthError.deviceCancelled }
        var grant = grant
        // The browser's session is not the device's.
        grant.more["sid"] = nil
        let own = grant
        let waits = try await services.store.write(tenant.id) { transaction in
            if let state { try transaction.deleteLoginTransaction(secretDigest(state)) }
            return try transaction.approveDevice(device.digest, own, at: now)
        }
        guard waits else { throw OAuthError(403, "expired_token", "The device code has expired.") }
        return asked.answer([])
    }

    /// Tells whoever wanted the login why there is none; a device asks for that itself.
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
