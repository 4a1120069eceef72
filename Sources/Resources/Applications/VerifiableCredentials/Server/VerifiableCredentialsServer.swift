import ApplicationsAPI
import Contract
import OrderedCollections
import Serving
import Storage

extension VerifiableCredentials: ServedResource {
    public static let migrations: [Migration] = [DocumentTable.credentialTemplates.migration]

    public func mount(on routes: inout Routes) {
        routes.onStored(templates) { call in
            let page = try await call.read {
                try $0.page(.credentialTemplates, call.query.pageRequest(), of: CredentialTemplate.self)
            }
            return OperationResponse(page)
        }
        routes.onStored(createTemplate) { call in
            let id: ID<CredentialTemplate> = call.random.identifier("vct", 22)
            var made: JSONObject = ["id": .string(id.value)]
            for (name, value) in call.members { made[name] = value }
            made["created_at"] = .string(call.now.description)
            made["updated_at"] = .string(call.now.description)
            let template = JSON.object(made)
            try await call.write { try $0.insert(template, id.value, into: .credentialTemplates, at: call.now) }
            return OperationResponse(template)
        }
        routes.onStored(getTemplate) { call in
            OperationResponse(try await call.read { try $0.credentialTemplate(call.path) })
        }
        routes.onStored(updateTemplate) { call in
            let changed = try await call.write { transaction in
                var template = try transaction.credentialTemplate(call.path)
                for (name, value) in call.members where !value.isNull || name == "custom_certificate_authority" {
                    template[name] = value
                }
                template["updated_at"] = .string(call.now.description)
                try transaction.update(template, call.path.value, in: .credentialTemplates)
                return template
            }
            return OperationResponse(changed)
        }
        routes.on(deleteTemplate) { call in
            try await call.write { try $0.deleteDocument(call.path.value, in: .credentialTemplates) }
            return NoContent()
        }
    }
}

extension DocumentTable {
    static let credentialTemplates = DocumentTable("verifiable_credential_templates")
}

extension Transaction {
    fileprivate func credentialTemplate(_ id: ID<CredentialTemplate>) throws -> JSON {
        guard let template = try document(id.value, in: .credentialTemplates) else {
            throw APIError.notFound("The template does not exist", code: "inexistent_template")
        }
        return template
    }
}
