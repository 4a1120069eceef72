import Contract
import Model
import Secrets
import Serving
import Storage

/// `POST /oauth/device/code`, the device authorization endpoint (RFC 8628, section 3.1).
struct DeviceCodeEndpoint: Sendable {
    let services: Services

    var routes: [Route] { [Route("POST", "/oauth/device/code") { request, _ in await answer(request) }] }

    private func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        do {
            let tenant = try services.tenants.tenant(for: request)
            guard request.body.count <= TokenParameters.maximumBrowserSize else {
                throw OAuthError(413, "invalid_request", "The request is larger than 10 KB")
            }
            let parameters = try TokenParameters(request)
            let client = try await ClientAuthentication(services: services, tenant: tenant)
                .client(request, parameters, isPublic: true)
            let token = TokenRequest(request, parameters, of: client, tenant: tenant, services: services)
            do {
                return OutgoingResponse(json: try await token.waitForDevice())
            } catch let error as OAuthError {
                try await token.recordFailure(error, as: .failedDeviceAuthorization)
                throw error
            }
        } catch {
            return OutgoingResponse(failure: error, of: services)
        }
    }
}

extension TokenRequest {
    fileprivate func waitForDevice() async throws -> JSON {
        guard client.grantTypes.contains(Self.deviceGrant) else {
            throw OAuthError(
                403, "unauthorized_client", "Grant type '\(Self.deviceGrant)' not allowed for the client.")
        }
        let secret = services.random.token(bytes: 32)
        let code = try await write { [random = services.random] transaction in
            try check(asked, in: transaction)
            guard try transaction.takeStorage(asked.size(), from: origin.ip, at: now) else {
                throw OAuthError.tooManyRequests
            }
            let settings = try transaction.tenantSettings()
            return try transaction.insertDevice(
                asked, digest: secretDigest(secret), code: { UserCode(settings, random) }, at: now)
        }
        let page = tenant.issuer + "activate"
        return [
            "device_code": .string(secret), "user_code": .string(code.text), "verification_uri": .string(page),
            "expires_in": .integer(DeviceCodeRow.lifetime.components.seconds),
            "interval": .integer(DeviceCodeRow.interval.components.seconds),
            "verification_uri_complete": .string(TicketUse.url(page, with: [("user_code", code.text)])),
        ]
    }

    /// The authorization request that the user approves after entering the code.
    private var asked: AuthorizationRequest {
        var asked = AuthorizationRequest(
            client: client.row, redirectURI: tenant.issuer + ActivationPages.end, isNamed: false)
        asked.scope = parameters["scope"]
        asked.audience = parameters["audience"]
        asked.resource = parameters["resource"]
        asked.organization = parameters["organization"]
        return asked
    }
}
