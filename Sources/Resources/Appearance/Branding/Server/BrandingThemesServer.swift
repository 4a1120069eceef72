import AppearanceAPI
import Contract
import OrderedCollections
import Secrets
import Serving
import Storage

extension BrandingThemes: ServedResource {
    public static let migrations: [Migration] = [
        Migration(
            "branding-themes-1",
            """
            CREATE TABLE branding_themes (
                tenant \(.text) NOT NULL PRIMARY KEY, id \(.text) NOT NULL, document \(.json) NOT NULL)
            """)
    ]

    public func mount(on routes: inout Routes) {
        routes.onStored(create) { call in
            let id: ID<BrandingTheme> = ID(call.random.base62(32))
            var theme = call.members
            theme["themeId"] = .string(id.value)
            let document: JSON = .object(theme)
            try await call.write { transaction in
                let isNew = try transaction.insertIfAbsent(
                    into: "branding_themes", ["id": id, "document": document])
                if !isNew { throw APIError.themeExists }
            }
            return OperationResponse(document)
        }
        routes.onStored(getDefault) { call in OperationResponse(try await call.read { try $0.theme(nil, .retrieving) })
        }
        routes.onStored(get) { call in OperationResponse(try await call.read { try $0.theme(call.path, .retrieving) }) }
        routes.onStored(update) { call in
            let theme = try await call.write { transaction in
                let before = try transaction.theme(call.path, .updating)
                let theme = JSON.object((before.object ?? [:]).merging(call.members) { $1 })
                try transaction.execute(
                    "UPDATE branding_themes SET document = \(theme) WHERE tenant = \(transaction.tenant)")
                return theme
            }
            return OperationResponse(theme)
        }
        routes.on(delete) { call in
            try await call.write { transaction in
                _ = try transaction.theme(call.path, .deleting)
                try transaction.execute("DELETE FROM branding_themes WHERE tenant = \(transaction.tenant)")
            }
            return NoContent()
        }
    }
}

/// The operation that failed because the theme does not exist, for error messages.
private enum ThemeAct: String {
    case retrieving
    case updating
    case deleting
}

extension Transaction {
    /// - Parameter id: The identifier of the theme; `nil` for any theme.
    /// - Throws: `APIError`, 404, if the theme does not exist.
    fileprivate func theme(_ id: ID<BrandingTheme>?, _ act: ThemeAct) throws -> JSON {
        let row = try row("SELECT id, document FROM branding_themes WHERE tenant = \(tenant)\(.forUpdate)")
        guard let row, try id == nil || row["id"] == id else { throw APIError.themeNotFound(act) }
        return try row["document"]
    }
}

extension APIError {
    fileprivate static func themeNotFound(_ act: ThemeAct) -> APIError {
        .notFound(
            "There was an error \(act.rawValue) branding settings: invalid theme ID", code: "theme_not_found")
    }
    fileprivate static let themeExists = APIError.conflict(
        "There was an error creating branding settings: the tenant has a theme already", code: "theme_already_exists")
}
