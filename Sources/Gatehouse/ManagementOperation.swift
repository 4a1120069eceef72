import Contract
import HTTPTypes
import Serving

/// An operation of Auth0's Management API, whether it is implemented here or not.
struct ManagementOperation: Hashable, Sendable {
    /// The group of the operation, such as `client-grants`.
    let group: String
    let method: String
    /// The path relative to the API's root.
    let path: String
    /// The accepted scopes; an access token needs one of them.
    let scopes: [String]

    /// All operations, by group.
    static let all = operations(in: table)

    /// Operations that Auth0 has retired or does not document, but that clients call.
    static let retired = operations(in: retiredTable)

    /// The retired operations that were also called at the root of the domain.
    static let calledAtRoot: Set<String> = ["POST /users/{}/impersonate"]

    private static func operations(in table: String) -> [ManagementOperation] {
        var operations: [ManagementOperation] = []
        var group = ""
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if words[0] == "#" {
                group = words[1]
            } else {
                operations.append(
                    ManagementOperation(group: group, method: words[0], path: words[1], scopes: Array(words[2...])))
            }
        }
        return operations
    }

    /// Scopes of the Management API that no operation requires.
    private static let furtherScopes = [
        "create:users_app_metadata", "delete:users_app_metadata", "read:users_app_metadata",
        "read:user_password_hashes", "blacklist:tokens", "read:user_custom_blocks", "create:user_custom_blocks",
        "delete:user_custom_blocks", "create:client_keys", "delete:client_keys", "create:device_credentials",
        "update:device_credentials", "read:insights", "read:shields", "create:shields", "update:shields",
        "delete:shields", "read:triggers", "update:triggers", "create:passwords_checking_job",
        "delete:passwords_checking_job", "read:limits", "update:limits", "read:entitlements",
    ]

    /// All scopes of the Management API, grouped by entity.
    static let scopes: [String] = Set(all.flatMap(\.scopes) + furtherScopes).sorted { left, right in
        let (left, right) = (left.split(separator: ":"), right.split(separator: ":"))
        return (left[1], left[0]) < (right[1], right[0])
    }

    /// The method and the path, independent of the names of path parameters.
    var signature: String { Self.signature(method, path) }

    static func signature(_ method: String, _ path: String) -> String {
        let parts: [String] = path.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }
        return "\(method) /\(parts.joined(separator: "/"))"
    }

    static func signature(_ operation: OperationDescription) -> String {
        signature(operation.method.rawValue, operation.path)
    }

    /// The implemented operations, by signature.
    static let implemented = Set(Composition.operations.map { signature($0.description) })

    var isImplemented: Bool { Self.implemented.contains(signature) }

    /// Returns routes that report known operations as not implemented.
    static func missing(at root: String) -> [Route] {
        all.filter { !$0.isImplemented }.map { operation in
            Route(operation.method, root + operation.path, of: .management) { _, _ in
                OutgoingResponse(
                    error: APIError(
                        501, "\(operation.method) \(operation.path) is not implemented.", code: "not_implemented"))
            }
        }
    }
}
