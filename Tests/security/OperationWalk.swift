import Contract
import Foundation
import OrderedCollections
import Serving
import TestKit

@testable import Gatehouse

/// Every operation of the Management API, and what can be sent to it: for tests that attack each place of each.
enum OperationWalk {
    static var operations: [OperationDescription] { Composition.operations.map(\.description) }

    /// A place in a query or a body.
    struct Place: Sendable, CustomStringConvertible {
        let operation: OperationDescription
        /// Members and, for arrays, `0`; within the query where `isQuery`.
        let path: [String]
        let isQuery: Bool
        let schema: Schema

        var description: String {
            "\(operation.method.rawValue) \(operation.path) \(isQuery ? "?" : ".")\(path.joined(separator: "."))"
        }
    }

    /// All places of queries and bodies whose schema is of some kind.
    static func places(where isWanted: (Schema) -> Bool) -> [Place] {
        operations.flatMap { operation -> [Place] in
            var places: [Place] = []
            func walk(_ schema: Schema, _ path: [String], isQuery: Bool, depth: Int) {
                if isWanted(schema), !path.isEmpty {
                    places.append(Place(operation: operation, path: path, isQuery: isQuery, schema: schema))
                }
                guard depth < 7 else { return }
                switch schema.shape {
                case .object(let members):
                    for (name, inner) in members.named {
                        walk(inner, path + [name], isQuery: isQuery, depth: depth + 1)
                    }
                    if case .allowed(let inner) = members.others, members.named.isEmpty {
                        walk(inner, path + ["x"], isQuery: isQuery, depth: depth + 1)
                    }
                case .array(let items): walk(items.schema, path + ["0"], isQuery: isQuery, depth: depth + 1)
                case .anyOf(let schemas):
                    for inner in schemas { walk(inner, path, isQuery: isQuery, depth: depth + 1) }
                default: break
                }
            }
            walk(operation.query, [], isQuery: true, depth: 0)
            if let body = operation.body { walk(body, [], isQuery: false, depth: 0) }
            return places
        }
    }

    /// A body that fits but for one value: the members that must be there, and those on the way to the value.
    static func body(of schema: Schema, with value: JSON, at path: ArraySlice<String>) -> JSON {
        guard let name = path.first else { return value }
        switch schema.shape {
        case .object(let members):
            var object = (sample(schema).object ?? [:])
            let inner: Schema? =
                members.named[name] ?? { if case .allowed(let other) = members.others { other } else { nil } }()
            // First, so that nothing else is refused before it.
            var ordered: JSONObject = [name: body(of: inner ?? .any, with: value, at: path.dropFirst())]
            object[name] = nil
            ordered.merge(object) { $1 }
            return .object(ordered)
        case .array(let items): return [body(of: items.schema, with: value, at: path.dropFirst())]
        case .anyOf(let schemas):
            let fitting = schemas.first { fits($0, path) } ?? schemas[0]
            return body(of: fitting, with: value, at: path)
        default: return [:]
        }
    }

    private static func fits(_ schema: Schema, _ path: ArraySlice<String>) -> Bool {
        guard let name = path.first else { return true }
        switch schema.shape {
        case .object(let members):
            if let inner = members.named[name] { return fits(inner, path.dropFirst()) }
            if case .allowed(let inner) = members.others, members.named.isEmpty { return fits(inner, path.dropFirst()) }
            return false
        case .array(let items): return name == "0" && fits(items.schema, path.dropFirst())
        case .anyOf(let schemas): return schemas.contains { fits($0, path) }
        default: return false
        }
    }

    /// A value that fits, as small as can be.
    static func sample(_ schema: Schema, named name: String = "") -> JSON {
        switch schema.shape {
        case .any: return [:]
        case .boolean: return true
        case .integer(let range): return .integer(Int64(max(range.lowerBound, min(1, range.upperBound))))
        case .number(let range): return .number(max(range.lowerBound, min(1, range.upperBound)))
        case .deferred(let schema): return sample(schema(), named: name)
        case .anyOf(let schemas): return schemas.first.map { sample($0, named: name) } ?? .null
        case .array(let items): return .array((0..<items.count.lowerBound).map { _ in sample(items.schema) })
        case .object(let members):
            var object: JSONObject = [:]
            for (name, inner) in members.named where inner.isRequired { object[name] = sample(inner, named: name) }
            return .object(object)
        case .string(let text): return .string(sample(text, named: name))
        }
    }

    private static let texts: [String] = [
        "Username-Password-Authentication", "jane@example.com", "https://app.example/x", "2030-01-01T00:00:00.000Z",
        "x", "abc", "node22", "v3", "#ffffff", "en", "+15551234567", "10.0.0.0/8", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "00000000-0000-0000-0000-000000000000", "app.example", "con_0000000000000001", "post-login",
        "con_abcdefghijklmnop",
        "org_abcdefghijklmnop", "urn:a:b", "{{ x }}", "function f() {}", "abcdefghijkl", "1.0.0",
    ]

    private static func sample(_ text: Schema.Text, named name: String) -> String {
        if let first = text.cases?.first { return first }
        let one = Schema.string(text.length, pattern: text.pattern, format: text.format)
        if let fitting = texts.first(where: { one.accepts(.string($0)) }) { return fitting }
        return String(repeating: "a", count: max(1, text.length.lowerBound))
    }

    /// Sets a tenant up with one of most things.
    /// - Returns: arguments of paths, by what comes before them: `/users/{}`.
    static func populate(_ tenant: TestTenant) async throws -> [String: String] {
        func make(_ path: String, _ body: JSON, _ member: String = "id") async throws -> String {
            let answer = try await tenant.request("POST", path, body: body, token: tenant.token)
            return answer.json[member]?.string ?? "none"
        }
        var arguments: [String: String] = [:]
        arguments["/users"] = try await make(
            "/users",
            [
                "connection": "Username-Password-Authentication", "email": "ann@example.com",
                "password": "Correct-Horse-9",
            ], "user_id")
        arguments["/roles"] = try await make("/roles", ["name": "reader"])
        arguments["/resource-servers"] = try await make("/resource-servers", ["identifier": "urn:notes"])
        arguments["/clients"] = try await make(
            "/clients", ["name": "App", "grant_types": ["password", "client_credentials", "refresh_token"]], "client_id"
        )
        arguments["/connections"] = try await make("/connections", ["name": "other", "strategy": "auth0"])
        arguments["/organizations"] = try await make("/organizations", ["name": "acme"])
        arguments["/rules"] = try await make("/rules", ["name": "r", "script": "function f(u, c, cb) { cb(); }"])
        arguments["/hooks"] = try await make(
            "/hooks", ["name": "h", "script": "module.exports = () => {}", "triggerId": "pre-user-registration"])
        arguments["/log-streams"] = try await make(
            "/log-streams", ["name": "s", "type": "http", "sink": ["httpEndpoint": "https://sink.example"]])
        arguments["/network-acls"] = try await make(
            "/network-acls",
            [
                "description": "d", "active": false, "priority": 3,
                "rule": ["action": ["log": true], "scope": "management", "match": ["ipv4_cidrs": ["203.0.113.9"]]],
            ])
        arguments["/actions/actions"] = try await make(
            "/actions/actions",
            [
                "name": "a", "code": "exports.onExecutePostLogin = async () => {};",
                "supported_triggers": [["id": "post-login", "version": "v3"]],
            ])
        arguments["/forms"] = try await make("/forms", ["name": "f"])
        arguments["/flows"] = try await make("/flows", ["name": "f"])
        arguments["/self-service-profiles"] = try await make("/self-service-profiles", ["name": "p"])
        arguments["/user-attribute-profiles"] = try await make(
            "/user-attribute-profiles",
            [
                "name": "p",
                "user_attributes": [
                    "email": ["description": "e", "label": "l", "profile_required": false, "auth0_mapping": "email"]
                ],
            ])
        arguments["/client-grants"] = try await make(
            "/client-grants",
            ["client_id": .string(arguments["/clients"] ?? ""), "audience": "urn:notes", "scope": []])
        return arguments
    }

    /// An operation's path with arguments in place of its parameters.
    static func path(of operation: OperationDescription, _ arguments: [String: String], or other: String = "none")
        -> String
    {
        var prefix = ""
        return operation.path.split(separator: "/").map { part -> String in
            defer { if !part.hasPrefix("{") { prefix += "/\(part)" } }
            guard part.hasPrefix("{") else { return "/\(part)" }
            let value = arguments[prefix] ?? other
            return "/" + (value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? value)
        }.joined()
    }
}
