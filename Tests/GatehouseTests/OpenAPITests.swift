import Contract
import TestKit
import Testing

@testable import Gatehouse

@Suite struct OpenAPITests {
    @Test func everyOperationIsDescribedOnce() throws {
        let document = Gatehouse.openAPI(issuer: "http://localhost:3000/")
        var identifiers: [String] = []
        for (_, path) in document["paths"]?.object ?? [:] {
            for (_, operation) in path.object ?? [:] {
                identifiers += [operation["operationId"]?.string].compactMap { $0 }
            }
        }
        #expect(identifiers.count == Composition.operations.count)
        #expect(Set(identifiers).count == identifiers.count)
    }

    @Test func aRoleIsDescribed() async throws {
        let document = Gatehouse.openAPI(issuer: "http://localhost:3000/")
        let expected: JSON = [
            "openapi": "3.1.0", "servers": [["url": "http://localhost:3000/api/v2"]],
            "components": ["securitySchemes": ["token": ["type": "http", "scheme": "bearer"]]],
        ]
        #expect(document.difference(from: expected) == nil)
        let operation: JSON = [
            "operationId": "postRoles", "tags": ["roles"], "security": [["token": ["create:roles"]]],
            "requestBody": [
                "required": true,
                "content": [
                    "application/json": [
                        "schema": [
                            "type": "object", "required": ["name"], "additionalProperties": false,
                            "properties": [
                                "name": ["type": "string", "minLength": 1, "maxLength": 50],
                                "description": ["type": ["string", "null"], "maxLength": 255],
                            ],
                        ]
                    ]
                ],
            ],
        ]
        let described = document["paths"]?["/roles"]?["post"]
        #expect(described?.difference(from: operation) == nil)
        try await TestTenant.with(.sqlite) { tenant in
            let served = try await tenant.request("GET", "/openapi.json", token: nil)
            #expect(served.status == 200 && served.json == document)
        }
    }
}
