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

    /// Gets the tenant's settings.
    ///
    /// `GET /tenants/settings`, with the scope `read:tenant_settings`. Refused with 400, 401, 403 or 429. The same
    /// as `tenants.settings`.
    public func getTenantSettings(_ query: TenantSettingsQuery = .init()) async throws -> TenantSettings {
        try await tenants.settings(query)
    }

    /// Changes the tenant's settings.
    ///
    /// `PATCH /tenants/settings`, with the scope `update:tenant_settings`. Refused with 400, 401, 403 or 429. The
    /// same as `tenants.updateSettings`.
    public func updateTenantSettings(_ changes: Patch<TenantSettings>) async throws -> TenantSettings {
        try await tenants.updateSettings(changes)
    }

    // MARK: Mails

    /// Configures the e-mail provider.
    ///
    /// `POST /emails/provider`, with the scope `create:email_provider`. Refused with 400, 401, 403, 409 or 429. The
    /// same as `emails.createProvider`.
    public func configureEmailProvider(_ draft: EmailProviderDraft) async throws -> EmailProvider {
        try await emails.createProvider(draft)
    }

    /// Gets the e-mail provider.
    ///
    /// `GET /emails/provider`, with the scope `read:email_provider`. Refused with 400, 401, 403, 404 or 429. The
    /// same as `emails.getProvider`.
    public func getEmailProvider(_ query: EmailProviderQuery = .init()) async throws -> EmailProvider {
        try await emails.getProvider(query)
    }

    /// Changes the e-mail provider.
    ///
    /// `PATCH /emails/provider`, with the scope `update:email_provider`. Refused with 400, 401, 403, 404, 409 or
    /// 429. The same as `emails.updateProvider`.
    public func updateEmailProvider(_ changes: Patch<EmailProviderDraft>) async throws -> EmailProvider {
        try await emails.updateProvider(changes)
    }

    /// Deletes the e-mail provider.
    ///
    /// `DELETE /emails/provider`, with the scope `delete:email_provider`. Refused with 400, 401, 403, 404 or 429.
    /// The same as `emails.deleteProvider`.
    public func deleteEmailProvider() async throws { try await emails.deleteProvider() }

    /// Creates an e-mail template.
    ///
    /// `POST /email-templates`, with the scope `create:email_templates`. Refused with 400, 401, 403, 409 or 429.
    /// The same as `emailTemplates.create`.
    public func createEmailTemplate(_ value: EmailTemplate) async throws -> EmailTemplate {
        try await emailTemplates.create(value)
    }

    /// Gets an e-mail template.
    ///
    /// `GET /email-templates/{templateName}`, with the scope `read:email_templates`. Refused with 400, 401, 403 or
    /// 429. The same as `emailTemplates.get`.
    public func getEmailTemplate(_ id: ID<EmailTemplate>) async throws -> EmailTemplate {
        try await emailTemplates.get(id)
    }

    /// Changes an e-mail template.
    ///
    /// `PATCH /email-templates/{templateName}`, with the scope `update:email_templates`. Refused with 400, 401,
    /// 403, 404 or 429. The same as `emailTemplates.update`.
    public func updateEmailTemplate(_ id: ID<EmailTemplate>, _ changes: Patch<EmailTemplate>) async throws
        -> EmailTemplate
    { try await emailTemplates.update(id, changes) }

    // MARK: Jobs and tickets

    /// Gets a job.
    ///
    /// `GET /jobs/{id}`, with the scope `create:users` or `read:users`. Refused with 400, 401, 403, 404 or 429. The
    /// same as `jobs.get`.
    public func getJob(_ id: ID<Job>) async throws -> Job { try await jobs.get(id) }

    /// Gets a job's errors.
    ///
    /// `GET /jobs/{id}/errors`, with the scope `create:users` or `read:users`. Refused with 400, 401, 403, 404 or
    /// 429. The same as `jobs.errors`.
    public func getJobErrors(_ id: ID<Job>) async throws -> JobErrors { try await jobs.errors(id) }

    /// Sends a verification email.
    ///
    /// `POST /jobs/verification-email`, with the scope `update:users`. Refused with 400, 401, 403 or 429. The same
    /// as `jobs.sendVerificationEmail`.
    public func sendEmailVerification(_ value: VerificationEmail) async throws -> Job {
        try await jobs.sendVerificationEmail(value)
    }

    /// Creates an email verification ticket.
    ///
    /// `POST /tickets/email-verification`, with the scope `create:user_tickets`. Refused with 400, 401, 403, 404 or
    /// 429. The same as `tickets.verifyEmail`.
    public func createEmailVerificationTicket(_ draft: EmailVerificationTicketDraft) async throws -> Ticket {
        try await tickets.verifyEmail(draft)
    }

    /// Creates a password change ticket.
    ///
    /// `POST /tickets/password-change`, with the scope `create:user_tickets`. Refused with 400, 401, 403, 404 or
    /// 429. The same as `tickets.changePassword`.
    public func createPasswordChangeTicket(_ draft: PasswordChangeTicketDraft) async throws -> Ticket {
        try await tickets.changePassword(draft)
    }

    // MARK: Logs and statistics

    /// Gets a log event.
    ///
    /// `GET /logs/{id}`, with the scope `read:logs` or `read:logs_users`. Refused with 400, 401, 403, 404 or 429.
    /// The same as `logs.get`.
    public func getLog(_ id: ID<Log>) async throws -> Log { try await logs.get(id) }

    /// Lists log events.
    ///
    /// `GET /logs`, with the scope `read:logs` or `read:logs_users`. Refused with 400, 401, 403 or 429. The same as
    /// `logs.list`.
    public func getLogs(_ query: LogFilter = .init()) async throws -> Page<Log> { try await logs.list(query) }

    /// Creates a log stream.
    ///
    /// `POST /log-streams`, with the scope `create:log_streams`. Refused with 400, 401, 403, 409 or 429. The same
    /// as `logStreams.create`.
    public func createLogStream(_ draft: LogStreamDraft) async throws -> LogStream {
        try await logStreams.create(draft)
    }

    /// Gets a log stream.
    ///
    /// `GET /log-streams/{id}`, with the scope `read:log_streams`. Refused with 401, 403, 404 or 429. The same as
    /// `logStreams.get`.
    public func getLogStream(_ id: ID<LogStream>) async throws -> LogStream { try await logStreams.get(id) }

    /// Lists log streams.
    ///
    /// `GET /log-streams`, with the scope `read:log_streams`. Refused with 401, 403, 404 or 429. The same as
    /// `logStreams.list`.
    public func getLogStreams() async throws -> [LogStream] { try await logStreams.list() }

    /// Changes a log stream.
    ///
    /// `PATCH /log-streams/{id}`, with the scope `update:log_streams`. Refused with 400, 401, 403 or 429. The same
    /// as `logStreams.update`.
    public func updateLogStream(_ id: ID<LogStream>, _ changes: Patch<LogStreamDraft>) async throws -> LogStream {
        try await logStreams.update(id, changes)
    }

    /// Deletes a log stream.
    ///
    /// `DELETE /log-streams/{id}`, with the scope `delete:log_streams`. Refused with 400, 401, 403, 404 or 429. The
    /// same as `logStreams.delete`.
    public func deleteLogStream(_ id: ID<LogStream>) async throws { try await logStreams.delete(id) }

    /// Counts active users.
    ///
    /// `GET /stats/active-users`, with the scope `read:stats`. Refused with 401, 403 or 429. The same as
    /// `stats.activeUsers`.
    public func getActiveUsersCount() async throws -> Int { try await stats.activeUsers() }

    /// Lists daily stats.
    ///
    /// `GET /stats/daily`, with the scope `read:stats`. Refused with 400, 401, 403 or 429. The same as
    /// `stats.daily`.
    public func getDailyStats(_ query: DailyStatsFilter = .init()) async throws -> [DailyStats] {
        try await stats.daily(query)
    }

    // MARK: Tokens

    /// The token that the next call is made with.
    public func getAccessToken() async throws -> String { try await accessToken() }
}
