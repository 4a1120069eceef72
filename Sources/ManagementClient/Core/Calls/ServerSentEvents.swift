import Contract

/// A parser of server-sent events (WHATWG HTML, section 9.2).
package struct ServerSentEvents {
    /// A complete event.
    package struct Event: Hashable {
        /// The type of the event, if it has one.
        package var type: String?
        /// The identifier with which to reconnect.
        package var id: String?
        /// The data of the event.
        package var data: String
    }

    private var line: [UInt8] = []
    private var event = Event(data: "")
    private var hasData = false
    private var hadReturn = false
    /// The reconnection time in milliseconds, if the server sets it.
    package private(set) var retry: Int?

    package init() {}

    /// Parses received bytes.
    /// - Returns: The events that are now complete.
    package mutating func read(_ bytes: [UInt8]) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            // A line ends with CR, LF or both.
            defer { hadReturn = byte == UInt8(ascii: "\r") }
            if byte == UInt8(ascii: "\n"), hadReturn { continue }
            guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
                line.append(byte)
                continue
            }
            if line.isEmpty {
                if hasData { events.append(event) }
                event = Event(data: "")
                hasData = false
            } else {
                take(String(decoding: line, as: UTF8.self))
            }
            line = []
        }
        return events
    }

    private mutating func take(_ line: String) {
        let colon = line.firstIndex(of: ":") ?? line.endIndex
        var value = line[colon...].dropFirst()
        if value.first == " " { value = value.dropFirst() }
        switch line[..<colon] {
        case "event": event.type = String(value)
        case "id": event.id = String(value)
        case "data":
            event.data += (hasData ? "\n" : "") + value
            hasData = true
        case "retry": retry = Int(value) ?? retry
        default: break  // A comment or an unknown field.
        }
    }
}
