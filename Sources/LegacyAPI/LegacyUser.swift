import Contract
import OrderedCollections

/// A user in the format of the Management API v1.
///
/// In v1 there is one kind of metadata, which is merged into the user's own attributes. It is stored as `app_metadata`,
/// which users cannot change themselves; `user_metadata` is read for attributes that `app_metadata` lacks.
enum LegacyUser {
    /// Attributes that are not metadata.
    static let own: Set<String> = [
        "email", "email_verified", "username", "phone_number", "phone_verified", "name", "nickname", "given_name",
        "family_name", "picture", "blocked", "user_id",
    ]

    static func json(_ user: JSON) -> JSON {
        var members = user.object ?? [:]
        let metadata = [members["app_metadata"], members["user_metadata"]].compactMap { $0?.object }
        members["app_metadata"] = nil
        members["user_metadata"] = nil
        if let count = members["logins_count"] {
            members["logins_count"] = nil
            members["loginsCount"] = count
        }
        if let id = members["user_id"]?.string {
            members["_id"] = .string(id.split(separator: "|").last.map(String.init) ?? id)
        }
        for part in metadata { members.merge(part) { own, _ in own } }
        return .object(members)
    }

    static func list(_ users: JSON) -> LegacyReply { LegacyReply(.array((users.array ?? []).map(json))) }

    /// Splits the members of a request into the user's own attributes and metadata.
    static func parts(_ sent: JSONObject) -> (own: JSONObject, metadata: JSONObject) {
        (sent.filter { own.contains($0.key) }, sent.filter { !own.contains($0.key) })
    }
}

/// Translates searches of v1 into the query language of v2.
enum LegacySearch {
    /// Returns the query for users whose name or email address has a prefix, or whose fields have values, such as
    /// `email_verified:true`.
    static func users(_ text: String) throws -> String {
        let text = text.trimmingPrefix { $0.isWhitespace }
        if text.isEmpty { return "" }
        guard text.contains(":") else {
            let prefix = escaped(String(text))
            return "(name:\(prefix)* OR email:\(prefix)*)"
        }
        let terms = try terms(String(text)).map { field, value, _ in
            "\(field == "loginsCount" ? "logins_count" : field):\"\(quoted(value))\""
        }
        return "(\(terms.joined(separator: " AND ")))"
    }

    /// Returns the query for log events whose fields have a prefix, or an exact value if it is quoted.
    static func logs(_ text: String) throws -> String {
        let fields = ["application": "client_name", "connection": "connection", "user": "user_name"]
        guard text.contains(":") else {
            let prefix = escaped(text)
            return "(" + fields.values.sorted().map { "\($0):\(prefix)*" }.joined(separator: " OR ") + ")"
        }
        let terms = try terms(text).map { field, value, isQuoted in
            guard let name = fields[field] else {
                throw LegacyRefusal(400, "Unknown search field: \(field)", code: "invalid_query_string")
            }
            return isQuoted ? "\(name):\"\(quoted(value))\"" : "\(name):\(escaped(value))*"
        }
        return "(\(terms.joined(separator: " AND ")))"
    }

    /// Parses terms such as `field:value` or `field:"value"`, separated by spaces, `;` or AND.
    private static func terms(_ text: String) throws -> [(field: String, value: String, isQuoted: Bool)] {
        var terms: [(String, String, Bool)] = []
        var rest = Substring(text)
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == ";" }
            if rest.isEmpty { return terms }
            guard let term = nextTerm(&rest) else {
                throw LegacyRefusal(400, "The search cannot be read: \(rest)", code: "invalid_query_string")
            }
            terms.append(term)
        }
    }

    /// Removes and returns the first term of a text.
    private static func nextTerm(_ text: inout Substring) -> (field: String, value: String, isQuoted: Bool)? {
        var rest = text
        if rest.hasPrefix("AND"), let next = rest.dropFirst(3).first, next.isWhitespace {
            rest = rest.dropFirst(3).drop { $0.isWhitespace }
        }
        let field = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
        rest = rest[field.endIndex...]
        guard !field.isEmpty, rest.first == ":" else { return nil }
        rest = rest.dropFirst()
        if rest.first == "\"" {
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: "\"") else { return nil }
            text = rest[rest.index(after: end)...]
            return (String(field), String(rest[..<end]), true)
        }
        let value = rest.prefix { !$0.isWhitespace && $0 != ";" && $0 != "\"" }
        guard !value.isEmpty else { return nil }
        text = rest[value.endIndex...]
        return (String(field), String(value), false)
    }

    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            let isPlain = character.isLetter || character.isNumber || ["_", "."].contains(character)
            result += isPlain ? String(character) : "\\\(character)"
        }
        return result
    }

    static func quoted(_ text: String) -> String { text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }
}
