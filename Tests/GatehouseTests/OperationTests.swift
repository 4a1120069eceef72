import Contract
import Foundation
import Serving
import TestKit
import Testing

@testable import Gatehouse

/// What every operation promises, whatever it does.
@Suite struct OperationTests {
    private static let operations = Composition.operations.map(\.description)

    @Test func areDocumentedOnes() {
        #expect(ManagementOperation.all.count == 406)
        let known = ManagementOperation.all + ManagementOperation.retired
        let documented = Dictionary(uniqueKeysWithValues: known.map { ($0.signature, $0) })
        for operation in Self.operations {
            let row = documented[ManagementOperation.signature(operation.method.rawValue, operation.path)]
            #expect(row?.path == operation.path && row?.method == operation.method.rawValue, "\(operation.path)")
            #expect(Set(row?.scopes ?? []) == Set(operation.scopes), "\(operation.method) \(operation.path)")
        }
        #expect(Set(Self.operations.map { "\($0.method) \($0.path)" }).count == Self.operations.count)
    }

    @Test func needATokenWithAScope() async throws {
        try await eachEngine { tenant in
            let powerless = try await tenant.token(scopes: ["read:nothing"])
            for operation in Self.operations {
                let (method, path) = (operation.method.rawValue, Self.path(of: operation))
                let anonymous = try await tenant.request(method, path, token: nil)
                Self.expect(anonymous, 401, nil, operation)
                guard !operation.scopes.isEmpty else { continue }
                let refused = try await tenant.request(method, path, token: powerless)
                Self.expect(refused, 403, "insufficient_scope", operation)
            }
        }
    }

    @Test func refuseUnknownMembersByName() async throws {
        try await eachEngine { tenant in
            for operation in Self.operations {
                guard let body = operation.body, case .object(let members) = body.shape, case .refused = members.others
                else { continue }
                var json: JSON = ["no_such_member": 1]
                for (name, schema) in members.named where schema.isRequired { json[name] = .null }
                let answer = try await tenant.request(
                    operation.method.rawValue, Self.path(of: operation), body: json, token: tenant.token)
                Self.expect(answer, 400, "invalid_body", operation)
                let message = answer.json["message"]?.string ?? ""
                if !message.contains("'Additional properties not allowed: no_such_member'") {
                    Issue.record("\(operation.method.rawValue) \(operation.path): \(message)")
                }
            }
        }
    }

    @Test func missingOnesSaySo() async throws {
        try await TestTenant.with(.sqlite) { tenant in
            for operation in ManagementOperation.all where !operation.isImplemented {
                let path = operation.path.replacing(/\{[^}]*\}/, with: "x")
                let answer = try await tenant.request(operation.method, path, token: nil)
                let json: JSON = .refusal(
                    501, "\(operation.method) \(operation.path) is not implemented.", code: "not_implemented")
                #expect(answer.status == 501 && answer.json == json, "\(operation.method) \(path)")
            }
            let unknown = try await tenant.request("GET", "/nowhere", token: nil)
            #expect(unknown.status == 404)
        }
    }

    @Test func theCompatibilityPageIsUpToDate() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let page = root.deletingLastPathComponent().appendingPathComponent("docs/compatibility.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let isUpToDate = text == Gatehouse.compatibility
        #expect(isUpToDate, "run `gatehouse compatibility > docs/compatibility.md`")
    }

    private static func path(of operation: OperationDescription) -> String {
        operation.path.replacing(/\{[^}]*\}/, with: "x")
    }

    private static func expect(
        _ answer: TestTenant.Answer, _ status: Int, _ code: String?, _ operation: OperationDescription
    ) {
        guard answer.status != status || code.map(JSON.string) != answer.json["errorCode"] else { return }
        Issue.record("\(operation.method.rawValue) \(operation.path): \(answer.status) \(answer.json.text)")
    }
}
