import Contract
import ExtensionsAPI

/// What an action consists of, in its draft and in each version.
struct ActionContent: Codable, Hashable, Sendable {
    private(set) var triggers: [ActionTrigger]
    private(set) var code: String
    private(set) var dependencies: [ActionDependency]
    private(set) var runtime: String
    private(set) var modules: [ActionModuleReference]

    /// - Parameter modules: the modules that the draft names, as they are.
    /// - Throws: `APIError`, 400, where it cannot run on what it is to run on.
    init(_ draft: ActionDraft, modules: [ActionModuleReference]) throws {
        let known = try draft.supportedTriggers.map(ActionTriggerCatalog.trigger)
        triggers = known.map { ActionTrigger($0.id, version: $0.version) }
        runtime = try ActionTriggerCatalog.runtime(draft.runtime, for: known)
        code = draft.code ?? ""
        dependencies = (draft.dependencies ?? []).map(\.named)
        self.modules = modules
    }

    /// - Parameter modules: the modules that the changes name, as they are.
    /// - Throws: `APIError`, 400, where it cannot run then.
    func changed(by changes: Patch<ActionDraft>, modules: [ActionModuleReference]?) throws -> ActionContent {
        var changed = self
        let known = try (changes.supportedTriggers ?? triggers).map(ActionTriggerCatalog.trigger)
        changed.triggers = known.map { ActionTrigger($0.id, version: $0.version) }
        changed.runtime = try ActionTriggerCatalog.runtime(changes.runtime ?? runtime, for: known)
        if let code = changes.code { changed.code = code }
        if let dependencies = changes.dependencies { changed.dependencies = dependencies.map(\.named) }
        if let modules { changed.modules = modules }
        return changed
    }

    /// The dependencies as they are told once the code is built: without where they came from.
    var builtDependencies: [ActionDependency] {
        dependencies.map { ActionDependency(name: $0.name, version: $0.version) }
    }

    /// The dependencies as they are told before: with the page of each.
    var announcedDependencies: [ActionDependency] {
        dependencies.map { dependency in
            let page = "https://www.npmjs.com/package/\(dependency.name)"
            return ActionDependency(name: dependency.name, version: dependency.version, registryURL: page)
        }
    }

    /// The modules, where there are some: others are not told that there could be.
    var toldModules: [ActionModuleReference]? { modules.isEmpty ? nil : modules }
}

extension ActionDependency {
    /// What is kept of it.
    fileprivate var named: ActionDependency { ActionDependency(name: name, version: version) }
}
