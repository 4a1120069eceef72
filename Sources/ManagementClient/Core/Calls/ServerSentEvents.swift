import Contract

/// Takes a stream of server-sent events apart (WHATWG HTML, 9.2): what of it carries data, and when to come back.
package struct ServerSentEvents {
    /// An event that has come in whole.
    package struct Event: Hashable {
        /// Its type, where it says one.
        package var type: String?
        /// What to come back with.
        package var id: String?
        /// Its data.
        package var data: String
    }

    private var line: [UInt8] = []
    private var event = Event(data: "")
    private var hasData = false
    private var hadReturn = false
    /// After how many milliseconds the server wants to be asked again.
    package private(set) var retry: Int?

    package init() {}

    /// Takes what came in.
    /// - Returns: the events that are whole now.
    package mutating func read(_ bytes: [UInt8]) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            // A line ends with either or with both.
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
        default: break  // A comment, or what later versions may bring.
        }
    }
}
