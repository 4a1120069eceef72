import Contract

// The scopes that allow reading and writing the members of an application.

extension Client: AccessControlled {
    public static let access = MemberAccess(
        readers: [
            "client_secret": keys, "signing_keys": keys, "encryption_key": keys, "client_authentication_methods": keys,
            // Some add-ons hold keys for the services that they log in to.
            "addons": ["read:client_keys"],
        ],
        showing: [
            "read:client_summary": summary, "read:client_credentials": summary, "update:client_keys": summary,
            "update:client_credentials": summary.union(["client_authentication_methods"]),
            "update:client_token_vault_privileged_access": summary.union(["token_vault_privileged_access"]),
        ], showingAll: ["read:clients", "read:client_keys"])

    private static let keys: Set<String> = ["read:client_keys", "read:client_credentials"]
    private static let summary: Set<String> = ["client_id", "app_type", "name", "description"]
}

extension ClientDraft: AccessControlled {
    public static let access = MemberAccess(
        writers: ["client_authentication_methods": ["create:client_credentials"]])
    public static let changeAccess = MemberAccess(
        writers: [
            "client_secret": ["update:client_keys"],
            "client_authentication_methods": ["update:client_credentials"],
            "token_vault_privileged_access": ["update:client_token_vault_privileged_access"],
        ],
        setting: [
            "update:client_keys": ["client_secret"],
            "update:client_credentials": ["client_authentication_methods"],
            "update:client_token_vault_privileged_access": ["token_vault_privileged_access"],
        ])
}
