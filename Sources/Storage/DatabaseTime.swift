import Contract

extension Transaction {
    /// Returns the SQL expression of the current time plus a delay. All servers of a database share the clock: the
    /// database's own, unless the store has another one. The clocks of servers may differ or be set back.
    public func moment(after delay: Duration = .zero) -> SQL {
        if let clock { return "\(clock() + delay)" }
        let seconds = Double(delay.components.seconds) + Double(delay.components.attoseconds) / 1e18
        let modifier = (seconds < 0 ? "" : "+") + String(seconds) + " seconds"
        return """
            \(sqlite: "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ", postgres: "to_char((clock_timestamp() + CAST(")\(modifier)\(
            sqlite: ")", postgres: " AS interval)) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")
            """
    }

    /// Returns the current time of the shared clock.
    public func currentMoment() throws -> Timestamp {
        if let clock { return clock() }
        guard let now: Timestamp = try row("SELECT \(moment()) AS now")?["now"] else {
            throw StorageError.unreadable(column: "now", as: "Timestamp")
        }
        return now
    }
}
