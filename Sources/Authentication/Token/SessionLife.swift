import Contract
import Model

/// The lifetimes of a tenant's sessions.
struct SessionLife: Sendable {
    /// Whether the cookie persists after the browser is closed.
    let isPersistent: Bool
    /// The absolute lifetime.
    let lifetime: Duration
    /// The idle timeout.
    let idleLifetime: Duration

    /// - Parameter settings: the tenant's settings.
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
