import ApplicationsAPI
import Contract
import OrderedCollections
import Serving
import Storage

extension ConnectionProfiles: ServedResource {
    public static let migrations: [Migration] = [DocumentTable.connectionProfiles.migration]

    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let page = try await call.read {
                try $0.page(.connectionProfiles, call.query.pageRequest(), of: ConnectionProfile.self)
            }
            return OperationResponse(page)
        }
        routes.onStored(create) { call in
            let id: ID<ConnectionProfile> = call.random.identifier("cop", 22)
            let made = JSON.object((["id": .string(id.value)] as JSONObject).merging(call.members) { $1 })
            try await call.write { try $0.insert(made, id.value, into: .connectionProfiles, at: call.now) }
            return OperationResponse(made)
        }
        routes.onStored(get) { call in OperationResponse(try await call.read { try $0.connectionProfile(call.path) }) }
        routes.onStored(update) { call in
            let changed = try await call.write { transaction in
                var profile = try transaction.connectionProfile(call.path)
                for (name, value) in call.members { profile[name] = value }
                try transaction.update(profile, call.path.value, in: .connectionProfiles)
                return profile
            }
            return OperationResponse(changed)
        }
        routes.on(delete) { call in
            try await call.write { try $0.deleteDocument(call.path.value, in: .connectionProfiles) }
            return NoContent()
        }
        routes.onStored(templates) { _ in OperationResponse(["connection_profile_templates": [Self.generic]]) }
        routes.onStored(template) { call in
            guard call.path.value == Self.generic["id"]?.string else {
                throw APIError.notFound("Connection profile template not found.")
            }
            return OperationResponse(Self.generic)
        }
    }

    private static let generic: JSON = [
        "id": "auth0-generic", "display_name": "Auth0 Generic Connection Profile Template",
        "template": [
            "name": "Auth0 Generic Connection Profile",
            "organization": ["show_as_button": "optional", "assign_membership_on_login": "required"],
            "enabled_features": ["scim", "universal_logout"],
        ],
    ]
}

extension DocumentTable {
    static let connectionProfiles = DocumentTable("connection_profiles")
}

extension Transaction {
    fileprivate func connectionProfile(_ id: ID<ConnectionProfile>) throws -> JSON {
        guard let profile = try document(id.value, in: .connectionProfiles) else {
            throw APIError.notFound("Connection profile not found.")
        }
        return profile
    }
}
