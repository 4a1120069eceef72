import Contract
import OrderedCollections

// What is logged comes from outside for the most part: names, addresses, bodies of refused requests. An event has room for
// what tells a person what happened, and no more.

/// How much of an event is kept.
private enum LoggedSize {
    /// The most bytes of a text.
    static let text = 2_048
    /// The most bytes of all texts of an event's details, names of members among them.
    static let details = 32_768
    /// The most bytes of a text that events are found by: an index has little room.
    static let key = 255
}

extension String {
    /// The text as it is logged: its beginning, with a mark, where it is long.
    var asLogged: String { shortened(to: LoggedSize.text) }

    /// The text as events are found by it.
    var asLoggedKey: String { shortened(to: LoggedSize.key) }

    /// The beginning of the text, up to so many bytes, and how many were left out.
    func shortened(to limit: Int) -> String {
        let bytes = utf8
        guard bytes.count > limit else { return self }
        var end = bytes.index(bytes.startIndex, offsetBy: limit)
        // Not within a scalar, which has no meaning in parts.
        while end > bytes.startIndex, bytes[end] & 0xC0 == 0x80 { end = bytes.index(before: end) }
        return String(self[..<end]) + "... (\(bytes.distance(from: end, to: bytes.endIndex)) more bytes)"
    }
}

extension JSON {
    /// The details of an event as they are logged.
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
