import Contract
import Mail
import OrderedCollections
import Serving
import Storage
import TenantAPI

extension EmailTemplates: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "email-templates-1",
            """
            CREATE TABLE email_templates (
                tenant \(.text) NOT NULL, name \(.text) NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, name))
            """)
    ]

    public func mount(on routes: inout Routes) {
        routes.onStored(create) { call in
            let document: JSON = .object(call.members)
            try Self.check(call.members)
            try await call.write { transaction in
                try transaction.requireSender(of: call.members)
                let isNew = try transaction.insertIfAbsent(
                    into: "email_templates", ["name": document["template"]?.string ?? "", "document": document])
                if !isNew { throw APIError.emailTemplateExists }
            }
            return OperationResponse(document)
        }
        routes.onStored(get) { call in
            OperationResponse(try await call.read { try $0.storedTemplate(call.path) })
        }
        routes.onStored(replace) { call in
            try Self.require(call.path, in: call.members)
            try Self.check(call.members)
            return OperationResponse(try await call.write { try $0.replaceTemplate(call.path) { _ in call.members } })
        }
        routes.onStored(update) { call in
            try Self.require(call.path, in: call.members)
            try Self.check(call.members)
            let template = try await call.write { transaction in
                try transaction.replaceTemplate(call.path) { $0.merging(call.members) { $1 } }
            }
            return OperationResponse(template)
        }
    }

    private static func require(_ name: ID<EmailTemplate>, in members: JSONObject) throws {
        guard members["template"] == nil || members["template"]?.string == name.value else {
            throw APIError.invalidBody("The template in the body is not the one in the path")
        }
    }

    /// - Throws: `APIError`, 400, if a template is invalid.
    private static func check(_ members: JSONObject) throws {
        if let syntax = members["syntax"]?.string, syntax != "liquid" {
            throw APIError.invalidBody(
                "Payload validation error: 'No enum match for: \(syntax)' on property syntax.")
        }
        if case .integer(let lifetime)? = members["urlLifetimeInSeconds"], lifetime < 0 {
            throw APIError.invalidBody(
                """
                Payload validation error: 'Value \(lifetime) is less than minimum 0' on property urlLifetimeInSeconds.
                """)
        }
        for name in ["subject", "from", "resultUrl", "body"] {
            guard let text = members[name]?.string, let mistake = MailTemplate.mistake(in: text) else { continue }
            throw APIError.invalidBody("Payload validation error: '\(mistake)' on property \(name).")
        }
    }
}

extension Transaction {
    /// - Throws: `APIError`, 404, if the template does not exist.
    fileprivate func storedTemplate(_ name: ID<EmailTemplate>) throws -> JSON {
        let row = try row(
            "SELECT document FROM email_templates WHERE tenant = \(tenant) AND name = \(name)\(.forUpdate)")
        guard let document: JSON = try row?["document"] else { throw APIError.emailTemplateNotFound }
        return document
    }

    fileprivate func replaceTemplate(
        _ name: ID<EmailTemplate>, with change: (JSONObject) -> JSONObject
    ) throws -> JSON {
        let changed = change(try storedTemplate(name).object ?? [:])
        try requireSender(of: changed)
        let document: JSON = .object(changed)
        try execute("UPDATE email_templates SET document = \(document) WHERE tenant = \(tenant) AND name = \(name)")
        return document
    }

    /// - Throws: `APIError`, 400, if the template sets a sender and no email provider is configured.
    fileprivate func requireSender(of template: JSONObject) throws {
        guard let from = template["from"]?.string, !from.isEmpty else { return }
        guard try mailProvider()?.isEnabled == true else {
            throw APIError.badRequest("From address cannot be set without an enabled email provider.")
        }
    }
}

extension APIError {
    fileprivate static let emailTemplateNotFound = APIError.notFound(
        "The email template does not exist", code: "inexistent_email_template")
    fileprivate static let emailTemplateExists = APIError.conflict(
        "The email template already exists", code: "email_template_conflict")
}
