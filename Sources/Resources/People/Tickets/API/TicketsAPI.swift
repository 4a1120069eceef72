import Contract
import ManagementClientCore

/// Tickets: URLs that authorize anyone who has them to perform one action for a user once.
public struct Tickets: Resource {
    /// Creates an email verification ticket.
    ///
    /// `POST /tickets/email-verification`, with the scope `create:user_tickets`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let verifyEmail = Endpoint(
        .post, "/tickets/email-verification", "Create an email verification ticket", scopes: "create:user_tickets",
        status: 201, body: EmailVerificationTicketDraft.self, returns: Ticket.self)

    /// Creates a password change ticket.
    ///
    /// `POST /tickets/password-change`, with the scope `create:user_tickets`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let changePassword = Endpoint(
        .post, "/tickets/password-change", "Create a password change ticket", scopes: "create:user_tickets",
        status: 201, body: PasswordChangeTicketDraft.self, returns: Ticket.self)

    public init() {}
}

extension ManagementClient {
    /// Tickets: URLs that authorize anyone who has them to perform one action for a user once.
    public var tickets: ResourceClient<Tickets> { ResourceClient(self) }
}
