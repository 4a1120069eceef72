import Contract
import OrderedCollections
import PeopleAPI

/// The fields to export of each user, and their format.
struct ExportedFields: Sendable {
    private struct Field: Sendable {
        let path: [Step]
        let title: String
    }

    private enum Step: Sendable {
        case member(String)
        case item(Int)
    }

    /// The default fields of CSV.
    private static let defaults: [String] = [
        "user_id", "email", "email_verified", "name", "given_name", "family_name", "nickname", "username",
        "phone_number", "picture", "blocked", "created_at", "updated_at", "last_login", "logins_count",
    ]
    static let hashes: Set<String> = ["password_hash", "custom_password_hash"]
    private static let mostColumns = 30

    let isCSV: Bool
    /// Whether password hashes are requested.
    let hasHashes: Bool
    /// The fields; `nil` exports whole users.
    private let fields: [Field]?

    /// - Throws: `APIError`, 400, if CSV does not support a field.
    init(_ fields: [ExportField]?, isCSV: Bool) throws {
        self.isCSV = isCSV
        let asked = fields ?? (isCSV ? Self.defaults.map { ExportField($0) } : nil)
        hasHashes = asked?.contains { Self.hashes.contains($0.name) } ?? false
        self.fields = asked?.map { Field(path: Self.steps($0.name), title: $0.exportAs ?? $0.name) }
        guard isCSV, let asked else { return }
        guard asked.count <= Self.mostColumns else {
            throw APIError.badRequest("CSV exports have at most \(Self.mostColumns) fields", code: "invalid_body")
        }
        if let whole = asked.first(where: { ["user_metadata", "app_metadata"].contains($0.name) }) {
            throw APIError.badRequest(
                "CSV exports cannot have \(whole.name) as a whole: name its members", code: "invalid_body")
        }
    }

    private static func steps(_ name: String) -> [Step] {
        var steps: [Step] = []
        for part in name.split(separator: ".") {
            let pieces = part.split(whereSeparator: { "[]".contains($0) })
            for (index, piece) in pieces.enumerated() {
                if index > 0, let number = Int(piece) {
                    steps.append(.item(number))
                } else {
                    steps.append(.member(String(piece)))
                }
            }
        }
        return steps
    }

    /// The header line of the file.
    var header: [UInt8] {
        guard isCSV, let fields else { return [] }
        return Array((fields.map { Self.quoted($0.title) }.joined(separator: ",") + "\n").utf8)
    }

    /// Returns a user as a line of the file.
    /// - Parameter text: The user as stored.
    func line(_ text: String, hash: String?) throws -> String {
        guard let fields else { return "\(text)\n" }
        var user = try JSON(parsing: text)
        if let hash { try Self.add(hash, to: &user) }
        let values = fields.map { ($0.title, Self.value(of: user, at: $0.path)) }
        if isCSV { return values.map { Self.cell($0.1) }.joined(separator: ",") + "\n" }
        var line = JSONObject()
        for (title, value) in values { line[title] = value }
        return JSON.object(line).text + "\n"
    }

    private static func value(of user: JSON, at path: [Step]) -> JSON? {
        path.reduce(user) { (value: JSON?, step) in
            switch step {
            case .member(let name): value?[name]
            case .item(let index):
                value?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
            }
        }
    }

    /// Adds the hash under the members that an import accepts.
    /// - Throws: An error if the hash has an unknown format, because an export must not omit a password silently.
    private static func add(_ hash: String, to user: inout JSON) throws {
        if hash.hasPrefix("$2") {
            user["password_hash"] = .string(hash)
        } else if hash.hasPrefix("{") {
            user["custom_password_hash"] = try JSON(parsing: hash)
        } else {
            user["custom_password_hash"] = [
                "algorithm": "argon2", "hash": ["value": .string(hash), "encoding": "utf8"],
            ]
        }
    }

    private static func cell(_ value: JSON?) -> String {
        switch value {
        case nil, .null: ""
        case .string(let text): Timestamp(text) == nil ? quoted("'\(text)") : quoted(text)
        case .bool, .integer, .number: value?.text ?? ""
        case .array, .object: quoted("'\(value?.text ?? "")")
        }
    }

    /// Returns a quoted CSV field. Callers prefix texts with an apostrophe, so that spreadsheets do not interpret them
    /// as formulas.
    private static func quoted(_ text: String) -> String {
        // Works on bytes: a quotation mark with a combining accent is still a quotation mark for CSV readers.
        let mark = UInt8(ascii: "\"")
        var quoted: [UInt8] = [mark]
        for byte in text.utf8 {
            if byte == mark { quoted.append(mark) }
            quoted.append(byte)
        }
        quoted.append(mark)
        return String(decoding: quoted, as: UTF8.self)
    }
}
