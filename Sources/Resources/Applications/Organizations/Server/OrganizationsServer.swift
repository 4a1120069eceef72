import ApplicationsAPI
import Serving
import Storage

extension Organizations: Served {
    public static let migrations: [Migration] = [
        Migration(
            "organizations-1",
            """
            CREATE TABLE organizations (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, name \(.text) NOT NULL, display_name TEXT,
                created_at \(.text) NOT NULL, document \(.json) NOT NULL, PRIMARY KEY (tenant, id), UNIQUE (tenant, name))
            """)
    ]

    public func mount(on routes: inout Routes) {}
}

extension Organization {
    init(row: Row) throws {
        self.init(id: try row["id"], name: try row["name"], displayName: try row["display_name"])
    }
}
