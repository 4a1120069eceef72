import Contract
import Foundation

/// An exchange with Auth0, as it was recorded.
struct Recording: Sendable {
    /// The file that it is in, and its place there.
    let name: String
    let method: String
    /// Below the API's root.
    let path: String
    /// The query's names and values, as they are meant.
    let query: [(name: String, value: String)]
    let body: JSON
    let status: Int
    let response: JSON

    /// Where recordings are, if anywhere.
    static let folder: String? = ProcessInfo.processInfo.environment["GATEHOUSE_RECORDINGS"]

    /// Every exchange of every file in the folder.
    static func all() throws -> [Recording] {
        guard let folder else { return [] }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
        return try names.sorted().flatMap { name in
            let data = try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name))
            let exchanges: [JSON] = try JSON(parsing: Array(data))["interactions"]?.array ?? []
            return exchanges.enumerated().compactMap { number, exchange in
                Recording(exchange, "\(name.dropLast(".json".count)) \(number)")
            }
        }
    }

    private init?(_ exchange: JSON, _ name: String) {
        guard let target = exchange["path"]?.string, target.hasPrefix("/api/v2/"),
            let method = exchange["method"]?.string, let status = exchange["status"]?.integer
        else { return nil }
        let halves = target.dropFirst("/api/v2".count).split(separator: "?", maxSplits: 1)
        self.name = name
        self.method = method
        path = String(halves[0])
        query = halves.count < 2 ? [] : Self.pairs(halves[1])
        body = exchange["body"] ?? .null
        self.status = status
        response = exchange["response"] ?? .null
    }

    /// Whether the answer was struck out when it was recorded, and no longer is what was answered.
    var isStruckOut: Bool {
        guard let members = response.object, members["client_secret"] == "[REDACTED]" else { return false }
        return members["name"] == nil && members["signing_keys"] != nil
    }

    /// What was sent: JSON, or the fields of a form.
    func sentBody<Body: Decodable>(as type: Body.Type) throws -> Body {
        guard type is any MultipartForm.Type, let text = body.string else { return try body.decoded() }
        var fields: JSONObject = [:]
        for part in text.components(separatedBy: "\r\n--") {
            guard let end = part.range(of: "\r\n\r\n"),
                let name = part[..<end.lowerBound].firstMatch(of: /[ ;]name="([^"]*)"/)?.1
            else { continue }
            let value = String(part[end.upperBound...])
            fields[String(name)] = Bool(value).map { .bool($0) } ?? .string(value)
        }
        return try JSON.object(fields).decoded()
    }

    /// The names and values of a query.
    static func pairs(_ text: Substring) -> [(name: String, value: String)] {
        text.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { half in
                half.replacing("+", with: " ").removingPercentEncoding ?? String(half)
            }
            return (halves[0], halves.count == 2 ? halves[1] : "")
        }
    }
}
