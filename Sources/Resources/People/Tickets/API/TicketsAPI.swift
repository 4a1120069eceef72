import Contract
import ManagementClientCore

/// Addresses with which a user does something once: whoever has one, may.
public struct Tickets: Resource {
    public let verifyEmail = Endpoint(
        .post, "/tickets/email-verification", "Create an email verification ticket", scopes: "create:user_tickets",
        status: 201, body: EmailVerificationTicketDraft.self, returns: Ticket.self)

    public let changePassword = Endpoint(
        .post, "/tickets/password-change", "Create a password change ticket", scopes: "create:user_tickets",
        status: 201, body: PasswordChangeTicketDraft.self, returns: Ticket.self)

    public init() {}
}

extension ManagementClient {
    public var tickets: ResourceClient<Tickets> { ResourceClient(self) }
}
