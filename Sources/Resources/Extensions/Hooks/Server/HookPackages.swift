import Background
import Contract
import ExtensionsAPI
import Scripts
import Serving
import Storage

extension Hooks: Working {
    public static func work(_ services: Services) -> [any BackgroundWork] { [HookPackages(services: services)] }
}

extension Transaction {
    /// Schedules the installation of the packages that a hook requires.
    func getPackages(of hook: Hook, at now: Timestamp) throws {
        guard !hook.dependencies.isEmpty else { return }
        try runNow(HookPackages.kind, id: HookPackages.prefix + hook.id.value)
    }
}

/// Installs the packages that a hook requires. A hook has no status to report a failed installation: it fails when it
/// requires the package.
struct HookPackages: BackgroundWork {
    static let kind = "hook-packages"
    static let waitsForOthers = true
    static let prefix = "packages_"

    let services: Services

    func step(_ task: BackgroundTask) async throws -> Bool {
        let id: ID<Hook> = ID(String(task.id.dropFirst(Self.prefix.count)))
        let dependencies = try await services.store.read(task.tenant) { try $0.hookIfThere(id)?.dependencies ?? [:] }
        for (name, version) in dependencies.sorted(by: { $0.key < $1.key }) {
            do {
                try await services.scripts.install(Script.Dependency(name: name, version: version))
            } catch let problem as PackageProblem {
                services.logger.warning(
                    "a package of a hook is not installed", metadata: ["hook": "\(id)", "reason": "\(problem)"])
            }
        }
        return try await services.store.write(task.tenant) { transaction in
            let isTheSame = try transaction.hookIfThere(id)?.dependencies ?? [:] == dependencies
            if isTheSame { try transaction.finish(task) } else { try transaction.save(task) }
            return !isTheSame
        }
    }

    func didFailPermanently(_ task: BackgroundTask, _ error: any Error) async throws {
        try await services.store.write(task.tenant) { try $0.finish(task) }
    }
}
