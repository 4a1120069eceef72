import Contract
import ExtensionsAPI
import Serving
import Storage

/// An action as it is stored.
struct ActionRow: Sendable {
    let id: ID<Action>
    var name: String
    var draft: ActionContent
    var secrets: [KeptSecret]
    /// The build status of the draft.
    var status = ActionStatus.built
    /// The build error of the draft.
    var problem: ActionBuildError?
    /// The deployed version.
    var deployed: ID<ActionVersion>?
    /// Whether the draft differs from the deployed version.
    var hasChanges: Bool
    let createdAt: Timestamp
    var updatedAt: Timestamp
    /// The time of the last change of members that are not part of the draft, such as the name.
    var renamedAt: Timestamp

    /// Creates a new action.
    init(id: ID<Action>, name: String, draft: ActionContent, secrets: [KeptSecret], at now: Timestamp) {
        self.id = id
        self.name = name
        self.draft = draft
        self.secrets = secrets
        hasChanges = true
        createdAt = now
        updatedAt = now
        renamedAt = now
    }

    init(row: Row) throws {
        let draft: JSON = try row["draft"]
        let secrets: JSON = try row["secrets"]
        id = try row["id"]
        name = try row["name"]
        self.draft = try draft.decoded()
        self.secrets = try secrets.decoded()
        let status: String = try row["status"]
        let problem: String? = try row["problem"]
        self.status = ActionStatus(rawValue: status)
        self.problem = try problem.map { try JSON(parsing: $0).decoded() }
        deployed = try row["deployed_version"]
        hasChanges = try row["has_changes"]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
        renamedAt = try row["renamed_at"]
    }

    fileprivate var problemText: String? {
        get throws { try problem.map { String(decoding: try JSON(encoding: $0).bytes, as: UTF8.self) } }
    }

    var summary: ActionSummary {
        ActionSummary(
            id: id, name: name, supportedTriggers: draft.triggers, createdAt: createdAt, updatedAt: renamedAt)
    }

    /// Returns the complete action in wire format.
    /// - Parameters:
    ///   - status: The build status of the draft.
    ///   - versionStatus: The build status of the versions.
    func told(_ status: ActionStatus, _ versions: ActionVersions, _ versionStatus: ActionStatus = .built) -> Action {
        var action = Action(
            id: id, name: name, supportedTriggers: draft.triggers, createdAt: createdAt, updatedAt: updatedAt,
            allChangesDeployed: !hasChanges && deployed != nil)
        action.code = draft.code
        action.dependencies = status == .built ? draft.builtDependencies : draft.announcedDependencies
        action.modules = draft.toldModules
        action.runtime = draft.runtime
        action.status = status
        action.errors = status == .failed ? problem.map { [$0] } : nil
        action.secrets = secrets.map(\.told)
        let latest = versions.latest?.told(deployed: deployed, versionStatus)
        action.currentVersion = latest.map(ActionCurrentVersion.init)
        action.deployedVersion = versions.deployed?.told(deployed: deployed, versionStatus)
        return action
    }

    /// Returns the action in the wire format of bindings.
    func bound(_ versions: ActionVersions) -> Action {
        var action = Action(
            id: id, name: name, supportedTriggers: draft.triggers, createdAt: createdAt, updatedAt: renamedAt,
            allChangesDeployed: false)
        action.currentVersion = versions.latest.map { ActionCurrentVersion($0.told(deployed: deployed)) }
        action.deployedVersion = versions.deployed?.told(deployed: deployed)
        return action
    }
}

/// The versions that an action includes.
struct ActionVersions: Sendable {
    /// The latest version.
    var latest: ActionVersionRow?
    /// The deployed version.
    var deployed: ActionVersionRow?
}

/// A version as it is stored.
struct ActionVersionRow: Sendable {
    let id: ID<ActionVersion>
    let action: ID<Action>
    let number: Int
    let content: ActionContent
    let secrets: [KeptSecret]
    let createdAt: Timestamp

    /// Creates a version.
    init(
        id: ID<ActionVersion>, action: ID<Action>, number: Int, content: ActionContent, secrets: [KeptSecret],
        at now: Timestamp
    ) {
        self.id = id
        self.action = action
        self.number = number
        self.content = content
        self.secrets = secrets
        createdAt = now
    }

    init(row: Row) throws {
        let content: JSON = try row["content"]
        let secrets: JSON = try row["secrets"]
        id = try row["id"]
        action = try row["action_id"]
        number = try row["number"]
        self.content = try content.decoded()
        self.secrets = try secrets.decoded()
        createdAt = try row["created_at"]
    }

    /// Returns the version in wire format.
    /// - Parameter deployed: The deployed version of the action.
    func told(deployed: ID<ActionVersion>?, _ status: ActionStatus = .built) -> ActionVersion {
        ActionVersion(
            id: id, code: content.code, dependencies: content.builtDependencies, modules: content.toldModules,
            deployed: id == deployed, number: number, secrets: secrets.map(\.told), status: status,
            builtAt: status == .built ? createdAt : nil, createdAt: createdAt, updatedAt: createdAt,
            runtime: content.runtime, supportedTriggers: content.triggers)
    }

    /// Returns the version with a summary of its action, in wire format.
    func told(of action: ActionRow) -> ActionVersion {
        var version = told(deployed: action.deployed)
        version.action = action.summary
        return version
    }

    /// Returns the version in the wire format of the response to its creation, which does not yet mark it as deployed.
    func announced(of action: ActionRow) -> ActionVersion {
        var version = told(of: action)
        version.deployed = false
        version.builtAt = nil
        return version
    }
}

extension Transaction {
    func action(_ id: ID<Action>) throws -> ActionRow {
        let found = try row("SELECT * FROM actions WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)")
        guard let found else { throw APIError.actionNotFound }
        return try ActionRow(row: found)
    }

    func actionVersion(_ id: ID<ActionVersion>, of action: ID<Action>) throws -> ActionVersionRow {
        let found = try row(
            "SELECT * FROM action_versions WHERE tenant = \(tenant) AND action_id = \(action) AND id = \(id)")
        guard let found else { throw APIError.actionVersionNotFound }
        return try ActionVersionRow(row: found)
    }

    /// Returns the latest version of an action, if any.
    func latestVersion(of action: ID<Action>) throws -> ActionVersionRow? {
        try row(
            """
            SELECT * FROM action_versions WHERE tenant = \(tenant) AND action_id = \(action)
            ORDER BY number DESC LIMIT 1
            """
        ).map(ActionVersionRow.init(row:))
    }

    /// Returns the latest and the deployed versions of actions, by action.
    func currentVersions(of actions: [ActionRow]) throws -> [ID<Action>: ActionVersions] {
        let found = try rows(
            """
            SELECT v.* FROM action_versions v
            JOIN actions a ON a.tenant = v.tenant AND a.id = v.action_id
            WHERE v.tenant = \(tenant) AND v.action_id IN \(list: actions.map(\.id)) AND (
                v.id = a.deployed_version OR v.number = (
                    SELECT MAX(l.number) FROM action_versions l
                    WHERE l.tenant = v.tenant AND l.action_id = v.action_id))
            ORDER BY v.number\(.unrepeated)
            """
        ).map(ActionVersionRow.init(row:))
        let byAction = Dictionary(grouping: found, by: \.action)
        var versions: [ID<Action>: ActionVersions] = [:]
        for action in actions {
            let own = byAction[action.id] ?? []
            versions[action.id] = ActionVersions(latest: own.last, deployed: own.first { $0.id == action.deployed })
        }
        return versions
    }

    /// Returns complete actions in wire format.
    func told(_ actions: [ActionRow]) throws -> [Action] {
        let versions = try currentVersions(of: actions)
        return actions.map { $0.told($0.status, versions[$0.id] ?? ActionVersions()) }
    }

    /// Returns a complete action in wire format.
    /// - Parameters:
    ///   - status: The build status of the draft.
    ///   - versionStatus: The build status of the versions.
    func told(
        _ action: ActionRow, _ status: ActionStatus? = nil, versions versionStatus: ActionStatus = .built
    ) throws -> Action {
        let deployed = try action.deployed.map { try actionVersion($0, of: action.id) }
        let versions = ActionVersions(latest: try latestVersion(of: action.id), deployed: deployed)
        return action.told(status ?? action.status, versions, versionStatus)
    }

    func insert(_ action: ActionRow) throws {
        try requireFree(action)
        try insert(
            into: "actions",
            [
                "id": action.id, "name": action.name, "draft": try JSON(encoding: action.draft),
                "secrets": try JSON(encoding: action.secrets), "deployed_version": action.deployed,
                "has_changes": action.hasChanges, "status": action.status.rawValue, "problem": try action.problemText,
                "created_at": action.createdAt, "updated_at": action.updatedAt, "renamed_at": action.renamedAt,
            ])
        try replaceTriggers(of: action)
        try replaceModuleUses(of: action.id, by: action.draft.modules, isDeployed: false)
    }

    func update(_ action: ActionRow) throws {
        try requireFree(action)
        try execute(
            """
            UPDATE actions SET name = \(action.name), draft = \(try JSON(encoding: action.draft)),
                secrets = \(try JSON(encoding: action.secrets)), deployed_version = \(action.deployed),
                has_changes = \(action.hasChanges), status = \(action.status.rawValue),
                problem = \(try action.problemText), updated_at = \(action.updatedAt),
                renamed_at = \(action.renamedAt)
            WHERE tenant = \(tenant) AND id = \(action.id)
            """)
        try execute("DELETE FROM action_triggers WHERE tenant = \(tenant) AND action_id = \(action.id)")
        try replaceTriggers(of: action)
        try replaceModuleUses(of: action.id, by: action.draft.modules, isDeployed: false)
    }

    /// Creates a version and deploys it.
    /// - Throws: `APIError`, 400, if a module that it uses no longer exists.
    func deploy(_ version: ActionVersionRow, of action: inout ActionRow) throws {
        try insert(
            into: "action_versions",
            [
                "id": version.id, "action_id": version.action, "number": version.number,
                "content": try JSON(encoding: version.content), "secrets": try JSON(encoding: version.secrets),
                "created_at": version.createdAt,
            ])
        try replaceModuleUses(of: action.id, by: version.content.modules, isDeployed: true)
        action.deployed = version.id
        action.hasChanges = action.draft != version.content || action.secrets != version.secrets
        try update(action)
    }

    private func replaceTriggers(of action: ActionRow) throws {
        for trigger in action.draft.triggers {
            try insertIfAbsent(into: "action_triggers", ["action_id": action.id, "trigger_id": trigger.id.rawValue])
        }
    }

    private func requireFree(_ action: ActionRow) throws {
        let taken: SQL =
            "SELECT 1 FROM actions WHERE tenant = \(tenant) AND name = \(action.name) AND id <> \(action.id)"
        if try exists(taken) { throw APIError.actionNameTaken(action.name) }
    }
}

extension APIError {
    static let actionNotFound = APIError.notFound("That action does not exist.")
    fileprivate static let actionVersionNotFound = APIError.notFound("That action version does not exist.")

    fileprivate static func actionNameTaken(_ name: String) -> APIError {
        .conflict("An action named '\(name)' already exists.")
    }
}
