import Contract
import ExtensionsAPI
import Storage

extension Transaction {
    /// Completes references to modules, by whichever member they identify the module.
    /// - Throws: `APIError`, 404, if a module or version does not exist, or 400, if a module is referenced twice or a
    ///   reference is empty.
    func moduleReferences(_ wanted: [ActionModuleReference]) throws -> [ActionModuleReference] {
        let references = try wanted.map(moduleReference)
        guard Set(references.map(\.moduleID)).count == references.count else {
            throw APIError.badRequest("An action can use a module only once.")
        }
        return references
    }

    private func moduleReference(_ wanted: ActionModuleReference) throws -> ActionModuleReference {
        let module = try actionModule(wanted)
        let version = try actionModuleVersion(wanted, of: module)
        return ActionModuleReference(
            moduleID: module.id, moduleName: module.name, moduleVersionID: version.id,
            moduleVersionNumber: version.number)
    }

    private func actionModule(_ wanted: ActionModuleReference) throws -> ActionModuleRow {
        if let id = wanted.moduleID { return try actionModule(id) }
        guard let name = wanted.moduleName else {
            throw APIError.badRequest("A module needs a module_id or a module_name.")
        }
        let found = try row("SELECT * FROM action_modules WHERE tenant = \(tenant) AND name = \(name)\(.forUpdate)")
        guard let found else { throw APIError.actionModuleNotFound }
        return try ActionModuleRow(row: found)
    }

    private func actionModuleVersion(
        _ wanted: ActionModuleReference, of module: ActionModuleRow
    ) throws -> ActionModuleVersionRow {
        if let id = wanted.moduleVersionID { return try actionModuleVersion(id, of: module.id) }
        if let number = wanted.moduleVersionNumber {
            let id: ID<ActionModuleVersion>? = try row(
                """
                SELECT id FROM action_module_versions
                WHERE tenant = \(tenant) AND module_id = \(module.id) AND number = \(number)
                """)?["id"]
            return try actionModuleVersion(id ?? "", of: module.id)
        }
        guard let latest = try latestVersion(of: module.id) else {
            throw APIError.badRequest("The module '\(module.name)' has not been published.")
        }
        return latest
    }

    /// Records the modules that an action uses in its draft or deployed version.
    /// - Throws: `APIError`, 404, if a module no longer exists.
    func replaceModuleUses(
        of action: ID<Action>, by modules: [ActionModuleReference], isDeployed: Bool
    ) throws {
        try execute(
            """
            DELETE FROM action_module_uses
            WHERE tenant = \(tenant) AND action_id = \(action) AND is_deployed = \(isDeployed)
            """)
        for module in modules {
            guard let id = module.moduleID else { throw APIError.actionModuleNotFound }
            _ = try actionModule(id)
            try insert(
                into: "action_module_uses",
                [
                    "module_id": id, "action_id": action, "is_deployed": isDeployed,
                    "version_id": module.moduleVersionID, "version_number": module.moduleVersionNumber,
                ])
        }
    }
}
