import Contract
import ManagementClientCore

/// The settings of push notifications to apps that are second factors. Secrets are write-only.
public struct GuardianPush: Resource {
    private static let root = "/guardian/factors/push-notification"

    /// Gets the provider of push notifications.
    ///
    /// `GET /guardian/factors/push-notification/selected-provider`, with the scope `read:guardian_factors`. Refused
    /// with 400, 401, 403 or 429.
    public let provider = Endpoint(
        .get, root + "/selected-provider", "Get who sends push notifications", scopes: "read:guardian_factors",
        returns: PushProviderChoice.self)

    /// Sets the provider of push notifications.
    ///
    /// `PUT /guardian/factors/push-notification/selected-provider`, with the scope `update:guardian_factors`.
    /// Refused with 400, 401, 403 or 429.
    public let setProvider = Endpoint(
        .put, root + "/selected-provider", "Set who sends push notifications", scopes: "update:guardian_factors",
        body: PushProviderChoice.self, returns: PushProviderChoice.self)

    /// Gets the settings of APNs.
    ///
    /// `GET /guardian/factors/push-notification/providers/apns`, with the scope `read:guardian_factors`. Refused
    /// with 400, 401, 403 or 429.
    public let apns = Endpoint(
        .get, root + "/providers/apns", "Get the settings of APNs", scopes: "read:guardian_factors",
        returns: APNSSettings.self)

    /// Replaces the settings of APNs: omitted members are removed.
    ///
    /// `PUT /guardian/factors/push-notification/providers/apns`, with the scope `update:guardian_factors`. Refused
    /// with 400, 401, 403 or 429.
    public let setAPNS = Endpoint(
        .put, root + "/providers/apns", "Replace the settings of APNs", scopes: "update:guardian_factors",
        body: Patch<APNSSettings>.self, returns: APNSSettings.self)

    /// Updates the settings of APNs.
    ///
    /// `PATCH /guardian/factors/push-notification/providers/apns`, with the scope `update:guardian_factors`.
    /// Refused with 400, 401, 403 or 429.
    public let updateAPNS = Endpoint(
        .patch, root + "/providers/apns", "Update the settings of APNs", scopes: "update:guardian_factors",
        body: Patch<APNSSettings>.self, returns: APNSSettings.self)

    /// Replaces the settings of FCM.
    ///
    /// `PUT /guardian/factors/push-notification/providers/fcm`, with the scope `update:guardian_factors`. Refused
    /// with 400, 401, 403 or 429.
    public let setFCM = Endpoint(
        .put, root + "/providers/fcm", "Replace the settings of FCM", scopes: "update:guardian_factors",
        body: FCMSettings.self)

    /// Updates the settings of FCM.
    ///
    /// `PATCH /guardian/factors/push-notification/providers/fcm`, with the scope `update:guardian_factors`. Refused
    /// with 400, 401, 403 or 429.
    public let updateFCM = Endpoint(
        .patch, root + "/providers/fcm", "Update the settings of FCM", scopes: "update:guardian_factors",
        body: Patch<FCMSettings>.self)

    /// Replaces the settings of FCM v1.
    ///
    /// `PUT /guardian/factors/push-notification/providers/fcmv1`, with the scope `update:guardian_factors`. Refused
    /// with 400, 401, 403 or 429.
    public let setFCMv1 = Endpoint(
        .put, root + "/providers/fcmv1", "Replace the settings of FCM v1", scopes: "update:guardian_factors",
        body: FCMv1Settings.self)

    /// Updates the settings of FCM v1.
    ///
    /// `PATCH /guardian/factors/push-notification/providers/fcmv1`, with the scope `update:guardian_factors`.
    /// Refused with 400, 401, 403 or 429.
    public let updateFCMv1 = Endpoint(
        .patch, root + "/providers/fcmv1", "Update the settings of FCM v1", scopes: "update:guardian_factors",
        body: Patch<FCMv1Settings>.self)

    /// Gets the settings of Amazon SNS.
    ///
    /// `GET /guardian/factors/push-notification/providers/sns`, with the scope `read:guardian_factors`. Refused
    /// with 400, 401, 403 or 429.
    public let sns = Endpoint(
        .get, root + "/providers/sns", "Get the settings of Amazon SNS", scopes: "read:guardian_factors",
        returns: SNSSettings.self)

    /// Replaces the settings of Amazon SNS.
    ///
    /// `PUT /guardian/factors/push-notification/providers/sns`, with the scope `update:guardian_factors`. Refused
    /// with 400, 401, 403 or 429.
    public let setSNS = Endpoint(
        .put, root + "/providers/sns", "Replace the settings of Amazon SNS", scopes: "update:guardian_factors",
        body: SNSSettings.self, returns: SNSSettings.self)

    /// Updates the settings of Amazon SNS.
    ///
    /// `PATCH /guardian/factors/push-notification/providers/sns`, with the scope `update:guardian_factors`. Refused
    /// with 400, 401, 403 or 429.
    public let updateSNS = Endpoint(
        .patch, root + "/providers/sns", "Update the settings of Amazon SNS", scopes: "update:guardian_factors",
        body: Patch<SNSSettings>.self, returns: SNSSettings.self)

    public init() {}
}

extension ManagementClient {
    /// The settings of push notifications to apps that are second factors. Secrets are write-only.
    public var guardianPush: ResourceClient<GuardianPush> { ResourceClient(self) }
}
