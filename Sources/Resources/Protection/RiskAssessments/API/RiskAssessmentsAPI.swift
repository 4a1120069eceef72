import Contract
import ManagementClientCore

/// What a login's risk is told by.
public struct RiskAssessments: Resource {
    /// Gets the settings of risk assessments.
    ///
    /// `GET /risk-assessments/settings`, with the scope `read:attack_protection`. Refused with 401, 403, 404 or
    /// 429.
    public let settings = Endpoint(
        .get, "/risk-assessments/settings", "Get the settings of risk assessments", scopes: "read:attack_protection",
        returns: RiskAssessmentSettings.self)

    /// Changes the settings of risk assessments.
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

    /// Changes the settings of the new device assessor.
    ///
    /// `PATCH /risk-assessments/settings/new-device`, with the scope `update:attack_protection`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let updateNewDevice = Endpoint(
        .patch, "/risk-assessments/settings/new-device", "Update the settings of the new device assessor",
        scopes: "update:attack_protection", body: NewDeviceSettings.self, returns: NewDeviceSettings.self)

    public init() {}
}

/// Whether risks are assessed.
public struct RiskAssessmentSettings: Codable, Hashable, Sendable {
    public var enabled: Bool

    public init(enabled: Bool) { self.enabled = enabled }
}

/// When a device is new.
public struct NewDeviceSettings: Codable, Hashable, Sendable, Constrained {
    /// For how many days a device that was logged in with is known. From 1 to 365.
    public var rememberFor: Int

    public init(rememberFor: Int) { self.rememberFor = rememberFor }

    enum CodingKeys: String, CodingKey { case rememberFor = "remember_for" }

    public static var constraints: Constraints { ["remember_for": .integer(1...365)] }
}

extension ManagementClient {
    /// What a login's risk is told by.
    public var riskAssessments: ResourceClient<RiskAssessments> { ResourceClient(self) }
}
