import Contract
import ManagementClientCore

/// How phones are reached that are second factors. What is asked under `sms` is the same as under `phone`.
public struct GuardianPhone: Resource {
    public let messageTypes = Endpoint(
        .get, "/guardian/factors/phone/message-types", "Get how phones are reached", scopes: "read:guardian_factors",
        returns: PhoneMessageTypes.self)

    public let setMessageTypes = Endpoint(
        .put, "/guardian/factors/phone/message-types", "Set how phones are reached", scopes: "update:guardian_factors",
        body: PhoneMessageTypes.self, returns: PhoneMessageTypes.self)

    public let provider = Endpoint(
        .get, "/guardian/factors/phone/selected-provider", "Get who sends messages to phones",
        scopes: "read:guardian_factors", returns: PhoneProviderChoice.self)

    public let setProvider = Endpoint(
        .put, "/guardian/factors/phone/selected-provider", "Set who sends messages to phones",
        scopes: "update:guardian_factors", body: PhoneProviderChoice.self, returns: PhoneProviderChoice.self)

    public let templates = Endpoint(
        .get, "/guardian/factors/phone/templates", "Get what messages say", scopes: "read:guardian_factors",
        returns: PhoneTemplates.self)

    public let setTemplates = Endpoint(
        .put, "/guardian/factors/phone/templates", "Set what messages say", scopes: "update:guardian_factors",
        body: PhoneTemplates.self, returns: PhoneTemplates.self)

    public let twilio = Endpoint(
        .get, "/guardian/factors/phone/providers/twilio", "Get the settings of Twilio",
        scopes: "read:guardian_factors", returns: TwilioSettings.self)

    public let setTwilio = Endpoint(
        .put, "/guardian/factors/phone/providers/twilio", "Replace the settings of Twilio",
        scopes: "update:guardian_factors", body: TwilioSettings.self, returns: TwilioSettings.self)

    public let smsProvider = Endpoint(
        .get, "/guardian/factors/sms/selected-provider", "Get who sends text messages",
        scopes: "read:guardian_factors", returns: PhoneProviderChoice.self)

    public let setSMSProvider = Endpoint(
        .put, "/guardian/factors/sms/selected-provider", "Set who sends text messages",
        scopes: "update:guardian_factors", body: PhoneProviderChoice.self, returns: PhoneProviderChoice.self)

    public let smsTemplates = Endpoint(
        .get, "/guardian/factors/sms/templates", "Get what text messages say", scopes: "read:guardian_factors",
        returns: PhoneTemplates.self)

    public let setSMSTemplates = Endpoint(
        .put, "/guardian/factors/sms/templates", "Set what text messages say", scopes: "update:guardian_factors",
        body: PhoneTemplates.self, returns: PhoneTemplates.self)

    public let smsTwilio = Endpoint(
        .get, "/guardian/factors/sms/providers/twilio", "Get the settings of Twilio for text messages",
        scopes: "read:guardian_factors", returns: TwilioSettings.self)

    public let setSMSTwilio = Endpoint(
        .put, "/guardian/factors/sms/providers/twilio", "Replace the settings of Twilio for text messages",
        scopes: "update:guardian_factors", body: TwilioSettings.self, returns: TwilioSettings.self)

    public init() {}
}

extension ManagementClient {
    public var guardianPhone: ResourceClient<GuardianPhone> { ResourceClient(self) }
}
