import Contract
import OrderedCollections

// Most logged data comes from outside: names, addresses and bodies of rejected requests. It is shortened to what an
// administrator needs.

/// The maximum sizes of parts of an event.
private enum LoggedSize {
    /// The maximum size of a text, in bytes.
    static let text = 2_048
    /// The maximum size of all texts in the details, including the names of members, in bytes.
    static let details = 32_768
    /// The maximum size of a text by which events are found, in bytes, since index entries are limited.
    static let key = 255
}

extension String {
    /// The text as it is logged, shortened if it is long.
    var asLogged: String { shortened(to: LoggedSize.text) }

    /// The text as events are found by it.
    var asLoggedKey: String { shortened(to: LoggedSize.key) }

    /// Returns the beginning of the text up to a number of bytes, and the number of bytes left out.
    func shortened(to limit: Int) -> String {
        let bytes = utf8
        guard bytes.count > limit else { return self }
        var end = bytes.index(bytes.startIndex, offsetBy: limit)
        // The text must not end within a scalar.
        while end > bytes.startIndex, bytes[end] & 0xC0 == 0x80 { end = bytes.index(before: end) }
        return String(self[..<end]) + "... (\(bytes.distance(from: end, to: bytes.endIndex)) more bytes)"
    }
}

extension JSON {
    /// The details as they are logged.
    var asLogged: JSON {
        var room = LoggedSize.details
        return shortened(&room)
    }

    private func shortened(_ room: inout Int) -> JSON {
        switch self {
        case .string(let text):
            let kept = text.shortened(to: min(LoggedSize.text, max(room, 0)))
            room -= kept.utf8.count
            return .string(kept)
        case .array(let items):
            var kept: [JSON] = []
            for (index, item) in items.enumerated() {
                guard room > 0 else {
                    kept.append(.string("... (\(items.count - index) more items)"))
                    break
                }
                room -= 8
                kept.append(item.shortened(&room))
            }
            return .array(kept)
        case .object(let members):
            var kept = JSONObject()
            for (name, value) in members {
                guard room > 0 else {
                    kept["..."] = .string("(\(members.count - kept.count) more members)")
                    break
                }
                let shortName = name.shortened(to: LoggedSize.key)
                room -= shortName.utf8.count + 8
                kept[shortName] = value.shortened(&room)
            }
            return .object(kept)
        default: return self
        }
    }
}
