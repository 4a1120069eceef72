import Background
import Contract
import Mail
import OrderedCollections
import Serving
import Storage
import TenantAPI

extension Emails: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "email-providers-1",
            "CREATE TABLE email_providers (tenant \(.text) NOT NULL PRIMARY KEY, document \(.json) NOT NULL)")
    ]

    public func mount(on routes: inout Routes) {
        routes.onStored(getProvider) { call in
            guard let provider = try await call.read({ try $0.mailProvider() }) else {
                throw APIError.emailProviderNotFound
            }
            return OperationResponse(EmailProviderDocument(provider.document).sent)
        }
        routes.onStored(createProvider) { call in
            let provider = try EmailProviderDocument(creating: call.members)
            try await call.write { transaction in
                let isNew = try transaction.insertIfAbsent(
                    into: "email_providers", ["document": try transaction.seal(["credentials"], of: provider.json)])
                if !isNew { throw APIError.emailProviderExists }
            }
            return OperationResponse(provider.sent)
        }
        routes.onStored(updateProvider) { call in
            let provider = try await call.write { transaction in
                guard let provider = try transaction.mailProvider() else { throw APIError.emailProviderNotFound }
                let changed = try EmailProviderDocument(provider.document).changed(by: call.members)
                let sealed = try transaction.seal(["credentials"], of: changed.json)
                try transaction.execute(
                    "UPDATE email_providers SET document = \(sealed) WHERE tenant = \(transaction.tenant)")
                return changed
            }
            return OperationResponse(provider.sent)
        }
        routes.on(deleteProvider) { call in
            try await call.write { transaction in
                try transaction.execute("DELETE FROM email_providers WHERE tenant = \(transaction.tenant)")
            }
            return NoContent()
        }
    }
}

extension Emails: Working {
    public static func work(_ services: Services) -> [any BackgroundWork] { [MailDelivery(services)] }
}

/// An email provider as it is stored, with its secrets.
struct EmailProviderDocument: Sendable {
    private var members: JSONObject

    init(_ json: JSON) { members = json.object ?? [:] }

    /// - Throws: `APIError`, 400, if the credentials do not fit the provider.
    init(creating given: JSONObject) throws {
        members = ["name": given["name"] ?? .null, "enabled": given["enabled"] ?? true]
        for name in ["default_from_address", "credentials", "settings"] { members[name] = given[name] }
        if members["settings"]?.isNull == true { members["settings"] = nil }
        try check()
    }

    /// Returns the provider with an update applied.
    /// - Throws: `APIError`, 400, if the resulting credentials do not fit the provider.
    func changed(by changes: JSONObject) throws -> EmailProviderDocument {
        var changed = self
        let isSame = changes["name"] == nil || changes["name"] == members["name"]
        for (name, value) in changes {
            if name == "credentials", isSame, let before = members[name]?.object, let given = value.object {
                changed.members[name] = .object(before.merging(given) { $1 })
            } else {
                changed.members[name] = value.isNull ? nil : value
            }
        }
        try changed.check()
        return changed
    }

    var json: JSON { .object(members) }

    /// The provider in wire format, without its secrets.
    var sent: JSON {
        var sent = members
        let open = ["api_user", "region", "smtp_host", "smtp_port", "smtp_user"]
        sent["credentials"] = .object(
            (members["credentials"]?.object ?? [:]).filter { open.contains($0.key) && !$0.value.isNull })
        return .object(sent)
    }

    private func check() throws {
        let (needed, others) = EmailCredentials.members(of: EmailProviderName(rawValue: members["name"]?.string ?? ""))
        let given = members["credentials"]?.object ?? [:]
        if let missing = needed.first(where: { given[$0] == nil }) {
            throw APIError.invalidBody(
                "Payload validation error: 'Missing required property: \(missing)' on property credentials.")
        }
        let unknown = given.keys.filter { !needed.contains($0) && !others.contains($0) }
        guard unknown.isEmpty else {
            let names = unknown.joined(separator: ",")
            throw APIError.invalidBody(
                "Payload validation error: 'Additional properties not allowed: \(names)' on property credentials.")
        }
        if let from = members["default_from_address"]?.string, !from.isEmpty, Mailbox(from) == nil {
            throw APIError.invalidBody(
                """
                Payload validation error: 'Object didn't pass validation for format email: \(from)' on property \
                default_from_address.
                """)
        }
    }
}

extension APIError {
    fileprivate static let emailProviderNotFound = APIError.notFound(
        "There is not a configured email provider", code: "inexistent_email_provider")
    fileprivate static let emailProviderExists = APIError.conflict(
        "There is already a configured email provider", code: "email_provider_conflict")
}
