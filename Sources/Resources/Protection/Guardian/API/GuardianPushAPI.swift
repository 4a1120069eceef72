import Contract
import ManagementClientCore

/// Who notifies apps that are second factors. What is a secret is sent and never told.
public struct GuardianPush: Resource {
    private static let root = "/guardian/factors/push-notification"

    public let provider = Endpoint(
        .get, root + "/selected-provider", "Get who sends push notifications", scopes: "read:guardian_factors",
        returns: PushProviderChoice.self)

    public let setProvider = Endpoint(
        .put, root + "/selected-provider", "Set who sends push notifications", scopes: "update:guardian_factors",
        body: PushProviderChoice.self, returns: PushProviderChoice.self)

    public let apns = Endpoint(
        .get, root + "/providers/apns", "Get the settings of APNs", scopes: "read:guardian_factors",
        returns: APNSSettings.self)

    /// Replaces the settings: what is not mentioned goes.
    public let setAPNS = Endpoint(
        .put, root + "/providers/apns", "Replace the settings of APNs", scopes: "update:guardian_factors",
        body: Changes<APNSSettings>.self, returns: APNSSettings.self)

    public let updateAPNS = Endpoint(
        .patch, root + "/providers/apns", "Update the settings of APNs", scopes: "update:guardian_factors",
        body: Changes<APNSSettings>.self, returns: APNSSettings.self)

    public let setFCM = Endpoint(
        .put, root + "/providers/fcm", "Replace the settings of FCM", scopes: "update:guardian_factors",
        body: FCMSettings.self)

    public let updateFCM = Endpoint(
        .patch, root + "/providers/fcm", "Update the settings of FCM", scopes: "update:guardian_factors",
        body: Changes<FCMSettings>.self)

    public let setFCMv1 = Endpoint(
        .put, root + "/providers/fcmv1", "Replace the settings of FCM v1", scopes: "update:guardian_factors",
        body: FCMv1Settings.self)

    public let updateFCMv1 = Endpoint(
        .patch, root + "/providers/fcmv1", "Update the settings of FCM v1", scopes: "update:guardian_factors",
        body: Changes<FCMv1Settings>.self)

    public let sns = Endpoint(
        .get, root + "/providers/sns", "Get the settings of Amazon SNS", scopes: "read:guardian_factors",
        returns: SNSSettings.self)

    public let setSNS = Endpoint(
        .put, root + "/providers/sns", "Replace the settings of Amazon SNS", scopes: "update:guardian_factors",
        body: SNSSettings.self, returns: SNSSettings.self)

    public let updateSNS = Endpoint(
        .patch, root + "/providers/sns", "Update the settings of Amazon SNS", scopes: "update:guardian_factors",
        body: Changes<SNSSettings>.self, returns: SNSSettings.self)

    public init() {}
}

extension ManagementClient {
    public var guardianPush: ResourceClient<GuardianPush> { ResourceClient(self) }
}
