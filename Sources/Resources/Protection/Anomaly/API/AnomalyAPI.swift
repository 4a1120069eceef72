import Contract
import ManagementClientCore

/// IP addresses that are blocked after too many failed logins.
public struct Anomaly: Resource {
    /// Checks whether an IP address is blocked; responds with 404 if it is not.
    ///
    /// `GET /anomaly/blocks/ips/{id}`, with the scope `read:anomaly_blocks`. Refused with 400, 401, 403, 404 or
    /// 429.
    public let checkIP = Endpoint(
        .get, "/anomaly/blocks/ips/{id}", "Check whether an IP address is blocked", scopes: "read:anomaly_blocks",
        at: IPAddress.self)

    /// Unblocks an IP address; it succeeds even if the address is not blocked.
    ///
    /// `DELETE /anomaly/blocks/ips/{id}`, with the scope `delete:anomaly_blocks`. Refused with 400, 401, 403 or
    /// 429.
    public let unblockIP = Endpoint(
        .delete, "/anomaly/blocks/ips/{id}", "Unblock an IP address", scopes: "delete:anomaly_blocks", status: 204,
        at: IPAddress.self)

    public init() {}
}

/// The path of an IPv4 or IPv6 address.
public struct IPAddress: PathArguments {
    public let text: String

    public init(_ text: String) { self.text = text }

    public static var schemas: [Schema] {
        [.anyOf(.string(format: .ipv4), .string(format: .ipv6))]
    }
    public init(arguments: [String]) { self.init(arguments[0]) }
    public var arguments: [String] { [text] }
}

extension ManagementClient {
    /// IP addresses that are blocked after too many failed logins.
    public var anomaly: ResourceClient<Anomaly> { ResourceClient(self) }
}
