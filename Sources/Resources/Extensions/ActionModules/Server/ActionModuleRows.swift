import Contract
import ExtensionsAPI
import Storage

/// The content of a module's draft and of each version.
struct ActionModuleContent: Codable, Hashable, Sendable {
    var code: String
    var dependencies: [ActionDependency]

    init(code: String, dependencies: [ActionModuleDraft.Dependency]?) {
        self.code = code
        self.dependencies = Self.kept(dependencies ?? [])
    }

    static func kept(_ dependencies: [ActionModuleDraft.Dependency]) -> [ActionDependency] {
        dependencies.map { ActionDependency(name: $0.name, version: $0.version) }
    }
}

/// A module as it is stored.
struct ActionModuleRow: Sendable {
    let id: ID<ActionModule>
    let name: String
    var draft: ActionModuleContent
    var secrets: [KeptSecret]
    let createdAt: Timestamp
    var updatedAt: Timestamp

    /// Creates a new module.
    init(
        id: ID<ActionModule>, name: String, draft: ActionModuleContent, secrets: [KeptSecret], at now: Timestamp
    ) {
        self.id = id
        self.name = name
        self.draft = draft
        self.secrets = secrets
        createdAt = now
        updatedAt = now
    }

    init(row: Row) throws {
        let draft: JSON = try row["draft"]
        let secrets: JSON = try row["secrets"]
        id = try row["id"]
        name = try row["name"]
        self.draft = try draft.decoded()
        self.secrets = try secrets.decoded()
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
    }

    func isPublished(as version: ActionModuleVersionRow?) -> Bool {
        version.map { $0.content == draft && $0.secrets == secrets } ?? false
    }

    /// Returns the module in wire format.
    /// - Parameters:
    ///   - latest: The latest version.
    ///   - uses: The number of actions whose deployed version uses the module.
    func told(latest: ActionModuleVersionRow?, uses: Int) -> ActionModule {
        var module = ActionModule(
            id: id, name: name, code: draft.code, dependencies: draft.dependencies, secrets: secrets.map(\.told),
            actionsUsingModuleTotal: uses, allChangesPublished: isPublished(as: latest), createdAt: createdAt,
            updatedAt: updatedAt)
        module.latestVersionNumber = latest?.number
        return module
    }
}

/// A version of a module as it is stored.
struct ActionModuleVersionRow: Sendable {
    let id: ID<ActionModuleVersion>
    let module: ID<ActionModule>
    let number: Int
    let content: ActionModuleContent
    let secrets: [KeptSecret]
    let createdAt: Timestamp

    /// Creates a version from a module's draft.
    init(id: ID<ActionModuleVersion>, of module: ActionModuleRow, number: Int, at now: Timestamp) {
        self.id = id
        self.module = module.id
        self.number = number
        content = module.draft
        secrets = module.secrets
        createdAt = now
    }

    init(row: Row) throws {
        let content: JSON = try row["content"]
        let secrets: JSON = try row["secrets"]
        id = try row["id"]
        module = try row["module_id"]
        number = try row["number"]
        self.content = try content.decoded()
        self.secrets = try secrets.decoded()
        createdAt = try row["created_at"]
    }

    /// Returns the version in wire format.
    /// - Parameter isAlone: Whether the version is returned separately from its module.
    func told(alone isAlone: Bool = true) -> ActionModuleVersion {
        ActionModuleVersion(
            id: id, moduleID: isAlone ? module : nil, versionNumber: number, code: content.code,
            dependencies: content.dependencies, secrets: secrets.map(\.told), createdAt: createdAt)
    }
}

extension Transaction {
    func actionModule(_ id: ID<ActionModule>) throws -> ActionModuleRow {
        let found = try row("SELECT * FROM action_modules WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)")
        guard let found else { throw APIError.actionModuleNotFound }
        return try ActionModuleRow(row: found)
    }

    func actionModuleVersion(
        _ id: ID<ActionModuleVersion>, of module: ID<ActionModule>
    ) throws -> ActionModuleVersionRow {
        let found = try row(
            "SELECT * FROM action_module_versions WHERE tenant = \(tenant) AND module_id = \(module) AND id = \(id)")
        guard let found else { throw APIError.actionModuleVersionNotFound }
        return try ActionModuleVersionRow(row: found)
    }

    /// Returns the latest version of a module, if any.
    func latestVersion(of module: ID<ActionModule>) throws -> ActionModuleVersionRow? {
        try row(
            """
            SELECT * FROM action_module_versions WHERE tenant = \(tenant) AND module_id = \(module)
            ORDER BY number DESC LIMIT 1
            """
        ).map(ActionModuleVersionRow.init(row:))
    }

    /// Returns a complete module in wire format.
    func told(_ module: ActionModuleRow, withLatest: Bool = true) throws -> ActionModule {
        let uses = try row(
            """
            SELECT COUNT(*) AS uses FROM action_module_uses
            WHERE tenant = \(tenant) AND module_id = \(module.id) AND is_deployed = 1
            """)
        let latest = try latestVersion(of: module.id)
        var told = module.told(latest: latest, uses: try uses?["uses"] ?? 0)
        if withLatest { told.latestVersion = latest?.told(alone: false) }
        return told
    }

    func insert(_ module: ActionModuleRow) throws {
        if try exists("SELECT 1 FROM action_modules WHERE tenant = \(tenant) AND name = \(module.name)") {
            throw APIError.conflict("An action module named '\(module.name)' already exists.")
        }
        try insert(
            into: "action_modules",
            [
                "id": module.id, "name": module.name, "draft": try JSON(encoding: module.draft),
                "secrets": try JSON(encoding: module.secrets), "created_at": module.createdAt,
                "updated_at": module.updatedAt,
            ])
    }

    func update(_ module: ActionModuleRow) throws {
        try execute(
            """
            UPDATE action_modules SET draft = \(try JSON(encoding: module.draft)),
                secrets = \(try JSON(encoding: module.secrets)), updated_at = \(module.updatedAt)
            WHERE tenant = \(tenant) AND id = \(module.id)
            """)
    }

    func insert(_ version: ActionModuleVersionRow) throws {
        try insert(
            into: "action_module_versions",
            [
                "id": version.id, "module_id": version.module, "number": version.number,
                "content": try JSON(encoding: version.content), "secrets": try JSON(encoding: version.secrets),
                "created_at": version.createdAt,
            ])
    }
}

extension APIError {
    static let actionModuleNotFound = APIError.notFound("That module does not exist.")
    fileprivate static let actionModuleVersionNotFound = APIError.notFound("That module version does not exist.")
}
