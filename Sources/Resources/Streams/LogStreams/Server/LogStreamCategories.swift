import Events
import StreamsAPI

/// The categories of log events.
enum LogStreamCategories {
    private static let codes: [LogStreamCategory: String] = [
        "auth.login.fail": "f fc fco fcoa fens fp fu", "auth.login.notification": "w",
        "auth.login.success": "s scoa sens", "auth.logout.fail": "flo oidc_backchannel_logout_failed",
        "auth.logout.success": "slo oidc_backchannel_logout_succeeded", "auth.signup.fail": "fs",
        "auth.signup.success": "ss", "auth.silent_auth.fail": "fsa", "auth.silent_auth.success": "ssa",
        "auth.token_exchange.fail":
            "feacft feccft fede feoobft feotpft fepft fepotpft fercft ferrt fertft",
        "auth.token_exchange.success": "seacft seccft sede seoobft seotpft sepft sercft sertft",
        "management.fail": "fapi", "management.success": "sapi mgmt_api_read", "scim.event": "sscim fscim",
        "system.notification":
            """
        admin_update_launch api_limit coff con depnote fcpro fui limit_delegation limit_mu limit_wc \
        sys_os_update_start sys_os_update_end sys_update_start sys_update_end
        """,
        "user.fail": "fce fcp fcpn fcpr fcu fd fdeaz fdecc fdu fn fv fvr ss_sso_failure",
        "user.notification":
            "cs gd_enrollment_complete gd_start_enroll gd_unenroll gd_update_device_account ss_sso_info ublkdu",
        "user.success": "sce scp scpn scpr scu sdu srrt ss_sso_success sui sv svr",
        "actions": "actions_execution_failed",
    ]

    /// The events of streams that are limited to security events.
    private static let security: Set<String> = [
        "limit_mu", "limit_sul", "limit_wc", "pwd_leak", "signup_pwd_leak", "ublkdu", "gd_send_sms",
    ]

    private static let categories: [String: LogStreamCategory] = {
        var categories: [String: LogStreamCategory] = [:]
        for (category, codes) in codes {
            for code in codes.split(separator: " ") { categories[String(code)] = category }
        }
        return categories
    }()

    /// Returns the category of an event.
    static func category(of type: LogType) -> LogStreamCategory { categories[type.rawValue] ?? "other" }

    /// Whether an event is a security event.
    static func isSecurity(_ type: LogType) -> Bool { security.contains(type.rawValue) }
}

extension LogStreamRow {
    /// Whether the stream's filters select an event.
    func takes(_ event: FollowedLog) -> Bool {
        if isPriority { return LogStreamCategories.isSecurity(event.type) }
        let wanted: [String] = (document["filters"]?.array ?? []).compactMap { $0["name"]?.string }
        return wanted.isEmpty || wanted.contains(LogStreamCategories.category(of: event.type).rawValue)
    }
}
