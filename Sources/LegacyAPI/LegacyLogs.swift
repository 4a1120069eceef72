import Contract
import OrderedCollections
import Outbound

extension LegacyAPI {
    static let logOperations: [LegacyOperation] = [
        LegacyOperation("GET", "/api/logs", "GET /logs") { call in
            if call.query["from"] != nil || call.query["take"] != nil { return try await call.logsFromCheckpoint() }
            return try await call.logs()
        },
        LegacyOperation("GET", "/api/logs/{_id}", "GET /logs/{id}") { call in
            LegacyReply(try await call.ask(.get, "/logs/\(OutboundForm.encoded(call.arguments[0]))"))
        },
        LegacyOperation("GET", "/api/users/{user_id}/logs", "GET /users/{id}/logs") { call in
            let (page, perPage) = try call.paging(perPage: 50)
            return LegacyReply(
                try await call.ask(
                    .get, "\(call.userPath)/logs", [("page", page), ("per_page", perPage), ("include_totals", "true")]))
        },
    ]
}

extension LegacyCall {
    /// Returns a page of log events.
    fileprivate func logs() async throws -> LegacyReply {
        let (page, perPage) = try paging(perPage: 50)
        let fields = query["fields"] ?? ""
        let search = try query["search"].map(LegacySearch.logs) ?? ""
        var asked: [(name: String, value: String)] = [
            ("page", page), ("per_page", perPage), ("include_totals", "true"),
        ]
        if let sort = query["sort"], !sort.isEmpty { asked.append(("sort", sort)) }
        if !search.isEmpty { asked.append(("q", search)) }
        if !fields.isEmpty {
            asked.append(("fields", fields))
            asked.append(("include_fields", query["exclude_fields"] == "true" ? "false" : "true"))
        }
        return LegacyReply(try await ask(.get, "/logs", asked))
    }

    /// Returns the log events after an event, or from the first one. The Management API v2 returns half as many at a
    /// time.
    fileprivate func logsFromCheckpoint() async throws -> LegacyReply {
        let text = query["take"].flatMap { $0.isEmpty ? nil : $0 } ?? "200"
        guard let wanted = Int(text), (1...200).contains(wanted) else {
            throw LegacyRefusal(400, "take must be a number from 1 to 200", code: "invalid_paging")
        }
        var entries: [JSON] = []
        var last = query["from"].flatMap { $0.isEmpty ? nil : $0 }
        while entries.count < wanted {
            let count = min(100, wanted - entries.count)
            var asked: [(name: String, value: String)] = [("take", String(count))]
            if let last { asked.append(("from", last)) }
            let found = try await ask(.get, "/logs", asked).array ?? []
            entries += found
            last = found.last?["log_id"]?.string
            if found.count < count { break }
        }
        let length = JSON.integer(Int64(entries.count))
        return LegacyReply([
            "start": 0, "length": length, "total": length, "limit": .integer(Int64(wanted)), "logs": .array(entries),
        ])
    }
}
