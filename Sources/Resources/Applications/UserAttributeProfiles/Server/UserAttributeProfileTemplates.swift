import Contract
import OrderedCollections

/// The templates for new profiles.
enum UserAttributeProfileTemplates {
    static let all: [JSON] = [generic]

    /// The default mapping of users' identifiers.
    static let userID: JSONObject = [
        "oidc_mapping": "sub",
        "saml_mapping": .array(["nameidentifier", "upn", "name"].map { .string(claims + $0) }),
        "scim_mapping": "externalId",
    ]

    private static let claims = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/"

    private static let generic: JSON = {
        var userID = Self.userID
        userID["strategy_overrides"] = [
            "samlp": ["scim_mapping": "userName"], "waad": ["oidc_mapping": "oid"],
            "google-apps": ["oidc_mapping": "email"],
        ]
        var attributes = JSONObject()
        for attribute in Self.attributes { attributes[attribute.name] = attribute.json }
        return [
            "id": "auth0-generic", "display_name": "Auth0 Generic User Attribute Profile Template",
            "template": [
                "name": "Auth0 Generic User Attribute Profile", "user_id": .object(userID),
                "user_attributes": .object(attributes),
            ],
        ]
    }()

    /// The sources and the target of an attribute.
    private struct Attribute {
        let name: String
        let json: JSON

        /// - Parameters:
        ///   - target: The attribute of the user.
        ///   - scim: The attribute in SCIM.
        ///   - claim: The claim in OpenID Connect.
        ///   - saml: The attributes in SAML, of which the first present is used.
        ///   - overrides: The overrides per strategy.
        init(
            _ name: String, _ label: String, _ description: String, _ target: String, isRequired: Bool = false,
            scim: String? = nil, claim: String? = nil, saml: [String] = [], overrides: JSON? = nil
        ) {
            self.name = name
            var members: JSONObject = [
                "description": .string(description), "label": .string(label), "profile_required": .bool(isRequired),
                "auth0_mapping": .string(target),
            ]
            if let scim { members["scim_mapping"] = .string(scim) }
            if let claim {
                members["oidc_mapping"] = [
                    "mapping": .string("${context.tokenset.\(claim)}"), "display_name": .string(claim),
                ]
            }
            if !saml.isEmpty {
                members["saml_mapping"] = .array(saml.map { .string($0.hasPrefix("http") ? $0 : claims + $0) })
            }
            if let overrides { members["strategy_overrides"] = overrides }
            json = .object(members)
        }
    }

    private static let attributes: [Attribute] = [
        Attribute(
            "preferred_username", "Preferred username", "Preferred username", "preferred_username",
            claim: "preferred_username",
            overrides: ["oidc": ["scim_mapping": "userName"], "okta": ["scim_mapping": "userName"]]),
        Attribute(
            "username", "Username", "Username", "username", claim: "preferred_username",
            overrides: ["samlp": ["scim_mapping": "userName"]]),
        Attribute(
            "upn", "UPN", "User Principal Name", "upn", saml: ["upn"], overrides: ["waad": ["scim_mapping": "userName"]]
        ),
        Attribute(
            "email", "Email", "Email", "email", isRequired: true, scim: "emails[primary eq true].value", claim: "email",
            saml: ["emailaddress"], overrides: ["waad": ["scim_mapping": "emails[type eq \"work\"].value"]]),
        Attribute("email_verified", "Email verified?", "Is Email verified?", "email_verified", claim: "email_verified"),
        Attribute("external_id", "External ID", "External identifier", "app_metadata.external_id", scim: "externalId"),
        Attribute("blocked", "Blocked", "User blocked status", "blocked", scim: "active"),
        Attribute("name", "Name", "Full name", "name", scim: "displayName", claim: "name", saml: ["name"]),
        Attribute(
            "given_name", "Given Name", "First name", "given_name", scim: "name.givenName", claim: "given_name",
            saml: ["givenname", "name"]),
        Attribute(
            "family_name", "Family Name", "Last name", "family_name", scim: "name.familyName", claim: "family_name",
            saml: ["surname"]),
        Attribute("middle_name_oidc", "Middle Name", "Middle name", "middle_name", claim: "middle_name"),
        Attribute(
            "middle_name_scim", "Middle Name", "Middle name", "app_metadata.middle_name",
            overrides: ["okta": ["scim_mapping": "name.middleName"]]),
        Attribute(
            "honorific_prefix", "Honorific Prefix", "Honorific prefix", "app_metadata.honorific_prefix",
            overrides: ["okta": ["scim_mapping": "name.honorificPrefix"]]),
        Attribute(
            "honorific_suffix", "Honorific Suffix", "Honorific suffix", "app_metadata.honorific_suffix",
            overrides: ["okta": ["scim_mapping": "name.honorificSuffix"]]),
        Attribute("nickname", "Nickname", "User nickname", "nickname", scim: "nickName", claim: "nickname"),
        Attribute(
            "picture", "Picture", "Profile picture URL", "picture", scim: "photos[type eq \"photo\"].value",
            claim: "picture"),
        Attribute(
            "primary_phone_number", "Primary Phone Number", "Primary phone number", "app_metadata.primary_phone_number",
            overrides: ["okta": ["scim_mapping": "phoneNumbers[primary eq true].value"]]),
        Attribute(
            "work_phone_number", "Work Phone Number", "Work phone number", "app_metadata.work_phone_number",
            overrides: [
                "oidc": ["scim_mapping": "phoneNumbers[type eq \"work\"].value"],
                "samlp": ["scim_mapping": "phoneNumbers[type eq \"work\"].value"],
                "waad": ["scim_mapping": "phoneNumbers[type eq \"work\"].value"],
            ]),
        Attribute(
            "home_phone_number", "Home Phone Number", "Home phone number", "app_metadata.home_phone_number",
            overrides: [
                "oidc": ["scim_mapping": "phoneNumbers[type eq \"home\"].value"],
                "samlp": ["scim_mapping": "phoneNumbers[type eq \"home\"].value"],
            ]),
        Attribute(
            "phone_number", "Mobile Phone Number", "Mobile phone number", "phone_number", claim: "phone_number",
            saml: ["mobilephone", "homephone", "otherphone"]),
        Attribute(
            "mobile_phone_number_scim", "Mobile Phone Number", "Mobile phone number",
            "app_metadata.mobile_phone_number", scim: "phoneNumbers[type eq \"mobile\"].value"),
        Attribute(
            "fax_number", "Fax Number", "Fax number", "app_metadata.fax_number",
            overrides: ["waad": ["scim_mapping": "phoneNumbers[type eq \"fax\"].value"]]),
        Attribute(
            "street_address", "Street Address", "Street address", "app_metadata.street_address",
            scim: "addresses[type eq \"work\"].streetAddress"),
        Attribute("city", "City", "City", "app_metadata.city", scim: "addresses[type eq \"work\"].locality"),
        Attribute(
            "state", "State", "State or province", "app_metadata.state", scim: "addresses[type eq \"work\"].region"),
        Attribute(
            "postal_code", "Postal Code", "Postal code", "app_metadata.postal_code",
            scim: "addresses[type eq \"work\"].postalCode"),
        Attribute(
            "postal_address", "Postal Address", "Postal address", "app_metadata.postal_address",
            scim: "addresses[type eq \"work\"].formatted"),
        Attribute("country", "Country", "Country", "app_metadata.country", scim: "addresses[type eq \"work\"].country"),
        Attribute("profile_url", "Profile URL", "Profile URL", "app_metadata.profile_url", scim: "profileUrl"),
        Attribute("user_type", "User Type", "User type", "app_metadata.user_type", scim: "userType"),
        Attribute("title", "Title", "Title", "app_metadata.title", scim: "title"),
        Attribute("language", "Language", "Preferred language", "app_metadata.language", scim: "preferredLanguage"),
        Attribute("locale", "Locale", "User locale", "app_metadata.locale", scim: "locale"),
        Attribute("timezone_oidc", "Timezone", "User timezone", "timezone", claim: "zoneinfo"),
        Attribute("timezone_scim", "Timezone", "User timezone", "app_metadata.timezone", scim: "timezone"),
        Attribute(
            "entitlements", "Entitlements", "User entitlements", "app_metadata.entitlements",
            overrides: ["oidc": ["scim_mapping": "entitlements"], "samlp": ["scim_mapping": "entitlements"]]),
        Attribute(
            "role_saml", "Role", "User role", "role",
            saml: ["http://schemas.microsoft.com/ws/2008/06/identity/claims/role"]),
        Attribute(
            "roles_scim", "Roles", "User roles", "app_metadata.roles",
            overrides: ["oidc": ["scim_mapping": "roles"], "samlp": ["scim_mapping": "roles"]]),
        Attribute(
            "employee_id", "Employee ID", "Employee identifier", "app_metadata.employee_id",
            scim: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.employeeNumber"),
        Attribute(
            "cost_center", "Cost Center", "Cost center", "app_metadata.cost_center",
            scim: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.costCenter"),
        Attribute(
            "organization", "Organization", "Organization", "app_metadata.organization",
            scim: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.organization"),
        Attribute(
            "division", "Division", "Division", "app_metadata.division",
            scim: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.division"),
        Attribute(
            "department", "Department", "Department", "app_metadata.department",
            scim: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department"),
        Attribute(
            "manager", "Manager", "Manager", "app_metadata.manager",
            scim: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager"),
        Attribute(
            "groups_saml", "User's groups", "User's groups", "groups_saml",
            saml: ["http://schemas.xmlsoap.org/claims/Group"]),
        Attribute(
            "federated_groups", "Federated groups", "Federated groups", "federated_groups",
            overrides: ["okta": ["oidc_mapping": ["mapping": "${context.userinfo.groups}", "display_name": "groups"]]]),
        Attribute(
            "federated_locale", "Federated locale", "Federated locale", "federated_locale",
            overrides: ["okta": ["oidc_mapping": ["mapping": "${context.userinfo.locale}", "display_name": "locale"]]]),
        Attribute(
            "federated_zoneinfo", "Federated zone info", "Federated zone info", "federated_zoneinfo",
            overrides: ["okta": ["oidc_mapping": ["mapping": "${context.userinfo.zoneinfo}"]]]),
    ]
}
