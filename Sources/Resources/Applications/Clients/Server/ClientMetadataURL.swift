import Contract
import Foundation

/// The rules for a URL that identifies an application.
enum ClientMetadataURL {
    /// Returns a description of the error in a URL; `nil` if it is valid.
    static func problem(_ text: String) -> String? {
        guard text.utf8.count <= 120 else { return "external_client_id must be at most 120 bytes" }
        guard let url = URLComponents(string: text), url.scheme == "https", text.hasPrefix("https://") else {
            return "external_client_id must be an https URL"
        }
        guard let host = url.host, !host.isEmpty else { return "external_client_id must have a hostname" }
        let loopback = ["localhost", "127.0.0.1", "::1", "[::1]"]
        if loopback.contains(host.lowercased()) { return "external_client_id must not be on localhost" }
        if url.user != nil || url.password != nil { return "external_client_id must not have credentials" }
        if text.contains("#") { return "external_client_id must not have a fragment" }
        if text.contains("?") { return "external_client_id must not have a query" }
        if url.port == 0 { return "external_client_id must not use port 0" }
        return pathProblem(url.percentEncodedPath)
    }

    private static func pathProblem(_ path: String) -> String? {
        guard path.count > 1 else { return "external_client_id must have a path" }
        let segments = path.lowercased().replacing("%2e", with: ".").split(separator: "/")
        if segments.contains(".") || segments.contains("..") {
            return "external_client_id must not have dot segments in its path"
        }
        return nil
    }

    /// Returns the scheme, host and port of a URL.
    static func origin(_ text: String) -> String? {
        guard let url = URLComponents(string: text), let scheme = url.scheme, let host = url.host else { return nil }
        return "\(scheme.lowercased())://\(host.lowercased()):\(url.port ?? 443)"
    }
}
