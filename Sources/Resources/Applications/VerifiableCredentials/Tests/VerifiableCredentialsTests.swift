import ApplicationsAPI
import Contract
import ManagementClient
import TestKit
import Testing

@Suite struct VerifiableCredentialsTests {
    private static let path = "/verifiable-credentials/verification/templates"
    private static let presentation: JSON = ["org.iso.18013.5.1.mDL": ["org.iso.18013.5.1": ["given_name": true]]]

    @Test func itsLife() async throws {
        let template: JSON = [
            "name": "licence", "type": "mdl", "dialect": "simplified/1.0", "presentation": Self.presentation,
            "well_known_trusted_issuers": "aamva",
        ]
        var other = template
        other["dialect"] = "other"
        var empty = template
        empty["presentation"] = ["org.iso.18013.5.1.mDL": ["org.iso.18013.5.1": [:]]]
        try await eachEngine { [other, empty] tenant in
            try await tenant.run([
                .post(Self.path, template, 201, template, keeping: ["id": "id"]),
                .get("\(Self.path)/{id}", 200, template), .get(Self.path, 200, ["templates": [template]]),
                .patch("\(Self.path)/{id}", ["name": "card"], 200, ["name": "card", "type": "mdl"]),
                .delete("\(Self.path)/{id}", 204), .get("\(Self.path)/{id}", 404),
                .post(Self.path, other, 400), .post(Self.path, empty, 400), .post(Self.path, ["name": "x"], 400),
            ])
            let credentials = tenant.client.verifiableCredentials
            let made = try await credentials.createTemplate(
                CredentialTemplateDraft(name: "x", type: "mdl", presentation: Self.presentation))
            #expect(try await credentials.templates(NextPageQuery()).items.map(\.id) == [made.id])
        }
    }
}
