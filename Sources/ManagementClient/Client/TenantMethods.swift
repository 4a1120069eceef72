import Contract
import ManagementClientCore
import OperationsAPI
import PeopleAPI
import StreamsAPI
import TenantAPI

/// The methods for the tenant, its mails, jobs and logs that Auth0's JavaScript library documents of its
/// `ManagementClient` itself, each under its documented name. All can be called through a resource too.
extension ManagementClient {

    // MARK: Tenant

    public func getTenantSettings(_ query: TenantSettingsQuery = .init()) async throws -> TenantSettings {
        try await tenants.settings(query)
    }

    public func updateTenantSettings(_ changes: Changes<TenantSettings>) async throws -> TenantSettings {
        try await tenants.updateSettings(changes)
    }

    // MARK: Mails

    public func configureEmailProvider(_ draft: EmailProviderDraft) async throws -> EmailProvider {
        try await emails.createProvider(draft)
    }

    public func getEmailProvider(_ query: EmailProviderQuery = .init()) async throws -> EmailProvider {
        try await emails.getProvider(query)
    }

    public func updateEmailProvider(_ changes: Changes<EmailProviderDraft>) async throws -> EmailProvider {
        try await emails.updateProvider(changes)
    }

    public func deleteEmailProvider() async throws { try await emails.deleteProvider() }

    public func createEmailTemplate(_ value: EmailTemplate) async throws -> EmailTemplate {
        try await emailTemplates.create(value)
    }

    public func getEmailTemplate(_ id: ID<EmailTemplate>) async throws -> EmailTemplate {
        try await emailTemplates.get(id)
    }

    public func updateEmailTemplate(_ id: ID<EmailTemplate>, _ changes: Changes<EmailTemplate>) async throws
        -> EmailTemplate
    { try await emailTemplates.update(id, changes) }

    // MARK: Jobs and tickets

    public func getJob(_ id: ID<Job>) async throws -> Job { try await jobs.get(id) }

    public func getJobErrors(_ id: ID<Job>) async throws -> JobErrors { try await jobs.errors(id) }

    public func sendEmailVerification(_ value: VerificationEmail) async throws -> Job {
        try await jobs.sendVerificationEmail(value)
    }

    public func createEmailVerificationTicket(_ draft: EmailVerificationTicketDraft) async throws -> Ticket {
        try await tickets.verifyEmail(draft)
    }

    public func createPasswordChangeTicket(_ draft: PasswordChangeTicketDraft) async throws -> Ticket {
        try await tickets.changePassword(draft)
    }

    // MARK: Logs and statistics

    public func getLog(_ id: ID<Log>) async throws -> Log { try await logs.get(id) }

    public func getLogs(_ query: LogFilter = .init()) async throws -> Page<Log> { try await logs.list(query) }

    public func createLogStream(_ draft: LogStreamDraft) async throws -> LogStream {
        try await logStreams.create(draft)
    }

    public func getLogStream(_ id: ID<LogStream>) async throws -> LogStream { try await logStreams.get(id) }

    public func getLogStreams() async throws -> [LogStream] { try await logStreams.list() }

    public func updateLogStream(_ id: ID<LogStream>, _ changes: Changes<LogStreamDraft>) async throws -> LogStream {
        try await logStreams.update(id, changes)
    }

    public func deleteLogStream(_ id: ID<LogStream>) async throws { try await logStreams.delete(id) }

    public func getActiveUsersCount() async throws -> Int { try await stats.activeUsers() }

    public func getDailyStats(_ query: DailyStatsFilter = .init()) async throws -> [DailyStats] {
        try await stats.daily(query)
    }

    // MARK: Tokens

    /// The token that the next call is made with.
    public func getAccessToken() async throws -> String { try await accessToken() }
}
