import Contract
import ManagementClientCore

/// The settings of risk assessments for logins.
public struct RiskAssessments: Resource {
    /// Gets the settings of risk assessments.
    ///
    /// `GET /risk-assessments/settings`, with the scope `read:attack_protection`. Refused with 401, 403, 404 or
    /// 429.
    public let settings = Endpoint(
        .get, "/risk-assessments/settings", "Get the settings of risk assessments", scopes: "read:attack_protection",
        returns: RiskAssessmentSettings.self)

    /// Updates the settings of risk assessments.
    ///
    /// `PATCH /risk-assessments/settings`, with the scope `update:attack_protection`. Refused with 400, 401, 403,
    /// 404 or 429.
    public let updateSettings = Endpoint(
        .patch, "/risk-assessments/settings", "Update the settings of risk assessments",
        scopes: "update:attack_protection", body: RiskAssessmentSettings.self, returns: RiskAssessmentSettings.self)

    /// Gets the settings of the new device assessor.
    ///
    /// `GET /risk-assessments/settings/new-device`, with the scope `read:attack_protection`. Refused with 401, 403,
    /// 404 or 429.
    public let newDevice = Endpoint(
        .get, "/risk-assessments/settings/new-device", "Get the settings of the new device assessor",
        scopes: "read:attack_protection", returns: NewDeviceSettings.self)

    /// Updates the settings of the new device assessor.
    ///
    /// `PATCH /risk-assessments/settings/new-device`, with the scope `update:attack_protection`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let updateNewDevice = Endpoint(
        .patch, "/risk-assessments/settings/new-device", "Update the settings of the new device assessor",
        scopes: "update:attack_protection", body: NewDeviceSettings.self, returns: NewDeviceSettings.self)

    public init() {}
}

/// Whether risk assessments are enabled.
public struct RiskAssessmentSettings: Codable, Hashable, Sendable {
    public var enabled: Bool

    public init(enabled: Bool) { self.enabled = enabled }
}

/// The settings of the new device assessor.
public struct NewDeviceSettings: Codable, Hashable, Sendable, Constrained {
    /// The number of days for which a device is remembered, from 1 to 365.
    public var rememberFor: Int

    public init(rememberFor: Int) { self.rememberFor = rememberFor }

    enum CodingKeys: String, CodingKey { case rememberFor = "remember_for" }

    public static var constraints: Constraints { ["remember_for": .integer(1...365)] }
}

extension ManagementClient {
    /// The settings of risk assessments for logins.
    public var riskAssessments: ResourceClient<RiskAssessments> { ResourceClient(self) }
}
