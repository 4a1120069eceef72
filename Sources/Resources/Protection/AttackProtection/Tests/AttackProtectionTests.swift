import Contract
import ManagementClient
import ProtectionAPI
import Testing
import TestKit

@Suite struct AttackProtectionTests {
    private static let root = "/attack-protection"

    @Test func whatANewTenantHas() async throws {
        let stages: JSON = [
            "pre-login": ["max_attempts": 100, "rate": 864_000],
            "pre-user-registration": ["max_attempts": 50, "rate": 1200],
        ]
        try await eachEngine(run: [
            .get(Self.root + "/bot-detection", 200, ["bot_detection_level": "medium", "allowlist": []]),
            .get(Self.root + "/breached-password-detection", 200, ["enabled": false, "shields": []]),
            .get(
                Self.root + "/brute-force-protection", 200,
                [
                    "enabled": true, "shields": ["block", "user_notification"], "max_attempts": 10,
                    "mode": "count_per_identifier_and_ip", "allowlist": [],
                ]),
            .get(Self.root + "/suspicious-ip-throttling", 200, ["enabled": true, "stage": stages]),
            .get(Self.root + "/captcha", 200, ["active_provider_id": "auth_challenge"]),
            .get(Self.root + "/captcha", 403, by: .scopes(["update:attack_protection"])),
            .patch(Self.root + "/captcha", [:], 403, by: .scopes(["read:attack_protection"])),
        ])
    }

    @Test func settingsAreMerged() async throws {
        let path = Self.root + "/suspicious-ip-throttling"
        let detection = Self.root + "/breached-password-detection"
        let stage: JSON = [
            "pre-login": ["max_attempts": 3, "rate": 864_000], "pre-user-registration": ["max_attempts": 50],
            "pre-custom-token-exchange": ["rate": 600_000],
        ]
        let loud: JSON = [
            "enabled": true, "shields": ["block"], "admin_notification_frequency": ["daily"],
            "stage": ["pre-change-password": ["shields": ["admin_notification"]]],
        ]
        try await eachEngine(run: [
            .patch(path, ["stage": ["pre-login": ["max_attempts": 3]]], 200, ["stage": stage]),
            .get(path, 200, ["enabled": true, "stage": stage]),
            .patch(detection, loud, 200, loud),
            .patch(
                detection, ["stage": ["pre-change-password": ["shields": ["block"]]]], 200,
                [
                    "shields": ["block"], "admin_notification_frequency": [],
                    "stage": ["pre-user-registration": ["shields": []], "pre-change-password": ["shields": ["block"]]],
                ]),
        ])
    }

    @Test func captchasKeepTheirSecrets() async throws {
        let path = Self.root + "/captcha"
        let keys: JSON = ["site_key": "s", "secret": "hush-hush"]
        let enterprise: JSON = ["site_key": "s", "api_key": "hush-hush", "project_id": "p"]
        try await eachEngine { tenant in
            try await tenant.run([
                .patch(
                    path, ["active_provider_id": "hcaptcha", "hcaptcha": keys, "recaptcha_enterprise": enterprise], 200,
                    ["hcaptcha": ["site_key": "s"], "recaptcha_enterprise": ["project_id": "p"]],
                    lacking: ["hcaptcha.secret", "recaptcha_enterprise.api_key"]),
                .get(path, 200, ["active_provider_id": "hcaptcha"], lacking: ["hcaptcha.secret"]),
                .patch(path, ["hcaptcha": ["site_key": "s"]], 400), .patch(path, ["active_provider_id": "none"], 400),
            ])
            let logs = try await tenant.request("GET", "/logs", token: tenant.token)
            #expect(!logs.text.contains("hush"))
        }
    }

    @Test func refusesWhatIsNoSetting() async throws {
        let brute = Self.root + "/brute-force-protection"
        let suspicious = Self.root + "/suspicious-ip-throttling"
        try await eachEngine(run: [
            .patch(brute, ["max_attempts": 0], 400), .patch(brute, ["max_attempts": 101], 400),
            .patch(brute, ["shields": ["admin_notification"]], 400), .patch(brute, ["mode": "count"], 400),
            .patch(brute, ["allowlist": ["192.0.2.256"]], 400), .patch(brute, ["allowlist": ["192.0.2.0/33"]], 400),
            .patch(brute, ["attempts": 1], 400),
            .patch(
                brute, ["allowlist": ["192.0.2.1", "192.0.2.0/24", "2001:db8::1", "2001:db8::/32"]], 200,
                ["max_attempts": 10]),
            .patch(suspicious, ["stage": ["pre-login": ["rate": 1]]], 400),
            .patch(suspicious, ["stage": ["pre-lunch": [:]]], 400),
            .patch(Self.root + "/bot-detection", ["bot_detection_level": "none"], 400),
        ])
    }

    @Test func typedSettings() async throws {
        try await eachEngine { tenant in
            let changed = try await tenant.client.attackProtection.updateBruteForceProtection(
                Patch {
                    $0.maxAttempts = 3
                    $0.mode = .countPerIdentifier
                })
            let kept = try await tenant.client.attackProtection.bruteForceProtection()
            #expect(changed == kept && kept.maxAttempts == 3 && kept.mode == .countPerIdentifier)
        }
    }

    @Test func ranges() throws {
        let block = try #require(AddressRange("192.0.2.128/25"))
        #expect(block.contains("192.0.2.200") && !block.contains("192.0.2.1") && !block.contains("::1"))
        #expect(block.contains("::ffff:192.0.2.200"))
        #expect(AddressRange("0.0.0.0/0")?.contains("203.0.113.9") == true)
        #expect(AddressRange("2001:db8::/32")?.contains("2001:db8:1::5") == true)
        #expect(AddressRange("2001:db8::/32")?.contains("2001:db9::5") == false)
        for text in ["", "192.0.2", "192.0.2.1/", "192.0.2.1/+1", "192.0.2.1/8/8", "::/129"] {
            #expect(AddressRange(text) == nil)
        }
    }
}
