import Contract
import Model
import ProtectionAPI
import Serving
import Storage

extension GuardianPush: ServedResource {
    /// The table of its settings is created by another resource.
    public static let migrations: [Migration] = []

    public func mount(on routes: inout Routes) {
        routes.mount(GuardianSetting(.pushProvider), get: provider, replace: setProvider)
        let apple = GuardianSetting(.apns, secrets: ["p12"])
        routes.mount(apple, replace: setAPNS, update: updateAPNS)
        let appleWithSwitch = GuardianSetting(.apns, secrets: ["p12"]) { kept in
            ["enabled": .bool(kept["p12"] != nil), "bundle_id": kept["bundle_id"] ?? .null]
        }
        routes.onStored(apns) { call in
            OperationResponse(appleWithSwitch.sent(try await call.read { try $0.security(.apns) }))
        }
        routes.mount(GuardianSetting(.fcm, secrets: ["server_key"]), replace: setFCM, update: updateFCM)
        routes.mount(GuardianSetting(.fcmV1, secrets: ["server_credentials"]), replace: setFCMv1, update: updateFCMv1)
        routes.mount(
            GuardianSetting(.sns, secrets: ["aws_secret_access_key"], echoesSecrets: true), get: sns, replace: setSNS,
            update: updateSNS)
    }
}

extension SecuritySetting {
    fileprivate static let pushProvider = SecuritySetting(
        "guardian-push-provider", initially: ["provider": "guardian"])
    fileprivate static let apns = SecuritySetting("guardian-apns", isSecret: true, initially: ["sandbox": false])
    fileprivate static let fcm = SecuritySetting("guardian-fcm", isSecret: true, initially: [:])
    fileprivate static let fcmV1 = SecuritySetting("guardian-fcmv1", isSecret: true, initially: [:])
    fileprivate static let sns = SecuritySetting("guardian-sns", isSecret: true, initially: [:])
}
