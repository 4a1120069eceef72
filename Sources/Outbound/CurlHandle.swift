import CCurl

/// A libcurl handle with the memory that it needs.
final class CurlHandle {
    let pointer: UnsafeMutableRawPointer
    private var lists: [UnsafeMutablePointer<curl_slist>] = []

    /// The global initialization, which must run once before everything else.
    private static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init() throws {
        guard Self.isReady, let pointer = curl_easy_init() else {
            throw OutboundFailure("libcurl could not be started")
        }
        self.pointer = pointer
        // Otherwise a DNS timeout would send a signal to the process.
        try set(CURLOPT_NOSIGNAL, 1)
    }

    deinit {
        curl_easy_cleanup(pointer)
        for list in lists { curl_slist_free_all(list) }
    }

    func set(_ option: CURLoption, _ value: String) throws {
        try check(gatehouse_curl_set_text(pointer, option, value))
    }

    func set(_ option: CURLoption, _ value: Int) throws {
        try check(gatehouse_curl_set_number(pointer, option, value))
    }

    func set(_ option: CURLoption, _ value: UnsafeMutableRawPointer) throws {
        try check(gatehouse_curl_set_pointer(pointer, option, value))
    }

    func set(
        _ option: CURLoption,
        _ value: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int
    ) throws { try check(gatehouse_curl_set_transfer(pointer, option, value)) }

    func setOpener(
        _ value:
            @convention(c) (UnsafeMutableRawPointer?, curlsocktype, UnsafeMutablePointer<curl_sockaddr>?)
            -> curl_socket_t
    ) throws { try check(gatehouse_curl_set_opener(pointer, value)) }

    /// Sets bytes that libcurl copies; their number must have been set before.
    func setCopied(_ option: CURLoption, _ bytes: [UInt8]) throws {
        var bytes = bytes
        try bytes.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return }
            try set(option, start)
        }
    }

    func setList(_ option: CURLoption, _ texts: [String]) throws {
        var list: UnsafeMutablePointer<curl_slist>?
        for text in texts { list = curl_slist_append(list, text) ?? list }
        guard let list else { return }
        lists.append(list)
        try check(gatehouse_curl_set_list(pointer, option, list))
    }

    func number(_ info: CURLINFO) -> Int {
        var value = 0
        gatehouse_curl_get_number(pointer, info, &value)
        return value
    }

    private func check(_ code: CURLcode) throws {
        guard code == CURLE_OK else { throw OutboundFailure(String(cString: curl_easy_strerror(code))) }
    }
}
