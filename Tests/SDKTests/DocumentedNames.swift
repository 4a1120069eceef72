/// What Auth0 documents of its JavaScript library, by name.
enum DocumentedNames {
    /// The methods of `ManagementClient` itself.
    static let methods: [String] = [
        "addHookSecrets", "addPermissionsInRole", "assignPermissionsToUser", "assignRolestoUser", "assignUsersToRole",
        "blacklistToken", "configureEmailProvider", "createClient", "createClientGrant", "createConnection",
        "createCustomDomain", "createDevicePublicKey", "createEmailTemplate", "createEmailVerificationTicket",
        "createGuardianEnrollmentTicket", "createHook", "createLogStream", "createPasswordChangeTicket",
        "createResourceServer", "createRole", "createRule", "createUser", "deleteAllUsers",
        "deleteBrandingUniversalLoginTemplate", "deleteClient", "deleteClientGrant", "deleteConnection",
        "deleteCustomDomain", "deleteDeviceCredential", "deleteEmailProvider", "deleteGrant",
        "deleteGuardianEnrollment", "deleteHook", "deleteLogStream", "deleteResourceServer", "deleteRole",
        "deleteRule", "deleteRulesConfig", "deleteUser", "deleteUserMultifactor", "deleteUserMultifcator",
        "exportUsers", "getAccessToken", "getActiveUsersCount", "getBlacklistedTokens", "getBrandingSettings",
        "getBrandingUniversalLoginTemplate", "getClient", "getClientGrants", "getClients", "getConnection",
        "getConnections", "getCustomDomain", "getCustomDomains", "getCustomTextByLanguage", "getDailyStats",
        "getDeviceCredentials", "getEmailProvider", "getEmailTemplate", "getGrants", "getGuardianEnrollment",
        "getGuardianEnrollments", "getGuardianFactorProvider", "getGuardianFactorSettings",
        "getGuardianFactorTemplates", "getGuardianFactors", "getGuardianPhoneFactorMessageTypes",
        "getGuardianPhoneFactorSelectedProvider", "getGuardianPolicies", "getHook", "getHookSecrets", "getHooks",
        "getJob", "getJobErrors", "getLog", "getLogStream", "getLogStreams", "getLogs", "getMigrations",
        "getPermissionsInRole", "getPromptsSettings", "getResourceServer", "getResourceServers", "getRole",
        "getRoles", "getRule", "getRules", "getRulesConfigs", "getTenantSettings", "getUser", "getUserBlocks",
        "getUserBlocksByIdentifier", "getUserLogs", "getUserPermissions", "getUserRoles", "getUsers",
        "getUsersByEmail", "getUsersInRole", "importUsers", "importUsersJob", "invalidateRememberBrowser",
        "linkUsers", "regenerateRecoveryCode", "removeHookSecrets", "removePermissionsFromRole",
        "removePermissionsFromUser", "removeRolesFromUser", "sendEmailVerification",
        "setBrandingUniversalLoginTemplate", "setRulesConfig", "unblockUser", "unblockUserByIdentifier",
        "unlinkUsers", "updateAppMetadata", "updateBrandingSettings", "updateClient", "updateClientGrant",
        "updateConnection", "updateCustomTextByLanguage", "updateEmailProvider", "updateEmailTemplate",
        "updateGuardianFactor", "updateGuardianFactorProvider", "updateGuardianFactorSettings",
        "updateGuardianFactorTemplates", "updateGuardianPhoneFactorMessageTypes",
        "updateGuardianPhoneFactorSelectedProvider", "updateGuardianPolicies", "updateHook", "updateHookSecrets",
        "updateLogStream", "updateMigrations", "updatePromptsSettings", "updateResourceServer", "updateRole",
        "updateRule", "updateTenantSettings", "updateUser", "updateUserMetadata", "verifyCustomDomain",
    ]

    /// The managers that `ManagementClient` has for its members.
    static let managers: [String] = [
        "actions", "attackProtection", "blacklistedTokens", "branding", "clientCredentials", "clientGrants",
        "clients", "connections", "customDomains", "deviceCredentials", "emailProvider", "emailTemplates", "grants",
        "guardian", "hooks", "jobs", "logs", "logStreams", "migrations", "organizations", "prompts",
        "resourceServers", "roles", "rules", "rulesConfigs", "stats", "tenant", "tickets", "userBlocks", "users",
    ]

    /// The methods of `UsersManager`, as later versions have it.
    static let usersMethods: [String] = [
        "assignPermissions", "assignRoles", "create", "createAuthenticationMethod", "delete", "deleteAll",
        "deleteAuthenticationMethodById", "deleteAuthenticationMethods", "deleteMultifactorProvider", "get", "getAll",
        "getAuthenticationMethodById", "getAuthenticationMethods", "getByEmail", "getGuardianEnrollments", "getInfo",
        "getPermissions", "getRoles", "getUserOrganizations", "impersonate", "invalidateRememberBrowser", "link",
        "logs", "regenerateRecoveryCode", "removePermissions", "removeRoles", "unlink", "update", "updateAppMetadata",
        "updateAuthenticationMethodById", "updateAuthenticationMethods", "updateUserMetadata",
    ]

    /// Those that its first version has.
    static let firstUsersMethods: [String] = [
        "create", "delete", "deleteAll", "deleteMultifactorProvider", "get", "getAll", "link", "unlink", "update",
        "updateAppMetadata", "updateUserMetadata",
    ]

    /// What `UsersManager` has for its members, as later versions have it.
    static let usersMembers: [String] = [
        "authenticators", "enrollments", "identities", "invalidateRememberBrowsers", "multifactor", "permissions",
        "recoveryCodeRegenerations", "roles", "userLogs", "usersByEmail",
    ]

    /// Those that its first version has.
    static let firstUsersMembers: [String] = ["identities", "multifactor"]
}
