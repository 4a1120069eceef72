import Contract
import OrderedCollections

/// The lifetimes of a tenant's sessions, in hours.
public enum SessionLifetimes {
    /// The maximum lifetime, one year.
    public static let longest = 8_760.0

    /// The names of the settings.
    public static let names = [
        "session_lifetime", "idle_session_lifetime", "ephemeral_session_lifetime", "idle_ephemeral_session_lifetime",
    ]

    /// Returns a lifetime from the tenant's settings, clamped to the allowed range because older versions stored any
    /// value.
    /// - Parameter fallback: the default in hours.
    public static func lifetime(_ name: String, in settings: JSON, or fallback: Double) -> Duration {
        .seconds(clamping: 3_600 * min(hours(settings[name]) ?? fallback, longest))
    }

    private static func hours(_ setting: JSON?) -> Double? {
        switch setting {
        case .integer(let whole): Double(whole)
        case .number(let number): number
        default: nil
        }
    }

    /// Returns the settings with lifetimes clamped to the allowed range; `nil` if they already are.
    public static func settled(_ settings: JSON) -> JSON? {
        var settled = settings
        for name in names {
            guard let hours = hours(settings[name]), !(0...longest).contains(hours) else { continue }
            settled[name] = .integer(hours < 0 ? 1 : Int64(clamping: longest))
        }
        return settled == settings ? nil : settled
    }
}
