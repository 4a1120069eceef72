import AppearanceAPI
import Contract
import Liquid
import Model
import OrderedCollections
import Serving
import Storage

extension Branding: ServedResource {
    public static let migrations: [Migration] =
        BrandingTable.migrations + [
            Migration(
                "universal-login-templates-1",
                "CREATE TABLE universal_login_templates (tenant \(.text) NOT NULL PRIMARY KEY, body TEXT NOT NULL)")
        ]

    public func mount(on routes: inout Routes) {
        routes.onStored(settings) { call in OperationResponse(try await call.read { try $0.branding() }) }
        routes.onStored(updateSettings) { call in
            let changed = try await call.write { transaction in
                try transaction.changeBranding { Self.apply(call.members, to: &$0) }
            }
            return OperationResponse(changed)
        }
        mountTemplate(on: &routes)
    }

    /// Merges the first level of objects, and removes members that are `null` or empty objects.
    private static func apply(_ changes: JSONObject, to members: inout JSONObject) {
        for (name, value) in changes {
            guard let given = value.object else {
                members[name] = value.isNull ? nil : value
                continue
            }
            let merged = (members[name]?.object ?? [:]).merging(given) { $1 }.filter { !$0.value.isNull }
            members[name] = merged.isEmpty ? nil : .object(merged)
        }
    }

    private func mountTemplate(on routes: inout Routes) {
        routes.on(universalLogin) { call in
            let row = try await call.read { transaction in
                try transaction.row(
                    "SELECT body FROM universal_login_templates WHERE tenant = \(transaction.tenant)")
            }
            guard let body: String = try row?["body"] else { throw APIError.templateNotFound }
            return UniversalLoginTemplate(body: body)
        }
        routes.onStored(setUniversalLogin) { call in
            let body = call.body.template
            try Self.checkTemplate(body)
            let isNew = try await call.write { transaction in
                let isNew = try transaction.insertIfAbsent(into: "universal_login_templates", ["body": body])
                if !isNew {
                    try transaction.execute(
                        "UPDATE universal_login_templates SET body = \(body) WHERE tenant = \(transaction.tenant)")
                }
                return isNew
            }
            return isNew ? OperationResponse([:], status: 201) : OperationResponse(nil)
        }
        routes.on(deleteUniversalLogin) { call in
            try await call.write { transaction in
                try transaction.execute(
                    "DELETE FROM universal_login_templates WHERE tenant = \(transaction.tenant)")
            }
            return NoContent()
        }
    }

    /// - Throws: `APIError`, 400, if the template is invalid or lacks a required tag.
    private static func checkTemplate(_ body: String) throws {
        let needed = ["auth0:head", "auth0:widget"]
        let template: LiquidTemplate
        do {
            template = try LiquidTemplate(parsing: body, inserts: Set(needed))
        } catch {
            throw APIError.invalidBody("Payload validation error: '\(error)' on property template.")
        }
        if let missing = needed.first(where: { !template.inserts.contains($0) }) {
            throw APIError.invalidBody("The template must contain the tag {%- \(missing) -%}")
        }
    }
}

extension APIError {
    fileprivate static let templateNotFound = APIError.notFound(
        "Template does not exist.", code: "inexistent_template")
}
