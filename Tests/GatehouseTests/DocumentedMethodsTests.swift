import ManagementClient
import Synchronization
import TestKit
import Testing

/// One row of a table: the name of a method that is documented, and a call that shows what it does.
struct DocumentedMethod: Sendable {
    let name: String
    let run: @Sendable (TestTenant, ManagementClient) async throws -> Void

    init(_ name: String, _ run: @escaping @Sendable (TestTenant, ManagementClient) async throws -> Void) {
        self.name = name
        self.run = run
    }
}

/// The methods that Auth0's JavaScript library documents of its `ManagementClient` itself, but for those for users and
/// those for what extends a tenant, which are run beside these resources.
@Suite struct DocumentedMethodsTests {
    /// The methods as Auth0 documents them.
    static let documented: Set<String> = [
        "addPermissionsInRole", "assignUsersToRole", "configureEmailProvider", "createClient", "createClientGrant",
        "createConnection", "createCustomDomain", "createDevicePublicKey", "createEmailTemplate",
        "createEmailVerificationTicket", "createGuardianEnrollmentTicket", "createLogStream",
        "createPasswordChangeTicket",
        "createResourceServer", "createRole", "deleteBrandingUniversalLoginTemplate", "deleteClient",
        "deleteClientGrant", "deleteConnection", "deleteCustomDomain", "deleteDeviceCredential",
        "deleteEmailProvider", "deleteGrant", "deleteGuardianEnrollment", "deleteLogStream", "deleteResourceServer",
        "deleteRole",
        "getAccessToken", "getActiveUsersCount", "getBrandingSettings", "getBrandingUniversalLoginTemplate",
        "getClient", "getClientGrants", "getClients", "getConnection", "getConnections", "getCustomDomain",
        "getCustomDomains", "getCustomTextByLanguage", "getDailyStats", "getDeviceCredentials", "getEmailProvider",
        "getEmailTemplate", "getGrants", "getGuardianEnrollment", "getGuardianFactorProvider", "getGuardianFactors",
        "getGuardianFactorSettings", "getGuardianFactorTemplates", "getGuardianPhoneFactorMessageTypes",
        "getGuardianPhoneFactorSelectedProvider", "getGuardianPolicies", "getJob", "getJobErrors", "getLog",
        "getLogs", "getLogStream", "getLogStreams", "getPermissionsInRole", "getPromptsSettings", "getResourceServer",
        "getResourceServers", "getRole",
        "getTenantSettings", "getUsersInRole", "removePermissionsFromRole", "sendEmailVerification",
        "setBrandingUniversalLoginTemplate", "updateBrandingSettings", "updateClient", "updateClientGrant",
        "updateConnection", "updateCustomTextByLanguage", "updateEmailProvider", "updateEmailTemplate",
        "updateGuardianFactor", "updateGuardianFactorProvider", "updateGuardianFactorSettings",
        "updateGuardianFactorTemplates", "updateGuardianPhoneFactorMessageTypes",
        "updateGuardianPhoneFactorSelectedProvider", "updateGuardianPolicies", "updateLogStream",
        "updatePromptsSettings",
        "updateResourceServer", "updateRole", "updateTenantSettings", "verifyCustomDomain",
    ]

    static let table: [DocumentedMethod] =
        accessMethods + applicationMethods + appearanceMethods + protectionMethods + tenantMethods

    @Test func noneIsMissing() {
        let names = Self.table.map(\.name)
        #expect(names.count == 88 && Set(names) == Self.documented)
    }

    @Test func eachDoesWhatItSays() async throws {
        try await eachEngine { tenant in
            let api = tenant.client
            for row in Self.table {
                do {
                    try await row.run(tenant, api)
                } catch {
                    Issue.record(error, "\(tenant.engine.rawValue): \(row.name)")
                }
            }
        }
    }

    /// A user with an address of their own.
    static func user(_ api: ManagementClient, _ name: String) async throws -> UserID {
        var draft = UserDraft(
            connection: "Username-Password-Authentication", email: "\(name)@example.com", password: "Correct-Horse-9")
        draft.userID = name
        return try #require(try await api.users.create(draft).userID)
    }
}
