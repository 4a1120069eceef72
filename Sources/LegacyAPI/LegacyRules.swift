import Contract
import OrderedCollections
import Outbound

extension LegacyAPI {
    static let ruleOperations: [LegacyOperation] = [
        LegacyOperation("GET", "/api/rules", "GET /rules") { call in
            LegacyReply(.array(try await call.askAll("/rules", "rules").map(LegacyRule.json)))
        },
        LegacyOperation("POST", "/api/rules", "POST /rules") { call in
            var rule = try call.rule()
            rule["name"] = .string(try call.text("name"))
            return LegacyReply(LegacyRule.json(try await call.ask(.post, "/rules", body: rule)))
        },
        LegacyOperation("PUT", "/api/rules/{rule}", "PATCH /rules/{id}") { call in
            let rule = try call.rule()
            return LegacyReply(LegacyRule.json(try await call.ask(.patch, try await call.rulePath(), body: rule)))
        },
        LegacyOperation("DELETE", "/api/rules/{rule}", "DELETE /rules/{id}") { call in
            _ = try await call.ask(.delete, try await call.rulePath())
            return .nothing
        },
    ]
}

/// A rule in the format of the Management API v1.
private enum LegacyRule {
    static func json(_ rule: JSON) -> JSON {
        var json = rule
        json["status"] = rule["enabled"] ?? false
        json["enabled"] = nil
        return json
    }
}

extension LegacyCall {
    /// Returns the rule in the body, without its name.
    fileprivate func rule() throws -> JSON {
        var rule: JSON = ["script": .string(try text("script"))]
        guard let isOn = body["status"]?.bool else {
            throw LegacyRefusal(400, "Missing required property: status", code: "invalid_body")
        }
        rule["enabled"] = .bool(isOn)
        if let order = body["order"] { rule["order"] = order }
        return rule
    }

    /// Returns the path of the rule that the call names.
    fileprivate func rulePath() async throws -> String {
        let rule = try await askAll("/rules", "rules").first { $0["name"]?.string == arguments[0] }
        guard let id = rule?["id"]?.string else {
            throw LegacyRefusal.notFound("The rule does not exist", code: "inexistent_rule")
        }
        return "/rules/\(OutboundForm.encoded(id))"
    }
}
