// Both engines compare texts bytewise, which is the order of their Unicode scalars.

extension String {
    /// The smallest text that is greater than all texts with this prefix; `nil` if there is none.
    var afterAllItBegins: String? {
        var scalars = Array(unicodeScalars)
        while let last = scalars.popLast() {
            guard let next = last.next else { continue }
            scalars.append(next)
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars)
            return String(text)
        }
        return nil
    }

    /// Whether this is the beginning of a date, as `2026-01` or `2026-01-31T12`; with `year` also `2026`.
    func isPartOfDate(year: Bool) -> Bool {
        let model = Array("dddd-dd-ddTdd:dd:dd.ddd".utf8)
        let lengths: Set<Int> = year ? [4, 7, 10, 13, 16, 19] : [7, 10, 13, 16, 19]
        guard lengths.contains(utf8.count) else { return false }
        return zip(utf8, model).allSatisfy { byte, expected in
            expected == UInt8(ascii: "d") ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == expected
        }
    }
}

extension Unicode.Scalar {
    fileprivate var next: Unicode.Scalar? {
        value == 0xD7FF ? Unicode.Scalar(0xE000 as UInt32) : Unicode.Scalar(value + 1)
    }
}
