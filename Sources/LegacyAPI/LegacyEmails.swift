import Contract
import OrderedCollections
import Outbound

extension LegacyAPI {
    static let emailOperations: [LegacyOperation] = [
        LegacyOperation("GET", "/api/emails/{template}", "GET /email-templates/{templateName}") { call in
            LegacyReply(LegacyEmail.json(try await call.ask(.get, try call.templatePath())))
        },
        LegacyOperation("POST", "/api/emails", "POST /email-templates") { call in
            let name = try call.text("template")
            guard LegacyEmail.names.contains(name) else { throw LegacyEmail.unknown(name) }
            let template = try call.template(named: name)
            return LegacyReply(LegacyEmail.json(try await call.ask(.post, "/email-templates", body: template)))
        },
        LegacyOperation("PUT", "/api/emails/{template}", "PUT /email-templates/{templateName}") { call in
            let path = try call.templatePath()
            let template = try call.template(named: call.arguments[0])
            return LegacyReply(LegacyEmail.json(try await call.ask(.put, path, body: template)))
        },
    ]
}

/// An email template in the format of the Management API v1.
private enum LegacyEmail {
    static let names: Set<String> = ["verify_email", "welcome_email", "reset_email", "blocked_account"]

    static func unknown(_ name: String) -> LegacyRefusal {
        .notFound("There is no template \(name)", code: "inexistent_email_template")
    }

    static func json(_ template: JSON) -> JSON {
        var json = template
        json["disabled"] = .bool(template["enabled"]?.bool != true)
        json["enabled"] = nil
        return json
    }
}

extension LegacyCall {
    fileprivate func templatePath() throws -> String {
        guard LegacyEmail.names.contains(arguments[0]) else { throw LegacyEmail.unknown(arguments[0]) }
        return "/email-templates/\(arguments[0])"
    }

    /// Returns the template in the body.
    fileprivate func template(named name: String) throws -> JSON {
        var template = JSONObject()
        for (member, value) in body where member != "disabled" { template[member] = value }
        template["template"] = .string(name)
        template["enabled"] = .bool(body["disabled"]?.bool != true)
        // Forms and old clients send the number as a string; an empty one is ignored.
        if let seconds = body["urlLifetimeInSeconds"]?.string {
            template["urlLifetimeInSeconds"] = Int64(seconds).map(JSON.integer)
        }
        if template["resultUrl"]?.string == "" { template["resultUrl"] = nil }
        if template["syntax"] == nil { template["syntax"] = "liquid" }
        return .object(template)
    }
}
