import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct OrganizationDomainsTests {
    private static let path = "/organizations/{org}/discovery-domains"
    private static let organization: Scenario = .post("/organizations", ["name": "acme"], 201, keeping: ["org": "id"])

    @Test func lifeOfADomain() async throws {
        let pending: JSON = [
            "id": "~^ord_\\w{22}$", "domain": "acme.com", "status": "pending",
            "verification_host": "~^_ss-verification\\.org_\\w{16}\\.acme\\.com$",
            "verification_txt": "~^[0-9a-f]{32}$", "use_for_organization_discovery": true,
        ]
        try await eachEngine(run: [
            Self.organization,
            .post(Self.path, ["domain": "Acme.com"], 201, pending, keeping: ["id": "id", "text": "verification_txt"]),
            .post(Self.path, ["domain": "acme.com"], 409),
            .get("\(Self.path)/{id}", 200, ["verification_txt": "{text}"]),
            .get("\(Self.path)/name/ACME.com", 200, ["id": "{id}", "domain": "acme.com"]),
            .patch("\(Self.path)/{id}", ["status": "verified"], 200, ["status": "verified"]),
            .patch(
                "\(Self.path)/{id}", ["use_for_organization_discovery": false], 200,
                ["status": "verified", "use_for_organization_discovery": false]),
            .patch("\(Self.path)/{id}", ["domain": "other.com"], 400),
            .get(Self.path, 200, ["domains": [["id": "{id}"]]], lacking: ["next"]),
            .delete("\(Self.path)/{id}", 204),
            .get("\(Self.path)/{id}", 404),
            .get("\(Self.path)/name/acme.com", 404),
            .get(Self.path, 200, ["domains": []]),
        ])
    }

    @Test func severalOrganizationsMayShareOne() async throws {
        try await eachEngine(run: [
            Self.organization, .post("/organizations", ["name": "b"], 201, keeping: ["b": "id"]),
            .post(Self.path, ["domain": "acme.com", "status": "verified"], 201, ["status": "verified"]),
            .post("/organizations/{b}/discovery-domains", ["domain": "acme.com"], 201, ["status": "pending"]),
            .post(Self.path, ["domain": "-acme.com"], 400),
            .post(Self.path, ["domain": "acme.com", "status": "seen"], 400),
            .post("/organizations/org_x/discovery-domains", ["domain": "acme.com"], 404, OrganizationsTests.missing),
        ])
    }

    @Test func pagesFollowOneAnother() async throws {
        try await eachEngine { tenant in
            let organizations = tenant.client.organizations
            let id = try await organizations.create(OrganizationDraft(name: "acme")).id
            for name in ["c.com", "a.com", "b.com"] {
                _ = try await organizations.addDomain(id, OrganizationDomainDraft(domain: name))
                tenant.clock.advance(.seconds(1))
            }
            let first = try await organizations.domains(id, NextPageQuery(take: 2))
            let second = try await organizations.domains(id, NextPageQuery(from: first.next, take: 2))
            #expect(first.items.map(\.domain) == ["c.com", "a.com"])
            #expect(second.items.map(\.domain) == ["b.com"] && second.next == nil)
        }
    }
}
