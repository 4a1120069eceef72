import Contract
import ManagementClientCore

/// Signals about requests that upstream services add.
public struct SupplementalSignals: Resource {
    /// Gets the supplemental signals of a tenant.
    ///
    /// `GET /supplemental-signals`, with the scope `read:attack_protection`. Refused with 401, 403, 404 or 429.
    public let get = Endpoint(
        .get, "/supplemental-signals", "Get the supplemental signals of a tenant", scopes: "read:attack_protection",
        returns: SupplementalSignalSettings.self)

    /// Updates the supplemental signals of a tenant.
    ///
    /// `PATCH /supplemental-signals`, with the scope `update:attack_protection`. Refused with 401, 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/supplemental-signals", "Update the supplemental signals of a tenant",
        scopes: "update:attack_protection", body: SupplementalSignalSettings.self,
        returns: SupplementalSignalSettings.self)

    public init() {}
}

/// The accepted signals.
public struct SupplementalSignalSettings: Codable, Hashable, Sendable {
    /// Whether the headers of Akamai are accepted.
    public var akamaiEnabled: Bool

    public init(akamaiEnabled: Bool) { self.akamaiEnabled = akamaiEnabled }

    enum CodingKeys: String, CodingKey { case akamaiEnabled = "akamai_enabled" }
}

extension ManagementClient {
    /// Signals about requests that upstream services add.
    public var supplementalSignals: ResourceClient<SupplementalSignals> { ResourceClient(self) }
}
