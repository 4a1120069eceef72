import Background
import Contract
import ExtensionsAPI
import Model
import Scripts
import Serving
import Storage

/// The result of checking the syntax of an action's code.
struct CodeCheck: Sendable {
    let problem: ActionBuildError?

    init(of code: String, _ tenant: TenantContext, _ services: Services) async throws {
        do {
            let fault = try await services.scripts.fault(of: code)
            problem = fault.map { ActionBuildError(id: $0.name, msg: $0.message) }
        } catch let unavailable as ScriptsUnavailable {
            services.logger.warning("the code of an action was not checked", metadata: ["reason": "\(unavailable)"])
            problem = nil
        }
    }
}

extension Actions: Working {
    public static func work(_ services: Services) -> [any BackgroundWork] { [ActionBuild(services: services)] }
}

extension Transaction {
    /// Starts the build of an action's draft.
    func begin(_ action: inout ActionRow, _ check: CodeCheck, at now: Timestamp) throws {
        action.problem = check.problem
        guard check.problem == nil else {
            action.status = .failed
            return
        }
        let needsPackages = try !packages(of: action.draft).isEmpty
        action.status = needsPackages ? .building : .built
        if needsPackages { try runNow(ActionBuild.kind, id: ActionBuild.task(for: action.id)) }
    }

    /// Returns the packages that the code and its modules require.
    fileprivate func packages(of content: ActionContent) throws -> [Script.Dependency] {
        let script = try script(named: "", content: try JSON(encoding: content), secrets: [])
        return script.dependencies + script.modules.flatMap(\.dependencies)
    }

    fileprivate func actionIfThere(_ id: ID<Action>) throws -> ActionRow? {
        try row("SELECT * FROM actions WHERE tenant = \(tenant) AND id = \(id)\(.forUpdate)").map(ActionRow.init(row:))
    }
}

/// Installs the packages that an action's draft requires.
///
/// If packages cannot be fetched at all, the action can still run: administrators may install them by hand.
struct ActionBuild: BackgroundWork {
    static let kind = "action-build"
    static let waitsForOthers = true
    private static let prefix = "build_"

    let services: Services

    static func task(for action: ID<Action>) -> String { prefix + action.value }

    func step(_ task: BackgroundTask) async throws -> Bool {
        let id: ID<Action> = ID(String(task.id.dropFirst(Self.prefix.count)))
        let found = try await services.store.read(task.tenant) { transaction in
            try transaction.actionIfThere(id).map { ($0.draft, try transaction.packages(of: $0.draft)) }
        }
        var problem: ActionBuildError?
        for package in found?.1 ?? [] where problem == nil { problem = try await install(package, for: id) }
        return try await services.store.write(task.tenant) { [problem] transaction in
            guard var action = try transaction.actionIfThere(id), action.status == .building else {
                try transaction.finish(task)
                return false
            }
            guard action.draft == found?.0 else {
                // The draft was changed in the meantime and may require other packages.
                try transaction.save(task)
                return true
            }
            action.problem = problem
            action.status = problem == nil ? .built : .failed
            try transaction.update(action)
            try transaction.finish(task)
            return false
        }
    }

    private func install(_ package: Script.Dependency, for action: ID<Action>) async throws -> ActionBuildError? {
        do {
            try await services.scripts.install(package)
            return nil
        } catch let problem as PackageProblem {
            if problem.isFinal { return ActionBuildError(id: "dependency_not_found", msg: problem.description) }
            services.logger.warning(
                "a package of an action is not installed",
                metadata: ["action": "\(action)", "package": "\(package.name)", "reason": "\(problem)"])
            return nil
        }
    }

    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        let id: ID<Action> = ID(String(task.id.dropFirst(Self.prefix.count)))
        try await services.store.write(task.tenant) { transaction in
            if var action = try transaction.actionIfThere(id), action.status == .building {
                action.problem = ActionBuildError(id: "build_failed", msg: "The packages could not be installed")
                action.status = .failed
                try transaction.update(action)
            }
            try transaction.finish(task)
        }
    }
}
