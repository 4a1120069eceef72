import Contract

extension Transaction {
    /// A moment so much later than now, by the clock that all servers of a database share: the database's own, unless the
    /// store was given another. Machines differ, and a clock can be set back.
    public func moment(after delay: Duration = .zero) -> SQL {
        if let clock { return "\(clock() + delay)" }
        let seconds = Double(delay.components.seconds) + Double(delay.components.attoseconds) / 1e18
        let modifier = (seconds < 0 ? "" : "+") + String(seconds) + " seconds"
        return """
            \(sqlite: "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ", postgres: "to_char((clock_timestamp() + CAST(")\(modifier)\(
            sqlite: ")", postgres: " AS interval)) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")
            """
    }

    /// Now, by the same clock.
    public func currentMoment() throws -> Timestamp {
        if let clock { return clock() }
        guard let now: Timestamp = try row("SELECT \(moment()) AS now")?["now"] else {
            throw StorageError.unreadable(column: "now", as: "Timestamp")
        }
        return now
    }
}
