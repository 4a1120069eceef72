import Contract
import Storage

/// Browsers that a user has logged in with, known by the digest of a secret that they keep.
extension Transaction {
    /// Has a browser not be asked for a second factor for a time.
    /// - Parameter digest: `secretDigest(_:)` of the secret in its cookie.
    public func rememberBrowser(
        _ digest: String, of user: UserID, until expiry: Timestamp, at now: Timestamp
    ) throws {
        try execute(
            """
            DELETE FROM remembered_browsers WHERE tenant = \(tenant) AND user_id = \(user) AND expires_at <= \(now)
            """)
        try execute(
            """
            INSERT INTO remembered_browsers (tenant, user_id, digest, expires_at)
            VALUES (\(tenant), \(user), \(digest), \(expiry))
            ON CONFLICT (tenant, user_id, digest) DO UPDATE SET expires_at = excluded.expires_at
            """)
    }

    /// Whether a browser is not to be asked for a second factor.
    public func isRememberedBrowser(_ digest: String, of user: UserID, at now: Timestamp) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM remembered_browsers WHERE tenant = \(tenant) AND user_id = \(user) AND digest = \(digest)
            AND expires_at > \(now)
            """)
    }

    /// Has all browsers be asked for a second factor again.
    public func forgetRememberedBrowsers(of user: UserID) throws {
        try execute("DELETE FROM remembered_browsers WHERE tenant = \(tenant) AND user_id = \(user)")
    }

    /// Notes that a user logs in with a device.
    /// - Returns: whether it is a new one, which tells of a risk.
    public func recordDevice(
        _ digest: String, of user: UserID, on connection: String, at now: Timestamp
    ) throws -> Bool {
        try insertIfAbsent(
            into: "known_devices", ["user_id": user, "connection": connection, "digest": digest, "seen_at": now])
    }

    /// Has all devices of a user count as new, with one connection.
    public func forgetDevices(of user: UserID, on connection: String) throws {
        try execute(
            "DELETE FROM known_devices WHERE tenant = \(tenant) AND user_id = \(user) AND connection = \(connection)")
    }
}
