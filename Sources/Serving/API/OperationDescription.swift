import Contract
import Foundation
import OrderedCollections

/// An operation without its types, for checking requests and for generating documents.
public final class OperationDescription: Sendable {
    public let method: Contract.Method
    /// The path relative to the API's root.
    public let path: String
    public let summary: String
    public let scopes: [String]
    /// The scopes that allow users to act only on their own account.
    let ownScopes: Set<String>
    public let status: Int
    public let otherStatus: Int?
    /// Members of the response that the operation itself creates, and therefore always shows.
    let disclosed: Set<String>
    /// The scopes that show and set individual members of the response and the body; `nil` if every caller can.
    public let answerAccess: MemberAccess?
    public let bodyAccess: MemberAccess?
    /// The member with the items if the response is a page.
    let listName: String?
    /// Whether the response is a list, in pages or complete.
    private let isList: Bool
    private let parts: Deferred<Parts>

    /// The properties that are derived from the operation's types.
    private struct Parts: Sendable {
        let pathParameters: [(name: String, schema: Schema)]
        let query: Schema
        let body: Schema?
        let hasSecretBody: Bool
        let fileMember: String?
        let textType: String?
        let answer: Schema?
        let answerType: String?
    }

    /// Whether the operation has a body.
    public let hasBody: Bool
    public var pathParameters: [(name: String, schema: Schema)] { parts.value.pathParameters }
    public var query: Schema { parts.value.query }
    public var body: Schema? { parts.value.body }
    /// Whether all values of the body are secret, so that errors and logs must not contain them.
    public var hasSecretBody: Bool { parts.value.hasSecretBody }
    /// The member of the body that is a file, if the body is a form with one.
    public var fileMember: String? { parts.value.fileMember }
    /// The media type of a body that can be text instead of JSON.
    public var textType: String? { parts.value.textType }
    public var answer: Schema? { parts.value.answer }
    /// The media type of a response that is not JSON.
    public var answerType: String? { parts.value.answerType }

    public init<Path, Query, Body, Answer>(_ endpoint: Endpoint<Path, Query, Body, Answer>) {
        method = endpoint.method
        path = endpoint.path
        summary = endpoint.summary
        scopes = endpoint.scopes
        let isOnUsers = endpoint.path.hasPrefix("/users/{")
        ownScopes = Set(isOnUsers ? scopes.filter { $0.contains(":current_user") } : [])
        status = endpoint.status
        otherStatus = endpoint.otherStatus
        disclosed = endpoint.disclosed
        answerAccess = (Answer.self as? any AccessControlled.Type)?.access
        bodyAccess = (Body.self as? any AccessControlled.Type)?.access
        listName = (Answer.self as? any PageOfList.Type)?.listName
        isList = endpoint.method == .get && (listName != nil || Answer.self is any ListAnswer.Type)
        hasBody = endpoint.hasBody
        parts = Deferred {
            Parts(
                pathParameters: Array(zip(endpoint.pathParameters, Path.schemas)).map { (name: $0.0, schema: $0.1) },
                query: Schema.of(Query.self), body: endpoint.hasBody ? Schema.of(Body.self) : nil,
                hasSecretBody: Body.self is any SecretBody.Type,
                fileMember: (Body.self as? any MultipartForm.Type)?.fileMember,
                textType: (Body.self as? any TextBody.Type)?.textType,
                answer: Answer.self == NoContent.self ? nil : Schema.of(Answer.self),
                answerType: (Answer.self as? any TypedAnswer.Type)?.mediaType)
        }
    }

    func checkedPath<Path: PathArguments>(_ arguments: [String], _: Path.Type) throws -> Path {
        for (parameter, argument) in zip(pathParameters, arguments) {
            try refusing("Path", "invalid_uri", of: parameter.schema) { schema in
                try schema.check(.string(argument), at: parameter.name)
            }
        }
        return Path(arguments: arguments)
    }

    func checkedQuery(_ text: String) throws -> JSON {
        guard let pairs = PercentEncoding.pairs(text) else {
            throw APIError.badRequest(
                "Query validation error: 'The query is not percent-encoded UTF-8'.", code: "invalid_query_string")
        }
        var values = QueryValues(pairs, schema: query).json
        let undeclared = isList ? values.takeMembers(Self.listParameters.subtracting(query.members.keys)) : [:]
        try refusing("Query", "invalid_query_string", of: query) { try $0.check(values) }
        if let fields = undeclared["fields"] {
            values["fields"] = fields
            values["include_fields"] = .bool(undeclared["include_fields"] != "false")
        }
        return values
    }

    /// Parameters that all list operations accept, even those that do not declare them and return the complete list.
    private static let listParameters: Set<String> = [
        "page", "per_page", "include_totals", "from", "take", "fields", "include_fields",
    ]

    func checkedBody(of request: IncomingRequest) throws -> JSON {
        guard let body else { return .null }
        let value = try value(of: request, as: body)
        try refusing("Payload", "invalid_body", of: body) { try $0.check(value) }
        // Schemas check neither members that they do not know nor the names of members.
        if value.hasNUL { throw APIError.invalidBody("Payload validation error: 'String contains a NUL character'.") }
        return value
    }

    private func value(of request: IncomingRequest, as schema: Schema) throws -> JSON {
        if request.body.isEmpty { return .null }
        if request.isForm {
            guard let text = String(validating: request.body, as: UTF8.self), let pairs = PercentEncoding.pairs(text)
            else { throw APIError.invalidBody("Invalid request payload format") }
            return QueryValues(pairs, schema: schema).json
        }
        if let textType, request.mediaType == textType { return try text(of: request) }
        do {
            return try JSON(parsing: request.body)
        } catch {
            // Some clients send text with the media type of JSON.
            if textType != nil { return try text(of: request) }
            throw APIError.invalidBody("Invalid request payload JSON format")
        }
    }

    private func text(of request: IncomingRequest) throws -> JSON {
        guard let text = String(validating: request.body, as: UTF8.self) else {
            throw APIError.invalidBody("Invalid request payload format")
        }
        return .string(text)
    }

    /// - Parameter file: the member that is a file; `nil` if the form had none.
    func checkedForm(_ fields: [(name: String, value: String)], file: String?) throws -> JSON {
        guard let body else { return .null }
        var value = QueryValues(fields, schema: body).json
        if let file { value[file] = "" }
        try refusing("Payload", "invalid_body", of: body) { try $0.check(value) }
        return value
    }

    private func refusing(_ part: String, _ code: String, of schema: Schema, _ check: (Schema) throws -> Void) throws {
        do {
            try check(schema)
        } catch let violation as SchemaViolation {
            let place = violation.path.isEmpty ? "" : " on property \(violation.path)"
            let meaning = violation.summary.map { " (\($0))" } ?? ""
            throw APIError.badRequest("\(part) validation error: '\(violation.message)'\(place)\(meaning).", code: code)
        }
    }
}

/// The values of a query or form, converted to the types of the schema. Values that cannot be converted stay strings,
/// which the check rejects.
struct QueryValues {
    let json: JSON

    init(_ pairs: [(name: String, value: String)], schema: Schema) {
        var members = JSONObject()
        for (name, value) in pairs {
            let name = name.hasSuffix("[]") ? String(name.dropLast(2)) : name
            guard let wanted = schema.members[name] else {
                members[name] = .string(value)
                continue
            }
            if case .array(let items) = wanted.shape {
                let earlier = members[name]?.array ?? []
                let values: [JSON] = value.split(separator: ",").map { Self.value(String($0), as: items.schema) }
                members[name] = .array(earlier + values)
            } else {
                members[name] = Self.value(value, as: wanted)
            }
        }
        json = .object(members)
    }

    private static func value(_ text: String, as schema: Schema) -> JSON {
        switch schema.shape {
        case .boolean: ["true": .bool(true), "false": .bool(false)][text] ?? .string(text)
        case .integer: Int64(text).map(JSON.integer) ?? .string(text)
        case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil } ?? .string(text)
        default: .string(text)
        }
    }
}

extension JSON {
    /// Removes members of an object.
    /// - Returns: the members that existed.
    fileprivate mutating func takeMembers(_ names: Set<String>) -> JSONObject {
        guard case .object(let members) = self, members.keys.contains(where: names.contains) else { return [:] }
        self = .object(members.filter { !names.contains($0.key) })
        return members.filter { names.contains($0.key) }
    }
}
