import Contract
import OrderedCollections

/// How long a tenant's sessions may last, in hours.
public enum SessionLifetimes {
    /// A year: the longest lifetime that can be set.
    public static let longest = 8_760.0

    /// The settings that are lifetimes.
    public static let names = [
        "session_lifetime", "idle_session_lifetime", "ephemeral_session_lifetime", "idle_ephemeral_session_lifetime",
    ]

    /// A lifetime as the tenant's settings have it, within what can be set: older versions kept whatever was sent.
    /// - Parameter fallback: in hours, where the settings do not say.
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

    /// The settings with lifetimes within what can be set; `nil` where they are already.
    public static func settled(_ settings: JSON) -> JSON? {
        var settled = settings
        for name in names {
            guard let hours = hours(settings[name]), !(0...longest).contains(hours) else { continue }
            settled[name] = .integer(hours < 0 ? 1 : Int64(clamping: longest))
        }
        return settled == settings ? nil : settled
    }
}
