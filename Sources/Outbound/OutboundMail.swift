/// Hands mails to mail servers.
public protocol OutboundMail: Sendable {
    /// - Throws: `OutboundMailFailure` where the server did not take the mail.
    func send(_ delivery: OutboundDelivery) async throws
}

/// A mail on its way to a mail server.
public struct OutboundDelivery: Sendable {
    /// The server's name or address.
    public var host: String
    /// 465 speaks TLS from the start; on others it is asked for.
    public var port: Int
    public var user: String?
    /// Secret.
    public var password: String?
    /// The address that the mail is from, without a name.
    public var sender: String
    public var recipients: [String]
    /// The mail as it is sent, with lines that end in CRLF.
    public var message: [UInt8]
    /// What the server is greeted with.
    public var greeting: String
    /// How long it may take in all, in seconds.
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

/// Why a mail was not taken.
public struct OutboundMailFailure: Error, Hashable, CustomStringConvertible {
    /// In words that may be shown: the server's, where it gave some.
    public let description: String
    /// Whether it makes no sense to try again.
    public let isPermanent: Bool

    public init(_ description: String, isPermanent: Bool) {
        self.description = description
        self.isPermanent = isPermanent
    }
}
