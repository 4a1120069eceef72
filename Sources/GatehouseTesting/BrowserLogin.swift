import Foundation
import HTTPTypes
import ManagementClient
import Serving

/// The error of a failed login, with the message of the page.
public struct BrowserLoginFailure: Error, Hashable, CustomStringConvertible, Sendable {
    /// The message of the page.
    public let description: String

    /// Creates an error with the message of a page.
    public init(description: String) { self.description = description }
}

extension LocalTenant {
    /// Logs a user in as a browser without JavaScript does: follows an application's link and fills in the login page.
    ///
    /// ```swift
    /// let callback = try await tenant.logIn(at: app.loginLink, as: "ann@example.com", password: "Correct-Horse-9")
    /// try await app.finishLogin(callback)
    /// ```
    /// - Parameters:
    ///   - url: The URL to which the application redirects browsers: `/authorize` of this tenant with its parameters.
    ///   - name: The user's identifier: an email address or a username.
    /// - Returns: The final redirect: the application's callback with an authorization code or an error.
    /// - Throws: `BrowserLoginFailure` if a page reports an error or asks for more.
    public func logIn(at url: String, as name: String, password: String) async throws -> String {
        let start = try await visit(.get, url, cookies: [:])
        guard let page = start.headers[.location] else { throw BrowserLoginFailure(start) }
        // Errors in the request itself are reported to the application.
        guard page.hasPrefix("/u/"), let state = page.split(separator: "state=").last else { return page }
        let form = [("state", String(state)), ("username", name), ("password", password)]
        let answer = try await visit(.post, "/u/login", cookies: start.cookies, form: form)
        guard let callback = answer.headers[.location] else { throw BrowserLoginFailure(answer) }
        return callback
    }

    private func visit(
        _ method: HTTPRequest.Method, _ address: String, cookies: [String: String], form: [(String, String)]? = nil
    ) async throws -> TransportResponse {
        let path = address.hasPrefix(issuer) ? String(address.dropFirst(issuer.count - 1)) : address
        var headers: HTTPFields = [:]
        if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if form != nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        return try await exchange(method, path, headers, form.map { Array(Self.encoded($0).utf8) })
    }

    private static func encoded(_ form: [(String, String)]) -> String {
        form.map { name, value in "\(name)=\(PercentEncoding.encode(value))" }.joined(separator: "&")
    }
}

extension TransportResponse {
    fileprivate var cookies: [String: String] {
        let pairs = headers.filter { $0.name == .setCookie }.map { field in
            field.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
        }
        return Dictionary(
            pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }
}

extension BrowserLoginFailure {
    fileprivate init(_ page: TransportResponse) {
        let html = String(decoding: page.body, as: UTF8.self)
        let alert = html.firstMatch(of: /role="alert"[^>]*>([^<]*)/).map { String($0.output.1) }
        let title = html.firstMatch(of: /<title>([^<]*)/).map { String($0.output.1) }
        description = alert ?? title ?? "The server answered \(page.status.code)"
    }
}
