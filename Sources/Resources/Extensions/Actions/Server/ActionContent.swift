import Contract
import ExtensionsAPI

/// The content of an action's draft and of each version.
struct ActionContent: Codable, Hashable, Sendable {
    private(set) var triggers: [ActionTrigger]
    private(set) var code: String
    private(set) var dependencies: [ActionDependency]
    private(set) var runtime: String
    private(set) var modules: [ActionModuleReference]

    /// - Parameter modules: The completed references of the draft's modules.
    /// - Throws: `APIError`, 400, if a trigger does not support the runtime.
    init(_ draft: ActionDraft, modules: [ActionModuleReference]) throws {
        let known = try draft.supportedTriggers.map(ActionTriggerCatalog.trigger)
        triggers = known.map { ActionTrigger($0.id, version: $0.version) }
        runtime = try ActionTriggerCatalog.runtime(draft.runtime, for: known)
        code = draft.code ?? ""
        dependencies = (draft.dependencies ?? []).map(\.named)
        self.modules = modules
    }

    /// Returns the content with an update applied.
    /// - Parameter modules: The completed references of the update's modules.
    /// - Throws: `APIError`, 400, if a trigger does not support the runtime.
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

    /// The dependencies in the wire format of built code, without their registries.
    var builtDependencies: [ActionDependency] {
        dependencies.map { ActionDependency(name: $0.name, version: $0.version) }
    }

    /// The dependencies in the wire format before the build, with the page of each package.
    var announcedDependencies: [ActionDependency] {
        dependencies.map { dependency in
            let page = "https://www.npmjs.com/package/\(dependency.name)"
            return ActionDependency(name: dependency.name, version: dependency.version, registryURL: page)
        }
    }

    /// The modules; `nil` if there are none, so that the member is omitted.
    var toldModules: [ActionModuleReference]? { modules.isEmpty ? nil : modules }
}

extension ActionDependency {
    /// The stored members of the dependency.
    fileprivate var named: ActionDependency { ActionDependency(name: name, version: version) }
}
