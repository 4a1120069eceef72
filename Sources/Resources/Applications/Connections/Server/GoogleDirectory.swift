import Contract
import Model
import Outbound

/// A permanent error in reading a directory; a retry is of no use.
struct DirectoryProblem: Error {
    let description: String
}

/// The users of a Google Workspace, read with Google's Directory API.
struct GoogleDirectory: Sendable {
    struct Page: Sendable {
        let users: [JSON]
        let next: String?
    }

    private static let usersInPage = 200
    private let options: JSON

    /// - Throws: `APIError`, 400, if the connection is not authorized to read the directory.
    init(_ connection: ConnectionRow) throws {
        options = connection.options
        let canRenew = ["admin_refresh_token", "client_id", "client_secret"].allSatisfy { options[$0]?.string != nil }
        guard options["api_enable_users"] == true, canRenew || options["admin_access_token"]?.string != nil else {
            throw APIError.badRequest(
                "The connection has no administrator's consent to read the directory", code: "operation_not_supported")
        }
    }

    /// Returns a page of users.
    /// - Parameter start: The page token; `nil` for the first page.
    /// - Throws: `DirectoryProblem`; `OutboundFailure` if there is no response.
    func page(_ start: String?, by http: any OutboundHTTP) async throws -> Page {
        var fields = [("maxResults", "\(Self.usersInPage)"), ("projection", "full")]
        fields.append(options["domain"]?.string.map { ("domain", $0) } ?? ("customer", "my_customer"))
        if let start { fields.append(("pageToken", start)) }
        let query = fields.map { "\($0)=\(OutboundForm.encoded($1))" }.joined(separator: "&")
        let token = try await accessToken(by: http)
        let answer = try await read(
            OutboundRequest(
                "GET", "https://admin.googleapis.com/admin/directory/v1/users?\(query)",
                headers: [("Authorization", "Bearer \(token)")], longestAnswer: 16 << 20, timeout: 30), by: http)
        return Page(users: answer["users"]?.array ?? [], next: answer["nextPageToken"]?.string)
    }

    private func accessToken(by http: any OutboundHTTP) async throws -> String {
        guard let refresh = options["admin_refresh_token"]?.string, let client = options["client_id"]?.string,
            let secret = options["client_secret"]?.string
        else { return options["admin_access_token"]?.string ?? "" }
        let form = [
            (name: "grant_type", value: "refresh_token"), (name: "refresh_token", value: refresh),
            (name: "client_id", value: client), (name: "client_secret", value: secret),
        ]
        let answer = try await read(
            OutboundRequest(
                "POST", "https://oauth2.googleapis.com/token",
                headers: [("Content-Type", "application/x-www-form-urlencoded")], body: OutboundForm.body(form)),
            by: http)
        guard let token = answer["access_token"]?.string else {
            throw DirectoryProblem(description: "Google gave no access token")
        }
        return token
    }

    private func read(_ request: OutboundRequest, by http: any OutboundHTTP) async throws -> JSON {
        let answer = try await http.send(request)
        switch answer.status {
        case 200: return try JSON(parsing: answer.body)
        // The service is overloaded or limits the rate: a retry may succeed.
        case 429, 500...599: throw OutboundFailure("Google answered \(answer.status)")
        default: throw DirectoryProblem(description: "Google answered \(answer.status)")
        }
    }
}
