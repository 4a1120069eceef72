import Contract
import ManagementClientCore

/// The settings of phones as second factors. The endpoints under `sms` are equivalent to those under `phone`.
public struct GuardianPhone: Resource {
    /// Gets the channels by which phones are reached.
    ///
    /// `GET /guardian/factors/phone/message-types`, with the scope `read:guardian_factors`. Refused with 400, 401,
    /// 403 or 429.
    public let messageTypes = Endpoint(
        .get, "/guardian/factors/phone/message-types", "Get how phones are reached", scopes: "read:guardian_factors",
        returns: PhoneMessageTypes.self)

    /// Replaces the channels by which phones are reached.
    ///
    /// `PUT /guardian/factors/phone/message-types`, with the scope `update:guardian_factors`. Refused with 400,
    /// 401, 403, 404 or 429.
    public let setMessageTypes = Endpoint(
        .put, "/guardian/factors/phone/message-types", "Set how phones are reached", scopes: "update:guardian_factors",
        body: PhoneMessageTypes.self, returns: PhoneMessageTypes.self)

    /// Gets the provider of messages to phones.
    ///
    /// `GET /guardian/factors/phone/selected-provider`, with the scope `read:guardian_factors`. Refused with 400,
    /// 401, 403 or 429.
    public let provider = Endpoint(
        .get, "/guardian/factors/phone/selected-provider", "Get who sends messages to phones",
        scopes: "read:guardian_factors", returns: PhoneProviderChoice.self)

    /// Sets the provider of messages to phones.
    ///
    /// `PUT /guardian/factors/phone/selected-provider`, with the scope `update:guardian_factors`. Refused with 400,
    /// 401, 403 or 429.
    public let setProvider = Endpoint(
        .put, "/guardian/factors/phone/selected-provider", "Set who sends messages to phones",
        scopes: "update:guardian_factors", body: PhoneProviderChoice.self, returns: PhoneProviderChoice.self)

    /// Gets the templates of messages to phones.
    ///
    /// `GET /guardian/factors/phone/templates`, with the scope `read:guardian_factors`. Refused with 400, 401, 403
    /// or 429.
    public let templates = Endpoint(
        .get, "/guardian/factors/phone/templates", "Get what messages say", scopes: "read:guardian_factors",
        returns: PhoneTemplates.self)

    /// Replaces the templates of messages to phones.
    ///
    /// `PUT /guardian/factors/phone/templates`, with the scope `update:guardian_factors`. Refused with 400, 401,
    /// 403 or 429.
    public let setTemplates = Endpoint(
        .put, "/guardian/factors/phone/templates", "Set what messages say", scopes: "update:guardian_factors",
        body: PhoneTemplates.self, returns: PhoneTemplates.self)

    /// Gets the settings of Twilio.
    ///
    /// `GET /guardian/factors/phone/providers/twilio`, with the scope `read:guardian_factors`. Refused with 400,
    /// 401, 403 or 429.
    public let twilio = Endpoint(
        .get, "/guardian/factors/phone/providers/twilio", "Get the settings of Twilio",
        scopes: "read:guardian_factors", returns: TwilioSettings.self)

    /// Replaces the settings of Twilio.
    ///
    /// `PUT /guardian/factors/phone/providers/twilio`, with the scope `update:guardian_factors`. Refused with 400,
    /// 401, 403 or 429.
    public let setTwilio = Endpoint(
        .put, "/guardian/factors/phone/providers/twilio", "Replace the settings of Twilio",
        scopes: "update:guardian_factors", body: TwilioSettings.self, returns: TwilioSettings.self)

    /// Gets the provider of text messages.
    ///
    /// `GET /guardian/factors/sms/selected-provider`, with the scope `read:guardian_factors`. Refused with 400,
    /// 401, 403 or 429.
    public let smsProvider = Endpoint(
        .get, "/guardian/factors/sms/selected-provider", "Get who sends text messages",
        scopes: "read:guardian_factors", returns: PhoneProviderChoice.self)

    /// Sets the provider of text messages.
    ///
    /// `PUT /guardian/factors/sms/selected-provider`, with the scope `update:guardian_factors`. Refused with 400,
    /// 401, 403 or 429.
    public let setSMSProvider = Endpoint(
        .put, "/guardian/factors/sms/selected-provider", "Set who sends text messages",
        scopes: "update:guardian_factors", body: PhoneProviderChoice.self, returns: PhoneProviderChoice.self)

    /// Gets the templates of text messages.
    ///
    /// `GET /guardian/factors/sms/templates`, with the scope `read:guardian_factors`. Refused with 400, 401, 403 or
    /// 429.
    public let smsTemplates = Endpoint(
        .get, "/guardian/factors/sms/templates", "Get what text messages say", scopes: "read:guardian_factors",
        returns: PhoneTemplates.self)

    /// Replaces the templates of text messages.
    ///
    /// `PUT /guardian/factors/sms/templates`, with the scope `update:guardian_factors`. Refused with 400, 401, 403
    /// or 429.
    public let setSMSTemplates = Endpoint(
        .put, "/guardian/factors/sms/templates", "Set what text messages say", scopes: "update:guardian_factors",
        body: PhoneTemplates.self, returns: PhoneTemplates.self)

    /// Gets the settings of Twilio for text messages.
    ///
    /// `GET /guardian/factors/sms/providers/twilio`, with the scope `read:guardian_factors`. Refused with 400, 401,
    /// 403 or 429.
    public let smsTwilio = Endpoint(
        .get, "/guardian/factors/sms/providers/twilio", "Get the settings of Twilio for text messages",
        scopes: "read:guardian_factors", returns: TwilioSettings.self)

    /// Replaces the settings of Twilio for text messages.
    ///
    /// `PUT /guardian/factors/sms/providers/twilio`, with the scope `update:guardian_factors`. Refused with 400,
    /// 401, 403 or 429.
    public let setSMSTwilio = Endpoint(
        .put, "/guardian/factors/sms/providers/twilio", "Replace the settings of Twilio for text messages",
        scopes: "update:guardian_factors", body: TwilioSettings.self, returns: TwilioSettings.self)

    public init() {}
}

extension ManagementClient {
    /// The settings of phones as second factors. The endpoints under `sms` are equivalent to those under `phone`.
    public var guardianPhone: ResourceClient<GuardianPhone> { ResourceClient(self) }
}
