import CCurl

/// An SMTP client with libcurl on its own threads.
public final class CurlMail: OutboundMail {
    private let policy: OutboundPolicy
    private let threads: OutboundThreads

    /// - Parameter threads: the maximum number of concurrent deliveries.
    public init(policy: OutboundPolicy = OutboundPolicy(), threads: Int = 2) {
        self.policy = policy
        self.threads = OutboundThreads("mail", count: threads)
    }

    public func send(_ delivery: OutboundDelivery) async throws {
        try await threads.run { [policy] in try CurlDelivery(delivery, policy).run() }
    }
}

/// The delivery of a mail to a server.
private final class CurlDelivery {
    private let delivery: OutboundDelivery
    private let guardian: CurlGuardian
    private var rest: ArraySlice<UInt8>
    /// The server's error response.
    private var refusal: String?

    init(_ delivery: OutboundDelivery, _ policy: OutboundPolicy) {
        self.delivery = delivery
        guardian = CurlGuardian(policy)
        rest = delivery.message[...]
    }

    func run() throws {
        let handle: CurlHandle
        do {
            handle = try CurlHandle()
            try describe(to: handle)
        } catch let failure as OutboundFailure {
            throw OutboundMailFailure(failure.description, isPermanent: false)
        }
        let code = withExtendedLifetime(self) { curl_easy_perform(handle.pointer) }
        if guardian.refusedAddress {
            throw OutboundMailFailure(CurlGuardian.refusal.description, isPermanent: true)
        }
        guard code != CURLE_OK else { return }
        if let refusal {
            // The first digit distinguishes permanent from temporary errors (RFC 5321, section 4.2.1).
            throw OutboundMailFailure(refusal, isPermanent: refusal.hasPrefix("5"))
        }
        let words = String(cString: curl_easy_strerror(code))
        if rest.isEmpty { throw OutboundMailFailure("\(words); the mail may have arrived", isPermanent: true) }
        throw OutboundMailFailure(words, isPermanent: false)
    }

    private func describe(to handle: CurlHandle) throws {
        let scheme = delivery.port == 465 ? "smtps" : "smtp"
        let host = delivery.host.contains(":") ? "[\(delivery.host)]" : delivery.host
        try handle.set(CURLOPT_PROTOCOLS_STR, scheme)
        try handle.set(CURLOPT_URL, "\(scheme)://\(host):\(delivery.port)/\(delivery.greeting)")
        try handle.set(CURLOPT_PROXY, "")
        try handle.set(CURLOPT_TIMEOUT, delivery.timeout)
        // Servers in private networks may lack TLS, which is used if it is offered.
        let needsTLS = !guardian.policy.allowsPrivateNetworks
        try handle.set(CURLOPT_USE_SSL, Int((needsTLS ? CURLUSESSL_ALL : CURLUSESSL_TRY).rawValue))
        if let user = delivery.user {
            try handle.set(CURLOPT_USERNAME, user)
            try handle.set(CURLOPT_PASSWORD, delivery.password ?? "")
        }
        try handle.set(CURLOPT_MAIL_FROM, "<\(delivery.sender)>")
        try handle.setList(CURLOPT_MAIL_RCPT, delivery.recipients.map { "<\($0)>" })
        try handle.set(CURLOPT_UPLOAD, 1)
        let this = Unmanaged.passUnretained(self).toOpaque()
        try handle.set(CURLOPT_READDATA, this)
        try handle.set(CURLOPT_READFUNCTION) { bytes, size, count, this in
            CurlDelivery.from(this)?.give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        try handle.set(CURLOPT_HEADERDATA, this)
        try handle.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, this in
            CurlDelivery.from(this)?.note(UnsafeRawBufferPointer(start: bytes, count: size * count))
            return size * count
        }
        try guardian.guardSockets(of: handle)
    }

    private static func from(_ pointer: UnsafeMutableRawPointer?) -> CurlDelivery? {
        pointer.map { Unmanaged<CurlDelivery>.fromOpaque($0).takeUnretainedValue() }
    }

    private func give(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        let part = rest.prefix(buffer.count)
        buffer.copyBytes(from: part)
        rest = rest.dropFirst(part.count)
        return part.count
    }

    /// Records an error response.
    /// - Parameter bytes: a line of the server's output.
    private func note(_ bytes: UnsafeRawBufferPointer) {
        guard refusal == nil, let first = bytes.first, first == UInt8(ascii: "4") || first == UInt8(ascii: "5") else {
            return
        }
        refusal = String(decoding: bytes.prefix(500).filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self)
    }
}
