/// An incremental scanner for the items of a JSON array, which needs no more than one complete item in memory. It does
/// not validate the items.
package struct ArrayScanner {
    /// An error for a text that is not an array.
    package struct Malformed: Error, Hashable {
        package let offset: Int
    }

    /// The token that was read last.
    package enum Place: String {
        case nothing
        case opening
        case item
        case comma
        case closing
    }

    package private(set) var place: Place

    package init(after place: Place = .nothing) { self.place = place }

    /// Returns the complete items of a buffer.
    /// - Parameters:
    ///   - bytes: The bytes that follow those consumed before.
    ///   - limit: The maximum number of items.
    /// - Returns: The ranges of the items, and the number of consumed bytes. Pass the rest again, together with the
    ///   bytes that follow.
    package mutating func items(in bytes: [UInt8], limit: Int) throws -> (items: [Range<Int>], end: Int) {
        try bytes.withUnsafeBufferPointer { try items(in: $0, limit: limit) }
    }

    private mutating func items(
        in bytes: UnsafeBufferPointer<UInt8>, limit: Int
    ) throws -> (items: [Range<Int>], end: Int) {
        var items: [Range<Int>] = []
        var read = (place: place, end: 0)
        var offset = 0
        while items.count < limit, offset < bytes.count, place != .closing {
            switch (bytes[offset], place) {
            case (0x20, _), (0x09, _), (0x0A, _), (0x0D, _): offset += 1
            case (0xEF, .nothing) where offset == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF]): offset += 3
            case (UInt8(ascii: "["), .nothing): advance(to: .opening, &offset)
            case (UInt8(ascii: "]"), .opening), (UInt8(ascii: "]"), .item): advance(to: .closing, &offset)
            case (UInt8(ascii: ","), .item): advance(to: .comma, &offset)
            case (_, .opening), (_, .comma):
                guard let end = Self.endOfItem(in: bytes, from: offset) else {
                    place = read.place
                    return (items, read.end)
                }
                guard end > offset else { throw Malformed(offset: offset) }
                items.append(offset..<end)
                place = .item
                offset = end
            default: throw Malformed(offset: offset)
            }
            // A comma is consumed together with the item that follows.
            if place != .comma { read = (place, offset) }
        }
        place = read.place
        return (items, read.end)
    }

    private mutating func advance(to next: Place, _ offset: inout Int) {
        place = next
        offset += 1
    }

    /// Returns the end of an item; `nil` if the item is incomplete.
    private static func endOfItem(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var depth = 0
        var isInString = false
        var place = start
        while place < bytes.count {
            let byte = bytes[place]
            if isInString {
                if byte == UInt8(ascii: "\\") { place += 1 }
                if byte == UInt8(ascii: "\"") { isInString = false }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    if depth == 0 { return place }
                    depth -= 1
                    if depth == 0 { return place + 1 }
                case UInt8(ascii: ","): if depth == 0 { return place }
                default: break
                }
            }
            place += 1
        }
        return nil
    }
}
