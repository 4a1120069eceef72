import Contract
import Model
import ProtectionAPI
import Serving
import Storage

extension GuardianPhone: Served {
    /// Its settings are in a table that others make.
    public static let migrations: [Migration] = []

    public func mount(on routes: inout Routes) {
        routes.mount(GuardianSetting(.messageTypes), get: messageTypes, replace: setMessageTypes)
        for (get, set) in [(provider, setProvider), (smsProvider, setSMSProvider)] {
            routes.mount(GuardianSetting(.phoneProvider), get: get, replace: set)
        }
        for (get, set) in [(templates, setTemplates), (smsTemplates, setSMSTemplates)] {
            routes.mount(GuardianSetting(.phoneTemplates), get: get, replace: set)
        }
        for (get, set) in [(twilio, setTwilio), (smsTwilio, setSMSTwilio)] {
            routes.mount(GuardianSetting(.twilio), get: get, replace: set)
        }
    }
}

extension SecuritySetting {
    fileprivate static let messageTypes = SecuritySetting(
        "guardian-phone-message-types", initially: ["message_types": ["sms"]])
    fileprivate static let phoneProvider = SecuritySetting(
        "guardian-phone-provider", initially: ["provider": "auth0"])
    fileprivate static let twilio = SecuritySetting("guardian-twilio", isSecret: true, initially: [:])
    fileprivate static let phoneTemplates = SecuritySetting(
        "guardian-phone-templates",
        initially: [
            "enrollment_message": "{{code}} is your code to set up your second factor at {{tenant.friendly_name}}",
            "verification_message": "{{code}} is your code to log in at {{tenant.friendly_name}}",
        ])
}
