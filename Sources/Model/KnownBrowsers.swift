import Contract
import Storage

/// Browsers that a user has logged in with, which are recognized by the digest of a secret in a cookie.
extension Transaction {
    /// Remembers a browser, so that it needs no second factor for some time.
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

    /// Whether a browser is remembered and needs no second factor.
    public func isRememberedBrowser(_ digest: String, of user: UserID, at now: Timestamp) throws -> Bool {
        try exists(
            """
            SELECT 1 FROM remembered_browsers WHERE tenant = \(tenant) AND user_id = \(user) AND digest = \(digest)
            AND expires_at > \(now)
            """)
    }

    /// Removes all remembered browsers of a user, so that they need a second factor again.
    public func forgetRememberedBrowsers(of user: UserID) throws {
        try execute("DELETE FROM remembered_browsers WHERE tenant = \(tenant) AND user_id = \(user)")
    }

    /// Records a login of a user with a device.
    /// - Returns: whether the device is new, which is a risk signal.
    public func recordDevice(
        _ digest: String, of user: UserID, on connection: String, at now: Timestamp
    ) throws -> Bool {
        try insertIfAbsent(
            into: "known_devices", ["user_id": user, "connection": connection, "digest": digest, "seen_at": now])
    }

    /// Removes the known devices of a user for a connection, so that they count as new.
    public func forgetDevices(of user: UserID, on connection: String) throws {
        try execute(
            "DELETE FROM known_devices WHERE tenant = \(tenant) AND user_id = \(user) AND connection = \(connection)")
    }
}
