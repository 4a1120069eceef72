import LegacyAPI

extension Gatehouse {
    /// What of Auth0's Management API is implemented, as a page of Markdown.
    public static var compatibility: String {
        let all = ManagementOperation.all
        let count = all.count { $0.isImplemented }
        var text = """
            # Compatibility

            \(count) of the \(all.count) operations of Auth0's Management API v2 are implemented. The others answer 501 with \
            the error code `not_implemented`. A token needs one of the scopes.

            This page is printed by `gatehouse compatibility`.

            """
        var group = ""
        for operation in all {
            if operation.group != group {
                group = operation.group
                text += "\n## \(group)\n" + header
            }
            text += line(operation)
        }
        text += "\n## Retired\n\nAuth0 has these no more. Older clients call them.\n" + header
        for operation in ManagementOperation.retired { text += line(operation) }
        return text + """

            ## Management API v1

            Auth0 has switched it off. It is answered with `--enable-management-api-v1 true`, and what is on the right takes \
            its place.

            \(LegacyAPI.mapping)
            """
    }

    private static let header = "\n| Operation | Scopes | Implemented |\n|---|---|---|\n"

    private static func line(_ operation: ManagementOperation) -> String {
        let scopes: [String] = operation.scopes.map { "`\($0)`" }
        let mark = operation.isImplemented ? "yes" : "no"
        return "| `\(operation.method) \(operation.path)` | \(scopes.joined(separator: " ")) | \(mark) |\n"
    }
}
