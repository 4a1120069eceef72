/// An SMTP client.
public protocol OutboundMail: Sendable {
    /// - Throws: `OutboundMailFailure` if the server did not accept the mail.
    func send(_ delivery: OutboundDelivery) async throws
}

/// A mail for a mail server.
public struct OutboundDelivery: Sendable {
    /// The server's host name or IP address.
    public var host: String
    /// The port. 465 uses implicit TLS, all others STARTTLS.
    public var port: Int
    public var user: String?
    /// Secret.
    public var password: String?
    /// The sender's address without a name.
    public var sender: String
    public var recipients: [String]
    /// The mail in its wire format with CRLF line breaks.
    public var message: [UInt8]
    /// The argument of EHLO.
    public var greeting: String
    /// The total time limit, in seconds.
    public var timeout: Int

    public init(
        host: String, port: Int, user: String? = nil, password: String? = nil, sender: String, recipients: [String],
        message: [UInt8], greeting: String, timeout: Int = 60
    ) {
        self.host = host
        self.port = port
        self.user = user
        self.password = password
        self.sender = sender
        self.recipients = recipients
        self.message = message
        self.greeting = greeting
        self.timeout = timeout
    }
}

/// The reason why a mail was not accepted.
public struct OutboundMailFailure: Error, Hashable, CustomStringConvertible {
    /// A description that may be shown to callers; the server's own if there is one.
    public let description: String
    /// Whether a retry would be useless.
    public let isPermanent: Bool

    public init(_ description: String, isPermanent: Bool) {
        self.description = description
        self.isPermanent = isPermanent
    }
}
