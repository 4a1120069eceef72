import ApplicationsAPI
import Contract
import OrderedCollections
import Serving
import Storage

extension UserAttributeProfiles: ServedResource {
    public static let migrations: [Migration] = [DocumentTable.userAttributeProfiles.migration]

    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let page = try await call.read {
                try $0.page(.userAttributeProfiles, call.query.pageRequest(), of: UserAttributeProfile.self)
            }
            return OperationResponse(page)
        }
        routes.onStored(create) { call in
            let id: ID<UserAttributeProfile> = call.random.identifier("uap", 22)
            let made = Self.settled(["id": .string(id.value)], call.members)
            try await call.write { try $0.insert(made, id.value, into: .userAttributeProfiles, at: call.now) }
            return OperationResponse(made)
        }
        routes.onStored(get) { call in OperationResponse(try await call.read { try $0.userAttributeProfile(call.path) })
        }
        routes.onStored(update) { call in
            let changed = try await call.write { transaction in
                let before = try transaction.userAttributeProfile(call.path)
                let changed = Self.settled(before.object ?? [:], call.members)
                try transaction.update(changed, call.path.value, in: .userAttributeProfiles)
                return changed
            }
            return OperationResponse(changed)
        }
        routes.on(delete) { call in
            try await call.write { try $0.deleteDocument(call.path.value, in: .userAttributeProfiles) }
            return NoContent()
        }
        routes.onStored(templates) { _ in
            OperationResponse(["user_attribute_profile_templates": .array(UserAttributeProfileTemplates.all)])
        }
        routes.onStored(template) { call in
            guard let template = UserAttributeProfileTemplates.all.first(where: { $0["id"]?.string == call.path.value })
            else { throw APIError.notFound("User attribute profile template not found.") }
            return OperationResponse(template)
        }
    }

    /// Returns a profile with an update applied, and the default mapping of users' identifiers if there is none.
    private static func settled(_ before: JSONObject, _ changes: JSONObject) -> JSON {
        var profile = before.merging(changes) { $1 }
        let given = profile["user_id"]?.object ?? [:]
        profile["user_id"] = .object(UserAttributeProfileTemplates.userID.merging(given) { $1 })
        return .object(profile)
    }
}

extension DocumentTable {
    static let userAttributeProfiles = DocumentTable("user_attribute_profiles")
}

extension Transaction {
    fileprivate func userAttributeProfile(_ id: ID<UserAttributeProfile>) throws -> JSON {
        guard let profile = try document(id.value, in: .userAttributeProfiles) else {
            throw APIError.notFound("User attribute profile not found.")
        }
        return profile
    }
}
