import Contract
import Model

/// How long a tenant's sessions live.
struct SessionLife: Sendable {
    /// Whether the cookie outlives the browser.
    let isPersistent: Bool
    /// How long a session lasts at most.
    let lifetime: Duration
    /// How long it lasts unused.
    let idleLifetime: Duration

    /// - Parameter settings: the tenant's.
    init(_ settings: JSON) {
        let isPersistent = settings["session_cookie"]?["mode"]?.string != "non-persistent"
        self.isPersistent = isPersistent
        func hours(_ name: String, or fallback: Double) -> Duration {
            SessionLifetimes.lifetime(name, in: settings, or: fallback)
        }
        lifetime = hours(isPersistent ? "session_lifetime" : "ephemeral_session_lifetime", or: 168)
        idleLifetime = hours(isPersistent ? "idle_session_lifetime" : "idle_ephemeral_session_lifetime", or: 72)
    }
}
