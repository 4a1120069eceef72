import Contract
import Model
import Storage

/// A device authorization request (RFC 8628).
struct DeviceCodeRow: Sendable {
    static let lifetime = Duration.seconds(900)
    /// The minimum interval between two polls.
    static let interval = Duration.seconds(5)

    let request: AuthorizationRequest
    let expiresAt: Timestamp
    /// The time of the last poll.
    let polledAt: Timestamp?
    /// The grant, once the user has approved the request.
    let grant: CodeGrant?
    /// The reason for the refusal, if the request was refused.
    let refusal: String?
}

/// The device that a login is for.
struct WaitingDevice: Codable, Sendable {
    /// The digest of the device code.
    let digest: String
    /// The user code that the device shows.
    let userCode: String
    /// Whether the user has confirmed the device.
    var isConfirmed = false
}

enum DeviceCodes {
    /// Migrations that need the tables of users and applications.
    static let migrations: [Migration] = [
        Migration(
            "device-codes-1",
            """
            CREATE TABLE device_codes (
                tenant \(.text) NOT NULL, digest \(.text) NOT NULL, user_digest \(.text) NOT NULL,
                client_id \(.text) NOT NULL, user_id \(.text), expires_at \(.text) NOT NULL, polled_at \(.text),
                request \(.json) NOT NULL, code_grant \(.json), refusal \(.text), PRIMARY KEY (tenant, digest),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, client_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
            """,
            "CREATE UNIQUE INDEX device_codes_user ON device_codes (tenant, user_digest)",
            "CREATE INDEX device_codes_expiry ON device_codes (tenant, expires_at)")
    ]
}

extension Transaction {
    /// Stores a device authorization request. Expired requests are kept for an hour to return `expired_token`.
    /// - Parameter code: generates a user code; it is called until the code is unique.
    /// - Returns: the user code.
    func insertDevice(
        _ request: AuthorizationRequest, digest: String, code: () -> UserCode, at now: Timestamp
    ) throws -> UserCode {
        try execute("DELETE FROM device_codes WHERE tenant = \(tenant) AND expires_at <= \(now + .seconds(-3_600))")
        var userCode = code()
        while try hasDevice(showing: userCode) { userCode = code() }
        try insert(
            into: "device_codes",
            [
                "digest": digest, "user_digest": UserCode.digest(userCode.text), "client_id": request.clientID,
                "expires_at": now + DeviceCodeRow.lifetime, "request": try JSON(encoding: request),
            ])
        return userCode
    }

    private func hasDevice(showing code: UserCode) throws -> Bool {
        try exists(
            "SELECT 1 FROM device_codes WHERE tenant = \(tenant) AND user_digest = \(UserCode.digest(code.text))")
    }

    func device(_ digest: String) throws -> DeviceCodeRow? {
        let row = try row(
            "SELECT * FROM device_codes WHERE tenant = \(tenant) AND digest = \(digest)\(.forUpdate)")
        guard let row else { return nil }
        let (request, grant): (JSON, JSON?) = (try row["request"], try row["code_grant"])
        return DeviceCodeRow(
            request: try request.decoded(), expiresAt: try row["expires_at"], polledAt: try row["polled_at"],
            grant: try grant?.decoded(), refusal: try row["refusal"])
    }

    /// Returns the pending request of the device that shows a code.
    func device(showing code: String, at now: Timestamp) throws -> AuthorizationRequest? {
        let row = try row(
            """
            SELECT digest, request FROM device_codes
            WHERE tenant = \(tenant) AND user_digest = \(UserCode.digest(code)) AND \(.waits(at: now))
            """)
        guard let row else { return nil }
        let kept: JSON = try row["request"]
        var request: AuthorizationRequest = try kept.decoded()
        request.device = WaitingDevice(digest: try row["digest"], userCode: code.uppercased())
        return request
    }

    /// Records the time of a poll.
    func notePoll(ofDevice digest: String, at now: Timestamp) throws {
        try execute("UPDATE device_codes SET polled_at = \(now) WHERE tenant = \(tenant) AND digest = \(digest)")
    }

    /// Approves a device's request.
    /// - Returns: whether the request was still pending.
    func approveDevice(_ digest: String, _ grant: CodeGrant, at now: Timestamp) throws -> Bool {
        try execute(
            """
            UPDATE device_codes SET code_grant = \(try JSON(encoding: grant)), user_id = \(grant.userID)
            WHERE tenant = \(tenant) AND digest = \(digest) AND \(.waits(at: now))
            """) == 1
    }

    /// Refuses a device's request.
    func refuseDevice(_ digest: String, _ reason: String, at now: Timestamp) throws {
        try execute(
            """
            UPDATE device_codes SET refusal = \(reason)
            WHERE tenant = \(tenant) AND digest = \(digest) AND \(.waits(at: now))
            """)
    }

    func deleteDevice(_ digest: String) throws {
        try execute("DELETE FROM device_codes WHERE tenant = \(tenant) AND digest = \(digest)")
    }
}

extension SQL {
    fileprivate static func waits(at now: Timestamp) -> SQL {
        "code_grant IS NULL AND refusal IS NULL AND expires_at > \(now)"
    }
}
