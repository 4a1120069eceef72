import ManagementClient
import Testing

@Suite struct ErrorTests {
    private func failing(
        _ act: @escaping ScriptedTransport.Act, call: (ManagementClient) async throws -> Void
    ) async throws -> ManagementError {
        let client = ManagementClient(ScriptedTransport([act])) { $0.retry = .none }
        return try #require(try await managementError { try await call(client) })
    }

    @Test func aRefusalIsToldInTheAPIsWords() async throws {
        let body: JSON = [
            "statusCode": 404, "error": "Not Found", "message": "The role does not exist.",
            "errorCode": "inexistent_role",
        ]
        let error = try await failing(answer(404, body, ["x-auth0-requestid": "req-1"])) {
            try await $0.roles.delete("rol_x")
        }
        #expect(error.kind == .refused)
        #expect(error.statusCode == 404)
        #expect(error.error == "Not Found")
        #expect(error.message == "The role does not exist.")
        #expect(error.errorCode == "inexistent_role")
        #expect(error.requestID == "req-1")
        #expect(error.operation == "DELETE /roles/{id}")
        #expect(
            error.description == "DELETE /roles/{id}: 404 Not Found: The role does not exist. (inexistent_role)"
                + " [request req-1]")
    }

    @Test func aRefusalWithoutJSONHasTheStatusInWords() async throws {
        let page: ScriptedTransport.Act = { _ in
            TransportResponse(status: .badGateway, body: Array("<html>secret</html>".utf8))
        }
        let error = try await failing(page) { try await $0.roles.delete("rol_x") }
        #expect(error.statusCode == 502)
        #expect(error.message == "Bad Gateway")
    }

    @Test func aRateLimitSaysWhenToComeBack() async throws {
        let headers = ["retry-after": "7", "x-ratelimit-limit": "10", "x-ratelimit-remaining": "0"]
        let error = try await failing(answer(429, ["message": "Global limit has been reached"], headers)) {
            try await $0.roles.delete("rol_x")
        }
        #expect(error.retryAfter == .seconds(7))
        #expect(error.rateLimit == RateLimit(limit: 10, remaining: 0))
    }

    @Test func anUnexpectedAnswerIsToldByItsPlace() async throws {
        let wrong: JSON = ["roles": [["id": "a", "name": "b"], ["id": "c", "name": 5]]]
        let error = try await failing(answer(200, wrong)) { _ = try await $0.roles.list() }
        #expect(error.kind == .decoding)
        #expect(error.message == "The value is not of type String")
        #expect(error.decodingPath == "roles[1].name")
        let missing = try await failing(answer(200, ["id": "a"])) { _ = try await $0.roles.get("a") }
        #expect(missing.decodingPath == "name")
        let none = try await failing(answer(200)) { _ = try await $0.roles.get("a") }
        #expect(none.kind == .decoding)
        let text: ScriptedTransport.Act = { _ in TransportResponse(status: .ok, body: Array("hello".utf8)) }
        let noJSON = try await failing(text) { _ = try await $0.roles.get("a") }
        #expect(noJSON.message.hasPrefix("The answer is not JSON"))
    }

    @Test func transportFailuresAreTold() async throws {
        let broken = try await failing(failure(.connection)) { try await $0.roles.delete("rol_x") }
        #expect(broken.kind == .transport)
        #expect(broken.message == "It broke")
        let late = try await failing(failure(.timeout)) { try await $0.roles.delete("rol_x") }
        #expect(late.kind == .timeout)
    }

    @Test func anErrorNeverHoldsTheToken() async throws {
        let body: JSON = ["error": "Unauthorized", "message": "Bad token token-1 sent"]
        let error = try await failing(answer(401, body)) { try await $0.roles.delete("rol_x") }
        #expect(error.message == "Bad token [hidden] sent")
    }

    @Test func anUnknownErrorOfATransportIsNotQuoted() async throws {
        struct Loud: Error, CustomStringConvertible {
            let description = "Authorization: Bearer token-1"
        }
        let error = try await failing({ _ in throw Loud() }) { try await $0.roles.delete("rol_x") }
        #expect(error.kind == .transport)
        #expect(error.message == "Loud")
    }

    @Test func aPrintedClientHoldsNoSecrets() throws {
        let transport = ScriptedTransport()
        var text = ""
        dump(ManagementClient(transport, token: "verysecret"), to: &text)
        dump(
            ManagementClient(domain: "a", clientID: "b", clientSecret: "verysecret", transport: transport), to: &text)
        #expect(!text.contains("verysecret"))
    }
}
