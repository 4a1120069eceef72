import LegacyAPI

extension Gatehouse {
    /// The implemented operations of Auth0's Management API as a Markdown page.
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

            ## In Auth0's cloud alone

            Operations that set up what Auth0 does in its cloud keep their settings here and answer with them. In the place of \
            the work itself:

            \(cloud)
            ## Management API v1

            Auth0 has switched it off. It is answered with `--enable-management-api-v1 true`, and what is on the right takes \
            its place.

            \(LegacyAPI.mapping)
            """
    }

    private static let cloud = """
        | Auth0 | Here |
        |---|---|
        | gets certificates for custom domains, and ends TLS | the reverse proxy in front does; a domain is verified in the DNS |
        | tells bots by their traffic, and asks for captchas | settings alone; failed logins are counted and blocked |
        | looks passwords up among those that were stolen | settings alone; a dictionary of one's own is heeded |
        | sees countries, networks and TLS fingerprints for access lists, and Akamai's signals | access lists see what a request brings: addresses, host and user agent; other signals fit nothing |
        | pushes to its Guardian app | one-time codes and recovery codes |
        | sends texts and calls of its own | Twilio, with one's own account |
        | is a partner of EventBridge and Event Grid | those streams are kept, and suspended when there is something to deliver; HTTP, Splunk, Datadog, Sumo Logic, Segment and Mixpanel get the log |
        | keeps encryption keys in modules of hardware | a key in a file outside the database, which can be rotated and imported |
        | runs actions in its sandbox, with npm packages | Node.js in processes of their own; npm where it is there |
        | runs flows and forms | they are kept |

        """

    private static let header = "\n| Operation | Scopes | Implemented |\n|---|---|---|\n"

    private static func line(_ operation: ManagementOperation) -> String {
        let scopes: [String] = operation.scopes.map { "`\($0)`" }
        let mark = operation.isImplemented ? "yes" : "no"
        return "| `\(operation.method) \(operation.path)` | \(scopes.joined(separator: " ")) | \(mark) |\n"
    }
}
