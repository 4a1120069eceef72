import AppearanceAPI
import Background
import Contract
import Model
import OrderedCollections
import Phones
import Secrets
import Serving
import Storage

extension PhoneTemplates: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "phone-templates-1",
            """
            CREATE TABLE phone_templates (
                tenant \(.text) NOT NULL, type \(.text) NOT NULL, id \(.text) NOT NULL, is_disabled BIGINT NOT NULL,
                created_at \(.text) NOT NULL, updated_at \(.text) NOT NULL, document \(.json) NOT NULL,
                PRIMARY KEY (tenant, type), UNIQUE (tenant, id))
            """)
    ]

    public func mount(on routes: inout Routes) {
        mountOne(on: &routes)
        mountChanges(on: &routes)
        routes.onStored(list) { call in
            let own = try await call.read { try $0.phoneTemplates() }
            let others = PhoneTemplateType.known.filter { type in !own.contains { $0.type == type } }
            let all = own + others.map { PhoneTemplateDocument(usual: $0, at: call.now) }
            let listed = all.filter { call.query.disabled == nil || $0.isDisabled == call.query.disabled }
            return OperationResponse(["templates": .array(listed.map { $0.json(of: call.tenant.host) })])
        }
    }

    private func mountOne(on routes: inout Routes) {
        routes.onStored(create) { call in
            let id: ID<PhoneTemplate> = call.random.identifier("tem", 22)
            var template = PhoneTemplateDocument(usual: call.body.type, id: id, at: call.now)
            try template.apply(call.members, at: call.now)
            try await call.write { [template] in try $0.insert(template) }
            return OperationResponse(template.json(of: call.tenant.host))
        }
        routes.onStored(get) { call in
            let template = try await call.read { try $0.phoneTemplate(call.path) }
            return OperationResponse(template.json(of: call.tenant.host))
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                _ = try transaction.phoneTemplate(call.path)
                try transaction.execute(
                    "DELETE FROM phone_templates WHERE tenant = \(transaction.tenant) AND id = \(call.path)")
            }
            return NoContent()
        }
    }

    private func mountChanges(on routes: inout Routes) {
        routes.onStored(update) { call in
            let template = try await call.write { transaction in
                var template = try transaction.phoneTemplate(call.path)
                try template.apply(call.members, at: call.now)
                try transaction.update(template)
                return template
            }
            return OperationResponse(template.json(of: call.tenant.host))
        }
        routes.onStored(reset) { call in
            let template = try await call.write { transaction in
                var template = try transaction.phoneTemplate(call.path)
                template.content = PhoneTemplateDefaults.content(of: template.type)
                template.updatedAt = call.now
                try transaction.update(template)
                return template
            }
            return OperationResponse(template.json(of: call.tenant.host))
        }
        routes.on(tryOut) { call in
            let sending = PhoneSending(call.tenant, call.services, now: call.now)
            let host = call.tenant.host
            try await call.write { transaction in
                let template = try transaction.phoneTemplate(call.path)
                let name = try transaction.tenantSettings()["friendly_name"]?.string ?? host
                let message = try template.message(
                    to: call.body.to, by: call.body.deliveryMethod ?? .text,
                    ["code": "123456", "friendly_name": .string(name), "tenant": .string(host), "user": [:]],
                    at: call.now)
                try transaction.send(message, sending)
            }
            call.services.wakeSignal.notify()
            return .onItsWay
        }
    }
}

extension Transaction {
    fileprivate func phoneTemplates() throws -> [PhoneTemplateDocument] {
        try rows("SELECT * FROM phone_templates WHERE tenant = \(tenant) ORDER BY created_at, id").map { try .init($0) }
    }

    /// - Throws: `APIError`, 404, if the template does not exist.
    fileprivate func phoneTemplate(_ id: ID<PhoneTemplate>) throws -> PhoneTemplateDocument {
        let row = try row("SELECT * FROM phone_templates WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)")
        guard let row else { throw APIError.notificationNotFound }
        return try PhoneTemplateDocument(row)
    }

    /// - Throws: `APIError`, 409, if the tenant already has a template for this kind of message.
    fileprivate func insert(_ template: PhoneTemplateDocument) throws {
        let isNew = try insertIfAbsent(
            into: "phone_templates",
            [
                "type": template.type.rawValue, "id": template.id, "is_disabled": template.isDisabled,
                "created_at": template.createdAt, "updated_at": template.updatedAt,
                "document": JSON.object(template.content),
            ])
        if !isNew { throw APIError.conflict("There is already a template of the type \(template.type.rawValue)") }
    }

    fileprivate func update(_ template: PhoneTemplateDocument) throws {
        try execute(
            """
            UPDATE phone_templates SET is_disabled = \(template.isDisabled), updated_at = \(template.updatedAt),
            document = \(JSON.object(template.content)) WHERE tenant = \(tenant) AND id = \(template.id)
            """)
    }
}
