import Contract
import Secrets
import StreamsAPI

/// Redacts personal data in the events of a stream.
struct LogStreamPrivacy: Sendable {
    private let names: Set<String>
    private let method: LogStreamPIIMethod

    /// - Returns: `nil` if nothing is redacted.
    init?(_ config: JSON?) {
        guard let fields = config?["log_fields"]?.strings else { return nil }
        names = Set(fields.flatMap { Self.members[$0] ?? [$0] })
        method = LogStreamPIIMethod(rawValue: config?["method"]?.string ?? LogStreamPIIMethod.mask.rawValue)
    }

    /// The members of events to which a field corresponds.
    private static let members: [String: [String]] = [
        "first_name": ["first_name", "given_name", "name"], "last_name": ["last_name", "family_name", "name"],
        "phone": ["phone", "phone_number", "old_phone_number", "new_phone_number"],
        "username": ["username", "user_name"],
    ]

    /// Returns an event with all values redacted that require it, at any depth.
    func applied(to json: JSON) -> JSON {
        switch json {
        case .array(let items): return .array(items.map(applied))
        case .object(let members):
            var hidden = JSONObject()
            for (name, value) in members { hidden[name] = names.contains(name) ? hide(value) : applied(to: value) }
            return .object(hidden)
        default: return json
        }
    }

    private func hide(_ value: JSON) -> JSON {
        switch value {
        case .null: return .null
        case .array(let items): return .array(items.map(hide))
        case .object(let members): return .object(members.mapValues(hide))
        default:
            guard method == .hash else { return "*****" }
            return .string(XXHash.text(of: value.string ?? value.text))
        }
    }
}
