import Contract
import Foundation
import Serving
import TestKit
import Testing

/// Sends extreme numbers and dates as every number and date of every operation. That the process is there at the end is
/// half of what is tested.
@Suite("Number fuzz") struct NumberFuzzTests {
    private static let numbers = [
        "9223372036854775807", "-9223372036854775808", "18446744073709551616", "9007199254740993", "1e308", "-1e308",
        "-0.0", "1e999", "-1e999", "1e-400", "2147483648", "4294967296", "-1", "0", "0.5", "1.0",
    ]
    private static let dates = [
        "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.999-23:59", "0000-01-01T00:00:00Z", "0000-01-01T00:00:00+23:59",
        "+292278994-08-17T07:12:55.807Z", "-271821-04-20T00:00:00Z", "2026-01-01T00:00:00.99999999999999999999Z",
        "2026-02-30T00:00:00Z", "9223372036854775807",
    ]

    private static func isNumber(_ schema: Schema) -> Bool {
        switch schema.shape {
        case .integer, .number: true
        default: false
        }
    }

    private static func isDate(_ schema: Schema) -> Bool {
        if case .string(let text) = schema.shape { return text.format?.name == Format.dateTime.name }
        return false
    }

    private static func split(_ numbers: [String], _ schema: Schema) -> (fitting: [String], others: [String]) {
        let fitting = numbers.filter { text in (try? JSON(parsing: text)).map { schema.accepts($0) } ?? false }
        return (fitting, ["9223372036854775807", "1e999"] + numbers.filter { !fitting.contains($0) })
    }

    /// The bounds that a schema has: what is just allowed must be calculated with, too.
    private static func bounds(_ schema: Schema) -> [String] {
        switch schema.shape {
        case .integer(let range): ["\(range.lowerBound)", "\(range.upperBound)"]
        case .number(let range): ["\(range.lowerBound)", "\(range.upperBound)"]
        default: []
        }
    }

    @Test func `no number and no date of any operation ends the process or is a 500`() async throws {
        let numbers = OperationWalk.places(where: Self.isNumber)
        let dates = OperationWalk.places(where: Self.isDate)
        #expect(numbers.count > 150)
        try await eachEngine { tenant in
            let arguments = try await OperationWalk.populate(tenant)
            var dice = Dice(state: FuzzEffort.seeds[0])
            for place in FuzzEffort.places(numbers, &dice) {
                // What the schema refuses is refused before anything is calculated: a few of these are enough.
                let (fitting, others) = Self.split(Self.numbers + Self.bounds(place.schema), place.schema)
                for number in FuzzEffort.some(of: fitting, &dice) + FuzzEffort.some(of: others, &dice).prefix(2) {
                    try await Self.send(number, at: place, arguments, tenant)
                }
            }
            for place in dates {
                for date in FuzzEffort.some(of: Self.dates, &dice) {
                    try await Self.send(place.isQuery ? date : "\"\(date)\"", at: place, arguments, tenant)
                }
            }
            // What was accepted is stored by now: people must still be able to log in.
            let client = arguments["/clients"] ?? ""
            let secret = try await tenant.request("GET", "/clients/\(client)", token: tenant.token).json[
                "client_secret"]
            for grant in ["password", "client_credentials"] {
                let answer = try await tenant.request(
                    "POST", "/oauth/token",
                    body: [
                        "grant_type": .string(grant), "client_id": .string(client), "client_secret": secret ?? "",
                        "audience": "urn:notes", "username": "ann@example.com", "password": "Correct-Horse-9",
                        "scope": "openid offline_access", "realm": "Username-Password-Authentication",
                    ], token: nil, root: "")
                #expect(answer.status < 500, "\(grant): \(answer.text)")
            }
        }
    }

    @Test func `no number in a path ends the process or is a 500`() async throws {
        try await eachEngine { tenant in
            for operation in OperationWalk.operations where !operation.pathParameters.isEmpty {
                for number in Self.numbers.prefix(FuzzEffort.tries) {
                    let path = OperationWalk.path(of: operation, [:], or: number)
                    let body = operation.body.map { OperationWalk.sample($0) }
                    let answer = try await tenant.request(
                        operation.method.rawValue, path, body: body, token: tenant.token)
                    #expect(
                        answer.status < 500 || answer.status == 501,
                        "\(operation.method.rawValue) \(path): \(answer.text)")
                }
            }
        }
    }

    @Test func `what lists follow may be any text`() async throws {
        let places = OperationWalk.places { _ in true }.filter {
            $0.isQuery && ["from", "q", "sort"].contains($0.path[0])
        }
        try await eachEngine { tenant in
            let arguments = try await OperationWalk.populate(tenant)
            for place in places {
                for number in Self.numbers + ["9223372036854775806", "none", "-", "%00", "%F0%9F%92%A9"] {
                    try await Self.send(number, at: place, arguments, tenant)
                }
            }
            for number in ["9223372036854775807", "9223372036854775806"] {
                let found = try await tenant.request(
                    "GET", "/users?q=email:ann*&take=5&from=\(number)", token: tenant.token)
                #expect(found.status < 500)
            }
        }
    }

    /// - Parameter text: the value as it is written in JSON or in the query.
    private static func send(
        _ text: String, at place: OperationWalk.Place, _ arguments: [String: String], _ tenant: TestTenant
    ) async throws {
        let operation = place.operation
        var path = OperationWalk.path(of: operation, arguments)
        var bytes: [UInt8] = []
        if place.isQuery {
            let value = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(["%"])) ?? text
            path += "?\(place.path[0])=\(value)"
        }
        if let schema = operation.body {
            let body =
                place.isQuery
                ? OperationWalk.sample(schema) : OperationWalk.body(of: schema, with: "@@", at: place.path[...])
            bytes = Array(String(decoding: body.bytes, as: UTF8.self).replacing("\"@@\"", with: text).utf8)
        }
        if operation.fileMember != nil { return }
        let answer = try await tenant.request(
            operation.method.rawValue, path, bytes: bytes, token: tenant.token)
        #expect(answer.status < 500, "\(place) \(text): \(answer.text)")
    }
}
