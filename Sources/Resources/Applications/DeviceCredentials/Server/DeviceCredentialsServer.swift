import ApplicationsAPI
import Contract
import Model
import OrderedCollections
import Serving
import Storage

extension DeviceCredentials: ServedResource {
    // `owner_id` references the application if it exists, and deleting the application deletes the credential;
    // `client_id` is the value that was sent.
    public static let migrations: [Migration] = [
        Migration(
            "device-credentials-1",
            """
            CREATE TABLE device_credentials (
                tenant \(.text) NOT NULL, id \(.text) NOT NULL, user_id \(.text), client_id \(.text) NOT NULL,
                owner_id \(.text), device_name TEXT NOT NULL, device_id \(.text) NOT NULL, kind \(.text) NOT NULL,
                value TEXT NOT NULL, created_at \(.text) NOT NULL, PRIMARY KEY (tenant, id),
                FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, user_id) ON DELETE CASCADE,
                FOREIGN KEY (tenant, owner_id) REFERENCES clients (tenant, client_id) ON DELETE CASCADE)
            """,
            "CREATE INDEX device_credentials_user ON device_credentials (tenant, user_id)",
            "CREATE INDEX device_credentials_client ON device_credentials (tenant, client_id)",
            "CREATE INDEX device_credentials_owner ON device_credentials (tenant, owner_id)")
    ]

    public func mount(on routes: inout Routes) {
        routes.onStored(list) { call in
            let listing = Listing(
                "id, device_name, device_id, kind, user_id, client_id, document",
                from: """
                    FROM \(Self.credentials(of: call.tenant.id, at: call.now)) AS credentials
                    WHERE 1 = 1 \(Self.conditions(call.query))
                    """, order: "created_at, id", key: "id")
            let page = try await call.read { transaction in
                try transaction.page(listing, call.query.pageRequest(), of: DeviceCredential.self, json: Self.json)
            }
            return OperationResponse(page)
        }
        routes.on(create) { call in
            let id: ID<DeviceCredential> = call.random.identifier("dcr")
            guard let client = call.body.clientID ?? call.caller.clientID.map({ ClientID($0) }) else {
                throw APIError.invalidBody("The client_id is required")
            }
            try await call.write { transaction in
                let user = UserID(call.caller.subject)
                let isUser = try transaction.hasUser(user)
                let isKnown = try transaction.client(client) != nil
                try transaction.insert(
                    into: "device_credentials",
                    [
                        "id": id, "user_id": isUser ? user : nil, "client_id": client,
                        "owner_id": isKnown ? client : nil, "device_name": call.body.deviceName,
                        "device_id": call.body.deviceID, "kind": call.body.type.rawValue, "value": call.body.value,
                        "created_at": call.now,
                    ])
            }
            return DeviceCredentialReceipt(id: id)
        }
        routes.on(delete) { call in
            // Callers without the scope for all credentials may delete their own.
            let mayAll = call.caller.scopes.contains("delete:device_credentials")
            let own: SQL = mayAll ? "" : "AND user_id = \(call.caller.subject)"
            try await call.write { transaction in
                let meant: SQL = "tenant = \(transaction.tenant) AND id = \(call.path) \(own)"
                try transaction.execute("DELETE FROM device_credentials WHERE \(meant)")
                try transaction.execute("DELETE FROM refresh_tokens WHERE \(meant)")
            }
            return NoContent()
        }
    }

    /// Returns the query for public keys and the refresh tokens of devices.
    private static func credentials(of tenant: TenantID, at now: Timestamp) -> SQL {
        """
        (SELECT id, device_name, device_id, kind, user_id, client_id, NULL AS document, created_at
            FROM device_credentials WHERE tenant = \(tenant)
        UNION ALL SELECT id, NULL, NULL, CASE rotating WHEN 1 THEN 'rotating_refresh_token' ELSE 'refresh_token' END,
            user_id, client_id, document, created_at
            FROM refresh_tokens WHERE tenant = \(tenant) AND \(SQL.isLive(at: now)))
        """
    }

    private static func conditions(_ query: DeviceCredentialFilter) -> SQL {
        var conditions: SQL = ""
        if let user = query.userID { conditions = conditions + " AND user_id = \(user)" }
        if let client = query.clientID { conditions = conditions + " AND client_id = \(client)" }
        if let kind = query.type { conditions = conditions + " AND kind = \(kind.rawValue)" }
        return conditions
    }

    private static func json(_ row: Row) throws -> JSON {
        let columns: KeyValuePairs<String, String> = [
            "id": "id", "device_name": "device_name", "device_id": "device_id", "type": "kind", "user_id": "user_id",
            "client_id": "client_id",
        ]
        var sent = JSONObject()
        for (name, column) in columns {
            let text: String? = try row[column]
            sent[name] = text.map(JSON.string)
        }
        // The name of a refresh token's device is the user agent of its first use.
        if let document: JSON = try row["document"] {
            sent["device_name"] = document["device"]?["initial_user_agent"] ?? ""
        }
        return .object(sent)
    }
}
