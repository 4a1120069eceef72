import Contract

/// The device of a session or a refresh token, at its creation and at its last use.
public struct DeviceTrace: Hashable, Sendable {
    /// One use of the device.
    public struct Sighting: Hashable, Sendable {
        public var ip: String?
        public var userAgent: String?
        /// The autonomous system number of the IP address.
        public var asn: String?

        public init(ip: String?, userAgent: String?, asn: String? = nil) {
            self.ip = ip
            self.userAgent = userAgent
            self.asn = asn
        }
    }

    public let initial: Sighting
    public var last: Sighting

    /// Creates the trace of a device that is seen for the first time.
    public init(_ sighting: Sighting) {
        initial = sighting
        last = sighting
    }

    /// Parses the value of `json`.
    init(_ json: JSON?) {
        func sighting(_ when: String) -> Sighting {
            Sighting(
                ip: json?["\(when)_ip"]?.string, userAgent: json?["\(when)_user_agent"]?.string,
                asn: json?["\(when)_asn"]?.string)
        }
        initial = sighting("initial")
        last = sighting("last")
    }

    /// The form in responses; unknown values are left out.
    var json: JSON {
        var members: JSONObject = [:]
        for (when, sighting) in [("initial", initial), ("last", last)] {
            members["\(when)_user_agent"] = sighting.userAgent.map(JSON.string)
            members["\(when)_ip"] = sighting.ip.map(JSON.string)
            members["\(when)_asn"] = sighting.asn.map(JSON.string)
        }
        return .object(members)
    }
}
