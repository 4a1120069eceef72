import CCurl
import Glibc

/// Watches over what libcurl connects to.
final class CurlGuardian {
    static let refusal = OutboundFailure("The address is not a public one")

    let policy: OutboundPolicy
    /// Whether it was about to connect to an address that it may not.
    private(set) var refusedAddress = false

    init(_ policy: OutboundPolicy) { self.policy = policy }

    /// Has the guardian asked for every socket, and says whose certificates count. It must outlive the transfer.
    func guardSockets(of handle: CurlHandle) throws {
        if let authorities = policy.authorities { try handle.set(CURLOPT_CAINFO, authorities) }
        guard !policy.allowsPrivateNetworks else { return }
        // The check is on the address itself, when it is connected to: names can be made to mean anything.
        try handle.set(CURLOPT_OPENSOCKETDATA, Unmanaged.passUnretained(self).toOpaque())
        try handle.setOpener { this, _, address in
            this.map { Unmanaged<CurlGuardian>.fromOpaque($0).takeUnretainedValue() }?.open(address) ?? -1
        }
    }

    private func open(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard var address = address?.pointee else { return -1 }
        guard withUnsafePointer(to: &address.addr, PublicAddress.isPublic) else {
            refusedAddress = true
            return -1
        }
        return socket(address.family, address.socktype, address.protocol)
    }
}
