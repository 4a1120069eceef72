import Contract
import Search
import Storage

extension SearchFields {
    /// The search fields of users. As in Auth0, searches without a field use only a few fields, and only names and
    /// addresses are case-insensitive.
    public static let users = SearchFields(
        owners: "users", index: "user_postings", names: "user_fields",
        defaults: ["email", "name", "given_name", "family_name", "nickname", "username", "phone_number", "user_id"],
        folded: ["email", "email.domain", "name", "given_name", "family_name", "nickname", "username"],
        dates: ["created_at", "updated_at", "last_login", "last_password_reset"],
        hidden: ["identities.access_token", "identities.access_token_secret", "identities.refresh_token"],
        derived: ["email.domain": emailDomain], elsewhere: ["organization_id": organizations])

    private static func emailDomain(of user: JSON) -> String? {
        guard let email = user["email"]?.string else { return nil }
        return email.lastIndex(of: "@").map { String(email[email.index(after: $0)...]) } ?? email
    }

    /// Users are found by organization through their memberships.
    private static let organizations: SQL = """
        SELECT m.tenant, m.organization_id AS value, u.number AS first, u.number AS last,
            CAST(NULL AS \(.blob)) AS users
        FROM organization_members m JOIN users u ON u.tenant = m.tenant AND u.user_id = m.user_id
        """
}
