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
                text += "\n## \(group)\n\n| Operation | Scopes | Implemented |\n|---|---|---|\n"
            }
            let scopes: [String] = operation.scopes.map { "`\($0)`" }
            let mark = operation.isImplemented ? "yes" : "no"
            text += "| `\(operation.method) \(operation.path)` | \(scopes.joined(separator: " ")) | \(mark) |\n"
        }
        return text
    }
}
