import CCurl

/// An HTTP client with libcurl on its own threads.
public final class CurlHTTP: OutboundHTTP {
    private let policy: OutboundPolicy
    private let threads: OutboundThreads

    /// - Parameter threads: the maximum number of concurrent requests.
    public init(policy: OutboundPolicy = OutboundPolicy(), threads: Int = 8) {
        self.policy = policy
        self.threads = OutboundThreads("outbound", count: threads)
    }

    public func send(_ request: OutboundRequest) async throws -> OutboundAnswer {
        try await threads.run { [policy] in try CurlExchange(request, policy).run() }
    }
}

/// A request with its response.
private final class CurlExchange {
    private let request: OutboundRequest
    private let policy: OutboundPolicy
    private var body: [UInt8] = []
    private var isTooLong = false
    private let guardian: CurlGuardian

    init(_ request: OutboundRequest, _ policy: OutboundPolicy) {
        self.request = request
        self.policy = policy
        guardian = CurlGuardian(policy)
    }

    func run() throws -> OutboundAnswer {
        let handle = try CurlHandle()
        try describe(request, to: handle)
        let this = Unmanaged.passUnretained(self).toOpaque()
        try handle.set(CURLOPT_WRITEDATA, this)
        try handle.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, this in
            CurlExchange.from(this)?.receive(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        try guardian.guardSockets(of: handle)
        let code = withExtendedLifetime(self) { curl_easy_perform(handle.pointer) }
        if guardian.refusedAddress { throw CurlGuardian.refusal }
        if isTooLong { throw OutboundFailure("The response is larger than \(request.longestAnswer) bytes") }
        guard code == CURLE_OK else { throw OutboundFailure(String(cString: curl_easy_strerror(code))) }
        return OutboundAnswer(status: handle.number(CURLINFO_RESPONSE_CODE), body: body)
    }

    private func describe(_ request: OutboundRequest, to handle: CurlHandle) throws {
        try handle.set(CURLOPT_URL, request.url)
        let schemes = policy.allowsPrivateNetworks ? "https,http" : "https"
        try handle.set(CURLOPT_PROTOCOLS_STR, schemes)
        try handle.set(CURLOPT_PROXY, "")
        try handle.set(CURLOPT_CUSTOMREQUEST, request.method)
        try handle.set(CURLOPT_TIMEOUT, request.timeout)
        try handle.set(CURLOPT_USERAGENT, "Gatehouse")
        try handle.set(CURLOPT_ACCEPT_ENCODING, "")
        if request.trustsAnyCertificate {
            try handle.set(CURLOPT_SSL_VERIFYPEER, 0)
            try handle.set(CURLOPT_SSL_VERIFYHOST, 0)
        }
        if !request.body.isEmpty {
            try handle.set(CURLOPT_POSTFIELDSIZE, request.body.count)
            try handle.setCopied(CURLOPT_COPYPOSTFIELDS, request.body)
        }
        try handle.setList(CURLOPT_HTTPHEADER, request.headers.map { "\($0.name): \($0.value)" })
    }

    private static func from(_ pointer: UnsafeMutableRawPointer?) -> CurlExchange? {
        pointer.map { Unmanaged<CurlExchange>.fromOpaque($0).takeUnretainedValue() }
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard body.count + bytes.count <= request.longestAnswer else {
            isTooLong = true
            return 0
        }
        body += bytes
        return bytes.count
    }
}
