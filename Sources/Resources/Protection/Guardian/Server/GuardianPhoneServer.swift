import Contract
import Model
import ProtectionAPI
import Serving
import Storage

extension GuardianPhone: ServedResource {
    /// The table of its settings is created by another resource.
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
}
