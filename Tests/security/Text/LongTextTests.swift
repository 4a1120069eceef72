import Contract
import Foundation
import Serving
import TestKit
import Testing

/// Sends long and hostile texts as every text of every operation: refused or kept, on both engines, and never a 500.
@Suite("Long texts") struct LongTextTests {
    /// Not compressible: an index of PostgreSQL compresses what it can.
    private static let long: String = {
        var state: UInt64 = 42
        return String(
            decoding: (0..<9_000).map { _ -> UInt8 in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)[Int(state >> 33) % 36]
            }, as: UTF8.self)
    }()

    private static func isFreeText(_ schema: Schema) -> Bool {
        guard case .string(let text) = schema.shape else { return false }
        return text.cases == nil && text.format?.name != Format.dateTime.name
    }

    /// The longest text that a place takes, of scalars that take most room.
    private static func longest(_ schema: Schema) -> String? {
        guard case .string(let text) = schema.shape, (64...4_096).contains(text.length.upperBound) else { return nil }
        var state: UInt64 = 7
        let scalars = (0..<text.length.upperBound).map { _ -> Unicode.Scalar in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Unicode.Scalar(0x1F300 + UInt32(state >> 40) % 700) ?? "x"
        }
        return String(String.UnicodeScalarView(scalars))
    }

    @Test func `no long text is a 500`() async throws {
        let places = OperationWalk.places(where: Self.isFreeText)
        #expect(places.count > 100)
        let long = [Self.long, "https://x.example/" + Self.long, "urn:" + Self.long]
        let hostile = HostileText.joiners.map { "\($0)<\($0)'\($0)%_*\\\"" }.joined()
        try await eachEngine { tenant in
            let arguments = try await OperationWalk.populate(tenant)
            var dice = Dice(state: FuzzEffort.seeds[0])
            for place in FuzzEffort.places(places, &dice) where place.operation.fileMember == nil {
                // What the schema refuses need not be sent in each form: the first is, and what fits.
                let fitting = long.first { place.schema.accepts(.string($0)) }
                let texts = [fitting, hostile, Self.longest(place.schema)].compactMap { $0 }
                    .filter { place.schema.accepts(.string($0)) }
                for text in texts.isEmpty ? [Self.long] : texts {
                    let operation = place.operation
                    var path = OperationWalk.path(of: operation, arguments)
                    if place.isQuery {
                        path +=
                            "?\(place.path[0])="
                            + (text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
                    }
                    let body = operation.body.map {
                        place.isQuery
                            ? OperationWalk.sample($0)
                            : OperationWalk.body(of: $0, with: .string(text), at: place.path[...])
                    }
                    let answer = try await tenant.request(
                        operation.method.rawValue, path, body: body, token: tenant.token)
                    #expect(
                        answer.status < 500 || answer.status == 501,
                        "\(place) \(text.prefix(20)): \(answer.text.prefix(300))")
                }
            }
        }
    }

    @Test func `no long argument of a path is a 500`() async throws {
        try await eachEngine { tenant in
            for operation in OperationWalk.operations where !operation.pathParameters.isEmpty {
                let path = OperationWalk.path(of: operation, [:], or: Self.long)
                let body = operation.body.map { OperationWalk.sample($0) }
                let answer = try await tenant.request(operation.method.rawValue, path, body: body, token: tenant.token)
                #expect(
                    answer.status < 500 || answer.status == 501,
                    "\(operation.method.rawValue) \(operation.path): \(answer.text.prefix(300))")
            }
        }
    }

    @Test func `long members of a refused request are cut in the log`() async throws {
        try await eachEngine { tenant in
            let long = String(repeating: "é", count: 500_000)
            let many: JSON = .array((0..<20_000).map { .string("value \($0)") })
            for body in [["name": .string(long)], ["name": "x", "unknown": many], ["a": ["b": ["c": .string(long)]]]]
                as [JSON]
            {
                let answer = try await tenant.request("POST", "/roles", body: body, token: tenant.token)
                #expect(answer.status == 400)
            }
            let logs = try await tenant.request("GET", "/logs?per_page=10", token: tenant.token)
            #expect(logs.json.array?.count == 3)
            #expect(logs.body.count < 150_000)
            #expect(logs.text.contains("more bytes)") && logs.text.contains("more items)"))
        }
    }
}
