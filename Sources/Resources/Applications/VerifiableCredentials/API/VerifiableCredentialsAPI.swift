import Contract
import ManagementClientCore
import OrderedCollections

/// Templates for the verification of credentials in users' wallets.
public struct VerifiableCredentials: Resource {
    /// Lists verifiable credential templates.
    ///
    /// `GET /verifiable-credentials/verification/templates`, with the scope `read:vdcs_templates`. Refused with
    /// 400, 401, 403 or 429.
    public let templates = Endpoint(
        .get, "/verifiable-credentials/verification/templates", "List verifiable credential templates",
        scopes: "read:vdcs_templates", query: NextPageQuery.self, returns: Page<CredentialTemplate>.self)

    /// Creates a verifiable credential template.
    ///
    /// `POST /verifiable-credentials/verification/templates`, with the scope `create:vdcs_templates`. Refused with
    /// 400, 401, 403, 409 or 429.
    public let createTemplate = Endpoint(
        .post, "/verifiable-credentials/verification/templates", "Create a verifiable credential template",
        scopes: "create:vdcs_templates", status: 201, body: CredentialTemplateDraft.self,
        returns: CredentialTemplate.self)

    /// Gets a verifiable credential template.
    ///
    /// `GET /verifiable-credentials/verification/templates/{id}`, with the scope `read:vdcs_templates`. Refused
    /// with 400, 401, 403, 404 or 429.
    public let getTemplate = Endpoint(
        .get, "/verifiable-credentials/verification/templates/{id}", "Get a verifiable credential template",
        scopes: "read:vdcs_templates", at: ID<CredentialTemplate>.self, returns: CredentialTemplate.self)

    /// Updates a verifiable credential template.
    ///
    /// `PATCH /verifiable-credentials/verification/templates/{id}`, with the scope `update:vdcs_templates`. Refused
    /// with 400, 401, 403, 409 or 429.
    public let updateTemplate = Endpoint(
        .patch, "/verifiable-credentials/verification/templates/{id}", "Update a verifiable credential template",
        scopes: "update:vdcs_templates", at: ID<CredentialTemplate>.self, body: Patch<CredentialTemplateDraft>.self,
        returns: CredentialTemplate.self)

    /// Deletes a verifiable credential template.
    ///
    /// `DELETE /verifiable-credentials/verification/templates/{id}`, with the scope `delete:vdcs_templates`.
    /// Refused with 400, 401, 403 or 429.
    public let deleteTemplate = Endpoint(
        .delete, "/verifiable-credentials/verification/templates/{id}", "Delete a verifiable credential template",
        scopes: "delete:vdcs_templates", status: 204, at: ID<CredentialTemplate>.self)

    public init() {}
}

/// A template for the verification of a credential.
public struct CredentialTemplate: Pageable, Hashable {
    public static let listName = "templates"

    public var id: ID<CredentialTemplate>?
    public var name: String?
    public var type: String?
    public var dialect: String?
    /// The requested elements of a mobile driving licence.
    public var presentation: JSON?
    public var customCertificateAuthority: String?
    public var wellKnownTrustedIssuers: String?
    public var createdAt: Timestamp?
    public var updatedAt: Timestamp?

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case type
        case dialect
        case presentation
        case customCertificateAuthority = "custom_certificate_authority"
        case wellKnownTrustedIssuers = "well_known_trusted_issuers"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }
}

/// A template to create, or the members of an update.
public struct CredentialTemplateDraft: Patchable, Constrained {
    public var name: String
    /// The type of credential, such as `mdl`.
    public var type: String
    /// The dialect of `presentation`: `simplified/1.0`.
    public var dialect: String
    /// The requested elements of a mobile driving licence, by document type and namespace.
    public var presentation: JSON
    /// The PEM certificate of a certificate authority that is trusted to issue credentials.
    public var customCertificateAuthority: String?
    /// The trusted issuers: `aamva`.
    public var wellKnownTrustedIssuers: String

    public init(
        name: String, type: String, dialect: String = "simplified/1.0", presentation: JSON,
        wellKnownTrustedIssuers: String = "aamva"
    ) {
        self.name = name
        self.type = type
        self.dialect = dialect
        self.presentation = presentation
        self.wellKnownTrustedIssuers = wellKnownTrustedIssuers
    }

    enum CodingKeys: String, CodingKey {
        case name
        case type
        case dialect
        case presentation
        case customCertificateAuthority = "custom_certificate_authority"
        case wellKnownTrustedIssuers = "well_known_trusted_issuers"
    }

    public static var constraints: Constraints {
        [
            "name": .string(1...255), "type": .string(1...255),
            "dialect": .string(0...255, pattern: "^simplified/1.0$"), "presentation": presentation,
            "custom_certificate_authority": .string(1...4096).nullable,
            "well_known_trusted_issuers": .string(1...255, pattern: "^aamva$"),
        ]
    }

    public static var patchConstraints: Constraints {
        var constraints = constraints.mapValues { $0.nullable }
        constraints["presentation"] = presentation
        constraints["version"] = .number.nullable
        return constraints
    }

    private static let presentation: Schema = {
        let names = [
            "family_name", "given_name", "birth_date", "issue_date", "expiry_date", "issuing_country",
            "issuing_authority", "portrait", "driving_privileges", "resident_address", "portrait_capture_date",
            "age_in_years", "age_birth_year", "issuing_jurisdiction", "nationality", "resident_city",
            "resident_state", "resident_postal_code", "resident_country", "family_name_national_character",
            "given_name_national_character",
        ]
        var members = OrderedDictionary<String, Schema>()
        for name in names { members[name] = .boolean }
        let space: Schema = .object(members, others: .allowed(.any), 1...Int.max)
        return .object([
            "org.iso.18013.5.1.mDL": .object(["org.iso.18013.5.1": space.required]).required
        ])
    }()
}

extension ManagementClient {
    /// Templates for the verification of credentials in users' wallets.
    public var verifiableCredentials: ResourceClient<VerifiableCredentials> { ResourceClient(self) }
}
