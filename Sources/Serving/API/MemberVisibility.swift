import Contract
import OrderedCollections

/// The visibility of response and body members for the caller of an operation, if the operation's scope alone is not
/// sufficient. It applies the declarations of the wire types (`MemberAccess`).
struct MemberVisibility: Sendable {
    private let operation: OperationDescription
    private let caller: Caller

    init(_ operation: OperationDescription, _ caller: Caller) {
        self.operation = operation
        self.caller = caller
    }

    // MARK: Writing

    /// - Throws: `APIError` with status 403 if the caller may not set one of the members.
    func requireSettable(_ members: JSONObject) throws {
        guard let access = operation.bodyAccess else { return }
        let granted = grantedScopes
        let narrow: [Set<String>] = granted.compactMap { access.setting[$0] }
        let mayAll = narrow.count < granted.count || operation.scopes.isEmpty
        for name in members.keys {
            if let writers = access.writers[name] {
                if caller.scopes.isDisjoint(with: writers) { throw Self.insufficient(operation.scopes, of: writers) }
            } else if !mayAll, !narrow.contains(where: { $0.contains(name) }) {
                throw Self.insufficient(
                    operation.scopes, of: Set(operation.scopes.filter { access.setting[$0] == nil }))
            }
        }
    }

    private static func insufficient(_ order: [String], of wanted: Set<String>) -> APIError {
        let known = order.filter(wanted.contains)
        let names = known + wanted.subtracting(known).sorted()
        return .forbidden(
            "Insufficient scope, expected any of: \(names.joined(separator: ","))", code: "insufficient_scope")
    }

    // MARK: Reading

    /// The scopes that allow the caller to call the operation.
    private var grantedScopes: [String] { operation.scopes.filter(caller.scopes.contains) }

    /// Returns the members that the caller may not see.
    private func hidden(_ access: MemberAccess) -> [String] {
        let shown = shownByNarrowScopes(access)
        return access.readers.filter { member, readers in
            caller.scopes.isDisjoint(with: readers) && !operation.disclosed.contains(member)
                && !shown.contains(member)
        }.map(\.key)
    }

    private func shownByNarrowScopes(_ access: MemberAccess) -> Set<String> {
        grantedScopes.reduce(into: []) { $0.formUnion(access.showing[$1] ?? []) }
    }

    /// Returns the only members that the caller may see; `nil` if all members that are not hidden are visible.
    private func only(_ access: MemberAccess) -> Set<String>? {
        let granted = grantedScopes
        guard caller.scopes.isDisjoint(with: access.showingAll), !granted.isEmpty,
            granted.allSatisfy({ access.showing[$0] != nil })
        else { return nil }
        let readable = access.readers.filter { !caller.scopes.isDisjoint(with: $0.value) }.map(\.key)
        return shownByNarrowScopes(access).union(readable).union(operation.disclosed)
    }

    /// - Throws: `APIError` with status 403 if `fields` names a member that the caller may not see.
    func requireReadable(_ query: JSON) throws {
        guard let access = operation.answerAccess, let fields = query["fields"]?.string, !fields.isEmpty,
            query["include_fields"]?.bool != false
        else { return }
        let hidden = hidden(access)
        let only = only(access)
        let refused = fields.split(separator: ",").map(String.init).filter { field in
            let isHidden = hidden.contains { field == $0 || field.utf8.starts(with: "\($0).".utf8) }
            let top = field.split(separator: ".").first.map(String.init) ?? field
            return isHidden || only.map { !$0.contains(top) } ?? false
        }
        guard refused.isEmpty else {
            throw APIError.forbidden(
                "You cannot read the following fields: \(refused.joined(separator: ","))", code: "insufficient_scope")
        }
    }

    /// Returns the response without the members that the caller may not see.
    func shown(_ reply: OperationResponse) throws -> OperationResponse {
        guard let access = operation.answerAccess else { return reply }
        let hidden = hidden(access).map { $0.split(separator: ".").map(String.init)[...] }
        let only = only(access)
        if only == nil, !reply.mayHave(hidden.compactMap(\.last)) { return reply }
        return try reply.mapping { json in
            json.mappingItems(of: operation.listName) { item in
                var item = item
                if let only, let members = item.object {
                    item = .object(members.filter { only.contains($0.key) })
                }
                for path in hidden { item.remove(path) }
                return item
            }
        }
    }
}

extension JSON {
    /// Returns the JSON with a change applied to the resource, or to each item of a list or page.
    func mappingItems(of list: String?, _ change: (JSON) -> JSON) -> JSON {
        switch self {
        case .array(let items): return .array(items.map(change))
        case .object(var page) where list != nil:
            if let list, let items = page[list]?.array { page[list] = .array(items.map(change)) }
            return .object(page)
        default: return change(self)
        }
    }

    /// Removes a member; in arrays on the path, of each item.
    fileprivate mutating func remove(_ path: ArraySlice<String>) {
        switch self {
        case .array(let items):
            self = .array(
                items.map { item in
                    var item = item
                    item.remove(path)
                    return item
                })
        case .object:
            guard let name = path.first else { return }
            if path.count == 1 {
                self[name] = nil
            } else if var inner = self[name] {
                inner.remove(path.dropFirst())
                self[name] = inner
            }
        default: return
        }
    }
}
