import ApplicationsAPI
import Contract
import Serving
import Storage

// Users are synchronized on request; groups and periodic synchronization are stored but not supported.
extension Connections {
    func mountDirectories(on routes: inout Routes) {
        routes.on(directoryProvisioning) { call in try await call.read { try $0.directoryProvisioning(call.path) } }
        routes.on(createDirectoryProvisioning) { call in
            try await call.write { transaction in
                try transaction.insertDirectoryProvisioning(call.body, of: call.path, at: call.now)
                return try transaction.directoryProvisioning(call.path)
            }
        }
        routes.on(updateDirectoryProvisioning) { call in
            try await call.write { transaction in
                let before = try transaction.directoryProvisioning(call.path)
                try transaction.update(before, with: call.body, at: call.now)
                return try transaction.directoryProvisioning(call.path)
            }
        }
        routes.on(deleteDirectoryProvisioning) { call in
            try await call.write { transaction in
                _ = try transaction.directoryProvisioning(call.path)
                try transaction.deleteDirectoryProvisioning(of: call.path)
            }
            return NoContent()
        }
        routes.on(defaultDirectoryMapping) { call in
            _ = try await call.read { try $0.directoryConnection(call.path) }
            return DirectoryDefaultMapping(mapping: DirectoryDefaults.mapping)
        }
        mountSynchronizations(on: &routes)
        mountGroups(on: &routes)
        routes.on(directoryProvisionings) { call in
            let listing = Listing(
                Transaction.directoryColumns,
                from: """
                    FROM directory_provisionings d
                    JOIN connections c ON c.tenant = d.tenant AND c.id = d.connection_id
                    WHERE d.tenant = \(call.tenant.id)
                    """, order: "c.id", key: "c.id")
            let page = call.query.pageRequest()
            return try await call.read { try $0.page(listing, page, item: DirectoryProvisioning.init(row:)) }
        }
    }

    private func mountGroups(on routes: inout Routes) {
        routes.on(synchronizedGroups) { call in
            let listing = Listing(
                "id",
                from: "FROM synchronized_groups WHERE tenant = \(call.tenant.id) AND connection_id = \(call.path)",
                order: "id", key: "id")
            let page = call.query.pageRequest()
            return try await call.read { transaction in
                _ = try transaction.directoryProvisioning(call.path)
                return try transaction.page(listing, page) { SynchronizedGroup(id: try $0["id"]) }
            }
        }
        routes.on(setSynchronizedGroups) { call in
            try await call.write { transaction in
                _ = try transaction.directoryProvisioning(call.path)
                try transaction.setGroups(call.body.groups, of: call.path)
            }
            return NoContent()
        }
    }
}
