import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct TenantSettingsTests {
    private static let path = "/tenants/settings"

    @Test func aNewTenantsSettings() async throws {
        try await eachEngine { tenant in
            let settings = try await tenant.client.tenants.settings()
            #expect(settings.sessionLifetime == 168 && settings.idleSessionLifetime == 72)
            #expect(settings.enabledLocales == ["en"] && settings.flags?["enable_sso"] == true)
            #expect(settings.friendlyName == nil && settings.sandboxVersionsAvailable?.isEmpty == false)
        }
    }

    @Test func changed() async throws {
        try await eachEngine { tenant in
            let tenants = tenant.client.tenants
            let answer = try await tenants.updateSettings(
                Patch {
                    $0.friendlyName = "Acme"
                    $0.enabledLocales = ["fr", "en"]
                    $0.flags = ["enable_sso": false]
                    $0.resourceParameterProfile = .compatibility
                })
            #expect(answer.friendlyName == "Acme" && answer.resourceParameterProfile == .compatibility)
            _ = try await tenants.updateSettings(Patch { $0.supportEmail = "help@acme.com" })
            let settings = try await tenants.settings()
            #expect(settings.friendlyName == "Acme" && settings.supportEmail == "help@acme.com")
            #expect(settings.enabledLocales == ["fr", "en"] && settings.sessionLifetime == 168)
            #expect(settings.flags?["enable_sso"] == false && settings.flags?["disable_impersonation"] == true)
        }
    }

    @Test func lifetimesInMinutes() async throws {
        try await eachEngine(run: [
            .patch(Self.path, ["idle_ephemeral_session_lifetime_in_minutes": 15], 200),
            .patch(Self.path, ["session_lifetime_in_minutes": 120], 200, ["session_lifetime": 2]),
            .get(
                Self.path, 200, ["idle_ephemeral_session_lifetime": 0.25, "session_lifetime": 2],
                lacking: ["session_lifetime_in_minutes"]),
        ])
    }

    @Test func flagsThatCannotChange() async throws {
        let flag = "enforce_client_authentication_on_passwordless_start"
        try await eachEngine(run: [
            .patch(Self.path, ["flags": .object([flag: false])], 200, ["flags": .object([flag: true])]),
            .get(Self.path, 200, lacking: ["flags.\(flag)"]),
        ])
    }

    @Test func theLookOfPages() async throws {
        let page: JSON = ["template": "<html><head>{%- auth0:head -%}</head><body>{%- auth0:widget -%}</body></html>"]
        let anywhere: JSON = ["passwordless": ["allow_magiclink_verify_without_session": true]]
        try await eachEngine(run: [
            .get(Self.path, 200, ["universal_login": [:]]),
            .patch(
                Self.path, ["friendly_name": "Acme"], 200,
                ["universal_login": ["is_custom_theme_set": false, "is_custom_template_set": false]]),
            .put("/branding/templates/universal-login", page, 201),
            .patch(
                Self.path, ["universal_login": anywhere], 200,
                ["universal_login": ["is_custom_template_set": true, "passwordless": anywhere["passwordless"] ?? [:]]]),
            .get(
                Self.path, 200, ["universal_login": anywhere], lacking: ["universal_login.is_custom_template_set"]),
        ])
    }

    @Test func nullTakesAway() async throws {
        let quota: JSON = ["clients": ["client_credentials": ["per_hour": 10]]]
        let codes: JSON = ["list": ["US", "GB"], "mode": "allow"]
        try await eachEngine(run: [
            .patch(
                Self.path, ["default_token_quota": quota, "mtls": ["enable_endpoint_aliases": true]], 200,
                ["default_token_quota": quota]),
            .patch(Self.path, ["country_codes": codes], 200, ["country_codes": codes]),
            .patch(
                Self.path, ["default_token_quota": .null, "mtls": .null, "country_codes": .null], 200,
                lacking: ["mtls"]),
            .get(Self.path, 200, lacking: ["default_token_quota", "mtls", "country_codes"]),
        ])
    }

    @Test func fields() async throws {
        try await eachEngine(run: [
            .get(
                "\(Self.path)?fields=session_lifetime,flags", 200, ["session_lifetime": 168],
                lacking: ["sandbox_version"]),
            .get("\(Self.path)?fields=flags&include_fields=false", 200, ["session_lifetime": 168], lacking: ["flags"]),
            .get("\(Self.path)?fields=secret", 400),
        ])
    }

    /// Updates that are rejected.
    private static let refused: [JSON] = [
        [:], ["friendly_name": .null], ["support_email": "nobody"], ["support_url": "x"], ["enabled_locales": []],
        ["enabled_locales": ["xx"]], ["session_lifetime": 0], ["session_lifetime": 1.5], ["flags": ["fly": true]],
        ["flags": ["enable_sso": 1]], ["session_cookie": [:]], ["session_cookie": ["mode": "sticky"]],
        ["default_redirection_uri": "http://acme.com/"], ["default_token_quota": [:]],
        ["default_token_quota": ["clients": [:]]], ["country_codes": ["list": ["usa"], "mode": "allow"]],
        ["sandbox_version": "123456789"], ["sandbox_versions_available": ["22"]], ["device_flow": ["charset": "all"]],
        ["resource_parameter_profile": "any"], ["colour": "red"],
    ]

    @Test func whatIsRefused() async throws {
        try await eachEngine(run: Self.refused.map { .patch(Self.path, $0, 400, ["errorCode": "invalid_body"]) })
        try await eachEngine(run: [
            .patch(
                Self.path, ["support_email": "", "picture_url": "", "default_redirection_uri": ""], 200,
                ["support_email": ""])
        ])
    }
}
