import Contract
import Logging

extension ManagementClient {
    /// Returns the bodies of request and response with asterisks in place of secrets.
    func bodies(of call: PreparedCall, _ attempt: Attempt) -> Logger.Metadata {
        var metadata: Logger.Metadata = ["method": "\(call.method.rawValue)", "path": "\(call.path)"]
        if !call.loggedBody.isNull { metadata["request"] = "\(call.loggedBody.withoutSecrets.text)" }
        if case .answered(let response) = attempt, !response.body.isEmpty {
            metadata["response"] = "\(Self.logged(response.body).text)"
        }
        return metadata
    }

    private static func logged(_ body: [UInt8]) -> JSON {
        do {
            return try JSON(parsing: body).withoutSecrets
        } catch {
            return "[not JSON]"
        }
    }
}

extension JSON {
    /// Links that grant access to anyone who has them, and are therefore secret too.
    private static let links: Set<String> = [
        "ticket", "ticket_id", "ticket_url", "invitation_url", "location", "totp_uri", "barcode_uri",
    ]

    fileprivate var withoutSecrets: JSON {
        // A response that is a single string is a page or a link.
        if case .string = self { return "*****" }
        return redacted(also: Self.links)
    }
}

extension Attempt {
    /// The request ID in the server's logs.
    var requestID: String? {
        guard case .answered(let response) = self else { return nil }
        return response.headers.requestID
    }
}
