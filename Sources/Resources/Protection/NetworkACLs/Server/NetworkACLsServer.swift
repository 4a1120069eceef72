import Contract
import OrderedCollections
import ProtectionAPI
import Secrets
import Serving
import Storage

extension NetworkACLs: ServedResource {
    public static let migrations: [Migration] = [DocumentTable.networkACLs.migration]

    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let page = try await call.read { transaction in
                try transaction.page(.networkACLs, call.query.pageRequest(), of: NetworkACL.self) { $0 }
            }
            return OperationResponse(page)
        }
        routes.onStored(create) { call in
            try Self.check(call.body.rule)
            let id = call.random.uuid()
            var acl: JSONObject = ["id": .string(id)]
            for (name, value) in call.members { acl[name] = value }
            acl["created_at"] = .string(call.now.description)
            acl["updated_at"] = .string(call.now.description)
            let made = JSON.object(acl)
            try await Self.change(call) { try $0.insert(made, id, into: .networkACLs, at: call.now) }
            return OperationResponse(made)
        }
        routes.onStored(get) { call in
            OperationResponse(Self.whole(try await call.read { try $0.networkACL(call.path) }, call.tenant))
        }
        routes.onStored(replace) { call in
            try Self.check(call.body.rule)
            return OperationResponse(try await Self.update(call, call.path))
        }
        routes.onStored(update) { call in
            if let rule = call.body.rule { try Self.check(rule) }
            return OperationResponse(try await Self.update(call, call.path))
        }
        routes.onStored(delete) { call in
            try await Self.change(call) { try $0.deleteDocument(call.path.value, in: .networkACLs) }
            return OperationResponse(["code": 204, "object": ""], status: 200)
        }
    }

    /// Changes lists and applies them to all subsequent requests.
    @discardableResult
    private static func change<Path, Query, Body, Value: Sendable>(
        _ call: Call<Path, Query, Body>, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        let value = try await call.write { transaction in
            let value = try body(transaction)
            try transaction.changeGeneration()
            return value
        }
        try await call.services.tenants.reload(call.tenant.id)
        return value
    }

    private static func update<Query, Body>(
        _ call: Call<ID<NetworkACL>, Query, Body>, _ id: ID<NetworkACL>
    ) async throws -> JSON {
        try await change(call) { transaction in
            var acl = try transaction.networkACL(id)
            for (name, value) in call.members { acl[name] = value }
            acl["updated_at"] = .string(call.now.description)
            try transaction.update(acl, id.value, in: .networkACLs)
            return acl
        }
    }

    /// Returns a list as its own endpoint returns it. The endpoint for all lists omits these members, because clients
    /// send its items back to create other lists.
    private static func whole(_ acl: JSON, _ tenant: TenantContext) -> JSON {
        var acl = acl
        acl["tenant_id"] = .string(tenant.id.value)
        acl["deleted_at"] = .null
        return acl
    }

    /// - Throws: `APIError`, 400, if a rule has no action, several actions, or matches no requests.
    private static func check(_ rule: NetworkACLRule) throws {
        let action = rule.action
        let chosen = [action.allow, action.block, action.log, action.redirect].compactMap { $0 }
        guard chosen == [true] else {
            throw APIError.invalidBody(
                "Payload validation error: 'Exactly one of allow, block, log and redirect must be true' on property rule.action."
            )
        }
        guard (action.redirect != nil) == (action.redirectURI != nil) else {
            throw APIError.invalidBody(
                "Payload validation error: 'redirect_uri goes with redirect' on property rule.action.")
        }
        guard rule.match != nil || rule.notMatch != nil else {
            throw APIError.invalidBody(
                "Payload validation error: 'Missing required property: match or not_match' on property rule.")
        }
    }
}

extension Transaction {
    fileprivate func networkACL(_ id: ID<NetworkACL>) throws -> JSON {
        guard let acl = try document(id.value, in: .networkACLs) else {
            throw APIError.notFound("The network ACL does not exist", code: "inexistent_network_acl")
        }
        return acl
    }
}
