import CCurl
import Glibc

/// Restricts the addresses that libcurl connects to.
final class CurlGuardian {
    static let refusal = OutboundFailure("The address is not a public one")

    let policy: OutboundPolicy
    /// Whether a connection to a forbidden address was refused.
    private(set) var refusedAddress = false

    init(_ policy: OutboundPolicy) { self.policy = policy }

    /// Installs the check of socket addresses and the certificate authorities. The guardian must outlive the transfer.
    func guardSockets(of handle: CurlHandle) throws {
        if let authorities = policy.authorities { try handle.set(CURLOPT_CAINFO, authorities) }
        guard !policy.allowsPrivateNetworks else { return }
        // The check applies to the address of the connection, because a DNS name can resolve to any address.
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
