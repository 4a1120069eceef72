import Contract
import HTTPTypes
import Metrics

/// A request for an access token, which is sent whenever one is needed.
struct TokenRequest: Sendable {
    struct Issued: Sendable {
        let token: String
        let lifetime: Duration
        /// The start time of the request.
        let start: ContinuousClock.Instant
    }

    let configuration: ManagementClient.Configuration
    let transport: any Transport
    let clientID: String
    let authentication: ClientAuthentication
    let audience: String
    let scope: String?

    private static let operation = "POST /oauth/token"

    /// Requests a token, with the retries that the configuration allows.
    func send() async throws -> Issued {
        let clock = configuration.clock
        var retries = Retries(policy: configuration.retry, clock: clock, deadline: nil)
        while true {
            let start = clock.uptime()
            // Each attempt has a new assertion, because it is valid for one use and one minute.
            let proof = try await proof()
            let attempt = try await transport.attempt(message(proof: proof, start: start))
            Counter(label: "management_client_token_requests").increment()
            if case .answered(let response) = attempt, response.status.kind == .successful {
                return try issued(in: response, start: start)
            }
            // Repeating a token request is harmless.
            if try await retries.wait(after: attempt, isRepeatable: true) { continue }
            throw ManagementError(tokenRefusal: attempt, operation: Self.operation, clock: clock)
                .hiding(proof.values.compactMap(\.string))
        }
    }

    private func proof() async throws -> JSONObject {
        switch authentication {
        case .secret(let secret):
            return ["client_secret": .string(secret)]
        case .assertion(let signer):
            let audience = "\(configuration.origin)/"
            let assertion = try await signer.assertion(clientID: clientID, audience: audience)
            return [
                "client_assertion": .string(assertion),
                "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ]
        }
    }

    private func message(proof: JSONObject, start: ContinuousClock.Instant) -> TransportRequest {
        var members: JSONObject = ["grant_type": "client_credentials", "client_id": .string(clientID)]
        members.merge(proof) { $1 }
        members["audience"] = .string(audience)
        if let scope { members["scope"] = .string(scope) }
        var headers = configuration.commonHeaders
        headers[.contentType] = "application/json"
        return TransportRequest(
            method: .post, url: "\(configuration.origin)/oauth/token", headers: headers,
            body: .bytes(JSON.object(members).bytes), deadline: start.advanced(by: configuration.timeout))
    }

    private func issued(in response: TransportResponse, start: ContinuousClock.Instant) throws -> Issued {
        do {
            let answer: Answer = try JSON(parsing: response.body).decoded()
            return Issued(token: answer.accessToken, lifetime: .seconds(answer.expiresIn ?? 0), start: start)
        } catch {
            throw ManagementError(undecodable: response, error, operation: Self.operation)
        }
    }

    /// The relevant members of the response. The lifetime may be omitted (RFC 6749, section 5.1): such a token is used
    /// once.
    private struct Answer: Decodable {
        var accessToken: String
        var expiresIn: Int?

        enum CodingKeys: String, CodingKey {
            case accessToken = "access_token"
            case expiresIn = "expires_in"
        }
    }
}
