import AppearanceAPI
import Contract
import ManagementClient
import Outbound
import TestKit
import Testing

@Suite struct CustomDomainsTests {
    private static let path = "/custom-domains"
    private static let login: JSON = ["domain": "login.example.com", "type": "auth0_managed_certs"]

    @Test func lifeOfADomain() async throws {
        let verification: JSON = [
            "methods": [["name": "CNAME", "record": "localhost", "domain": "login.example.com"]]
        ]
        let gone: JSON = .refusal(404, "~", code: "inexistent_custom_domain")
        try await eachEngine(run: [
            .post(
                Self.path,
                [
                    "domain": "Login.Example.com", "type": "auth0_managed_certs",
                    "domain_metadata": ["a": "1", "b": .null],
                ], 201,
                [
                    "custom_domain_id": "~^cd_[A-Za-z0-9]{16}$", "domain": "login.example.com", "primary": true,
                    "is_default": false, "status": "pending_verification", "type": "auth0_managed_certs",
                    "verification": verification, "tls_policy": "recommended", "domain_metadata": ["a": "1"],
                ], keeping: ["id": "custom_domain_id"],
                lacking: ["domain_metadata.b", "certificate", "verification.status", "relying_party_identifier"]),
            .get(Self.path + "/{id}", 200, ["domain": "login.example.com"]),
            .patch(
                Self.path + "/{id}", ["domain_metadata": ["c": "3"], "relying_party_identifier": "example.com"], 200,
                ["domain_metadata": ["a": "1", "c": "3"], "relying_party_identifier": "example.com"]),
            .patch(
                Self.path + "/{id}",
                [
                    "domain_metadata": ["a": .null], "relying_party_identifier": .null,
                    "custom_client_ip_header": "x-forwarded-for",
                ], 200,
                ["domain_metadata": ["c": "3"], "custom_client_ip_header": "x-forwarded-for"],
                lacking: ["domain_metadata.a", "relying_party_identifier"]),
            .post(
                Self.path, ["domain": "b.example.com", "type": "self_managed_certs"], 201,
                [
                    "primary": false,
                    "verification": ["methods": [["name": "TXT", "record": "~^auth0-domain-verification=.{43}$"]]],
                ]),
            .delete(Self.path + "/{id}", 204), .delete(Self.path + "/{id}", 204),
            .get(Self.path + "/{id}", 404, gone), .patch(Self.path + "/{id}", [:], 404, gone),
            .post(Self.path + "/{id}/verify", nil, 404, gone), .post(Self.path + "/{id}/test", nil, 404, gone),
        ])
    }

    @Test func refused() async throws {
        let many = JSON.object(.init(uniqueKeysWithValues: (1...10).map { ("k\($0)", "v") }))
        try await eachEngine(run: [
            .post(Self.path, Self.login, 201, keeping: ["id": "custom_domain_id"]),
            .post(Self.path, Self.login, 409, ["errorCode": "custom_domain_conflict"]),
            .post(Self.path, ["domain": "LOGIN.example.com", "type": "auth0_managed_certs"], 409),
            .post(Self.path, ["domain": "localhost", "type": "auth0_managed_certs"], 409),
            .post(Self.path, ["domain": "a_b.example.com", "type": "auth0_managed_certs"], 400),
            .post(Self.path, ["domain": "a.example.com", "type": "none"], 400),
            .post(Self.path, ["domain": "a.example.com"], 400),
            .post(
                Self.path,
                ["domain": "a.example.com", "type": "auth0_managed_certs", "relying_party_identifier": "evil.com"], 400),
            .patch(Self.path + "/{id}", ["relying_party_identifier": "ogin.example.com"], 400),
            .patch(Self.path + "/{id}", ["domain": "c.example.com"], 400),
            .patch(Self.path + "/{id}", ["domain_metadata": many], 200),
            .patch(Self.path + "/{id}", ["domain_metadata": ["k11": "v"]], 400),
            .get(Self.path + "?sort=domain:-1", 400), .get(Self.path + "?q=domain:(", 400),
        ])
    }

    @Test func theDefaultDomain() async throws {
        let path = Self.path + "/default"
        try await eachEngine(run: [
            .get(path, 200, ["domain": "localhost"], lacking: ["custom_domain_id"]),
            .post(Self.path, Self.login, 201, keeping: ["id": "custom_domain_id"]),
            .patch(path, ["domain": "nobody.example.com"], 400),
            .patch(
                path, ["domain": "login.example.com"], 200,
                [
                    "custom_domain_id": "{id}", "is_default": true, "verification": ["status": "pending"],
                    "certificate": ["certificate_authority": "letsencrypt"],
                ]),
            .get(path, 200, ["custom_domain_id": "{id}"]), .get(Self.path + "/{id}", 200, ["is_default": true]),
            .patch(path, ["domain": "localhost"], 200, ["domain": "localhost"], lacking: ["custom_domain_id"]),
            .get(Self.path + "/{id}", 200, ["is_default": false]),
            .patch(path, ["domain": "login.example.com"], 200), .delete(Self.path + "/{id}", 204),
            .get(path, 200, ["domain": "localhost"], lacking: ["custom_domain_id"]),
        ])
    }

    @Test func lists() async throws {
        try await eachEngine { tenant in
            let domains = tenant.client.customDomains
            for (name, region) in [("c.example.com", "eu"), ("a.example.com", "us"), ("b.example.org", "eu")] {
                var draft = CustomDomainDraft(name)
                draft.domainMetadata = ["region": .string(region), "it's": "quoted"]
                _ = try await domains.create(draft)
            }
            #expect(try await domains.list(.init()).items.compactMap(\.domain).count == 3)
            let first = try await domains.list(.init(take: 2, sort: "domain:1"))
            #expect(first.items.map(\.domain) == ["a.example.com", "b.example.org"])
            let next = try await domains.list(.init(from: first.next, sort: "domain:1"))
            #expect(next.items.map(\.domain) == ["c.example.com"] && next.next == nil)
            let found = try await domains.list(.init(q: "domain_metadata.region:eu AND domain:*.com"))
            #expect(found.items.map(\.domain) == ["c.example.com"])
            #expect(try await domains.list(.init(q: "domain_metadata.it's:quoted")).items.count == 3)
            #expect(try await domains.list(.init(q: "domain_metadata.none:eu")).items.isEmpty)
        }
    }

    @Test func aCNAMEVerifies() async throws {
        try await eachEngine { tenant in
            let domains = tenant.client.customDomains
            let domain = try await domains.create(CustomDomainDraft("login.example.com"))
            let id = try #require(domain.id)
            var asked = try await domains.verify(id)
            #expect(asked.status == .pendingVerification && asked.verification?.status == nil)
            tenant.resolver.answer(.cname, of: "login.example.com", with: ["Localhost."])
            tenant.resolver.fallSilent()
            #expect(try await domains.verify(id).status == .pendingVerification)
            tenant.resolver.fallSilent(false)
            asked = try await domains.verify(id)
            #expect(asked.status == .ready && asked.verification?.status == "verified")
            #expect(asked.verification?.lastVerifiedAt == tenant.clock.now)
            #expect(asked.originDomainName == "localhost" && asked.cnameAPIKey == nil)
            tenant.resolver.answer(.cname, of: "login.example.com", with: ["elsewhere.example.com"])
            asked = try await domains.verify(id)
            #expect(asked.status == .ready && asked.verification?.status == "failed")
            #expect(asked.verification?.errorMessage != nil && asked.verification?.lastVerifiedAt == tenant.clock.now)
        }
    }

    @Test func aTextVerifiesAndGivesAKeyOnce() async throws {
        try await eachEngine { tenant in
            let domains = tenant.client.customDomains
            let domain = try await domains.create(CustomDomainDraft("login.example.com", type: .selfManaged))
            let id = try #require(domain.id)
            let method = try #require(domain.verification?.methods?.first)
            let name = try #require(method.domain)
            tenant.resolver.answer(.txt, of: name, with: ["something else"])
            #expect(try await domains.verify(id).status == .pendingVerification)
            tenant.resolver.answer(.txt, of: name, with: ["something else", method.record])
            let verified = try await domains.verify(id)
            #expect(verified.status == .ready && verified.cnameAPIKey?.count == 64)
            #expect(try await domains.verify(id).cnameAPIKey == nil)
            #expect(try await domains.get(id).cnameAPIKey == nil)
        }
    }

    @Test func asksTheDomain() async throws {
        try await eachEngine { tenant in
            let domains = tenant.client.customDomains
            let domain = try await domains.create(CustomDomainDraft("login.example.com"))
            let id = try #require(domain.id)
            let url = "https://login.example.com/.well-known/openid-configuration"
            var test = try await domains.test(id)
            #expect(!test.success && test.message?.contains("Could not resolve host") == true)
            tenant.outbound.answer(url, with: ["issuer": "https://other.example.com/"])
            #expect(try await domains.test(id).success == false)
            tenant.outbound.answer(url, with: ["issuer": .string(tenant.issuer)])
            test = try await domains.test(id)
            #expect(test.success && test.message == nil)
        }
    }

    @Test func strictServersHaveTwentyDomains() async throws {
        try await eachEngine(configure: { $0.isStrict = true }) { tenant in
            for number in 1...20 {
                _ = try await tenant.client.customDomains.create(CustomDomainDraft("d\(number).example.com"))
            }
            let said = try await refusal {
                try await tenant.client.customDomains.create(CustomDomainDraft("x.example"))
            }
            #expect(said.hasPrefix("409 You reached the maximum number"))
        }
    }
}
