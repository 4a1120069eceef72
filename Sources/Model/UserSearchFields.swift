import Search

extension SearchFields {
    /// What is searched of users. Auth0 looks at a few fields where none is named, compares the names of people without
    /// regard to capital letters, and everything else as it is.
    public static let users = SearchFields(
        owners: "users", values: "user_values", key: "user_id",
        defaults: ["email", "name", "given_name", "family_name", "nickname", "username", "phone_number", "user_id"],
        folded: ["email", "email.domain", "name", "given_name", "family_name", "nickname", "username"],
        dates: ["created_at", "updated_at", "last_login", "last_password_reset"],
        hidden: ["identities.access_token", "identities.access_token_secret", "identities.refresh_token"])
}
