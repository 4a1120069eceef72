import Contract
import ManagementClient
import Model
import OrderedCollections
import PeopleAPI
import Secrets
import Storage
import TestKit
import Testing

@Suite struct SessionsTests {
    private static let ada: Scenario = .post("/users", UserIdentitiesTests.user("ada"), 201)
    private static let browser = DeviceTrace.Sighting(ip: "192.0.2.1", userAgent: "Browser/1")

    /// Creates a session as a login does.
    static func session(_ id: SessionID, _ tenant: TestTenant, idle: Duration? = .seconds(3600)) -> SessionRow {
        var session = SessionRow(
            id: id, of: "auth0|ada", at: tenant.clock.now, idleLifetime: idle, lifetime: .seconds(86_400),
            device: DeviceTrace(browser))
        session.clients = [ClientID(tenant.administrator.clientID)]
        session.proofs = [SessionRow.Proof("pwd", at: tenant.clock.now)]
        session.isPersistent = true
        return session
    }

    @Test func whatIsTold() async throws {
        try await eachEngine { tenant in
            let moment = "2026-01-31T12:00:00.000Z"
            let client = JSON.string(tenant.administrator.clientID)
            let session = Self.session("one", tenant)
            try await tenant.run([Self.ada])
            try await tenant.store.write("local") { try $0.insert(session, secretDigest: "digest") }
            try await tenant.run([
                .get(
                    "/sessions/one", 200,
                    [
                        "id": "one", "user_id": "auth0|ada", "created_at": .string(moment),
                        "updated_at": .string(moment), "authenticated_at": .string(moment),
                        "last_interacted_at": .string(moment), "idle_expires_at": "2026-01-31T13:00:00.000Z",
                        "expires_at": "2026-02-01T12:00:00.000Z", "clients": [["client_id": client]],
                        "authentication": ["methods": [["name": "pwd", "timestamp": .string(moment)]]],
                        "cookie": ["mode": "persistent"],
                        "device": [
                            "initial_ip": "192.0.2.1", "initial_user_agent": "Browser/1", "last_ip": "192.0.2.1",
                        ],
                    ], lacking: ["session_metadata", "secret_digest", "device.initial_asn"]),
                .get("/sessions/none", 404, .refusal(404, "The session does not exist.", code: "inexistent_session")),
                .patch("/sessions/one", ["session_metadata": ["a": 1]], 200, ["session_metadata": ["a": 1]]),
                .patch("/sessions/one", ["session_metadata": ["b": 2]], 200, ["session_metadata": ["b": 2]]),
                .get("/sessions/one", 200, lacking: ["session_metadata.a"]),
                .patch("/sessions/one", ["session_metadata": .null], 200, lacking: ["session_metadata"]),
                .patch("/sessions/one", [:], 400),
                .patch("/sessions/none", ["session_metadata": [:]], 404),
            ])
        }
    }

    @Test func usingAndEnding() async throws {
        try await eachEngine { tenant in
            let session = Self.session("one", tenant)
            try await tenant.run([Self.ada])
            try await tenant.store.write("local") { try $0.insert(session, secretDigest: "digest") }
            tenant.clock.advance(.seconds(3599))
            let now = tenant.clock.now
            let touched = try await tenant.store.write("local") { transaction -> SessionRow? in
                guard var found = try transaction.session(havingDigest: "digest", liveAt: now) else { return nil }
                found.touch(
                    at: now, by: "other", from: .init(ip: "192.0.2.2", userAgent: nil), idleLifetime: .seconds(3600))
                try transaction.update(found)
                return found
            }
            #expect(touched?.clients == [ClientID(tenant.administrator.clientID), "other"])
            tenant.clock.advance(.seconds(3599))
            let later = tenant.clock.now
            let kept = try await tenant.store.read("local") { try $0.session("one", liveAt: later) }
            #expect(kept == touched && kept?.device.initial.ip == "192.0.2.1" && kept?.device.last.ip == "192.0.2.2")
            #expect(kept?.isLive(at: later) == true && kept?.isLive(at: later + .seconds(1)) == false)
            tenant.clock.advance(.seconds(1))
            try await tenant.run([
                .get("/sessions/one", 404), .get("/users/auth0%7Cada/sessions", 200, ["sessions": []]),
            ])
            let end = tenant.clock.now
            let gone = try await tenant.store.write("local") { transaction -> Bool in
                try transaction.deleteEndedSessions(at: end, limit: 10)
                return try !transaction.exists("SELECT 1 FROM sessions")
            }
            #expect(gone)
        }
    }

    @Test func listsAndDeletes() async throws {
        try await eachEngine { tenant in
            try await tenant.run([Self.ada])
            for id in ["b", "a", "c"] as [SessionID] {
                let session = Self.session(id, tenant)
                try await tenant.store.write("local") { try $0.insert(session) }
                tenant.clock.advance(.seconds(1))
            }
            let sessions = tenant.client.sessions
            let first = try await sessions.list("auth0|ada", AccessQuery(take: 2, includeTotals: true))
            #expect(first.items.map(\.id) == ["b", "a"] && first.total == 3)
            let rest = try await sessions.list("auth0|ada", AccessQuery(from: first.next, take: 2))
            #expect(rest.items.map(\.id) == ["c"] && rest.next == nil)
            try await sessions.delete("a")
            try await sessions.delete("a")
            try await tenant.run([
                .get("/users/auth0%7Cada/sessions?per_page=1", 200, ["sessions": [["id": "b"]]]),
                .delete("/users/auth0%7Cada/sessions", 202, [:]),
                .get("/users/auth0%7Cada/sessions?include_totals=true", 200, ["sessions": [], "total": 0]),
                .delete("/sessions/none", 202, [:]),
                .post("/sessions/none/revoke", nil, 404),
            ])
        }
    }
}
