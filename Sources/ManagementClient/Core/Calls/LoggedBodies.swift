import Contract
import Logging

extension ManagementClient {
    /// What was sent and what came back, with stars in place of secrets.
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
    /// Links that let whoever has them in, which are secrets too.
    private static let links: Set<String> = [
        "ticket", "ticket_id", "ticket_url", "invitation_url", "location", "totp_uri", "barcode_uri",
    ]

    fileprivate var withoutSecrets: JSON {
        // A text that is the whole answer is a page or a link.
        if case .string = self { return "*****" }
        return redacted(also: Self.links)
    }
}

extension Attempt {
    /// What the server calls the request in its logs.
    var requestID: String? {
        guard case .answered(let response) = self else { return nil }
        return response.headers.requestID
    }
}
