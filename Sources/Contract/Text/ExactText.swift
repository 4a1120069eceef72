// Swift's `==` takes texts for equal that normalization makes equal, and its searches go by `Character`, which joins
// scalars that stand beside each other. Where text from outside decides what is let through, neither will do: these
// go by the bytes of UTF-8.

extension StringProtocol {
    /// Whether both texts are the same bytes in UTF-8, as Unicode's normalization would not have them.
    public func isIdentical(to other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }

    /// Whether the text begins with the bytes of another.
    public func beginsExactly(with prefix: some StringProtocol) -> Bool { utf8.starts(with: prefix.utf8) }

    /// Whether the bytes of another text stand anywhere in this one. Takes time that grows with the length of both
    /// together.
    public func containsExactly(_ pattern: some StringProtocol) -> Bool {
        ByteSearch(pattern).firstRange(in: Array(utf8)) != nil
    }

    /// The text with each place where the bytes of a pattern stand replaced. Takes time that grows with the length of
    /// all together.
    /// - Parameter most: how many places are replaced, from the beginning.
    public func replacingExactly(
        _ pattern: some StringProtocol, with replacement: some StringProtocol, most: Int = .max
    ) -> String {
        let bytes = Array(utf8)
        let ranges = ByteSearch(pattern).ranges(in: bytes, most: most)
        guard !ranges.isEmpty else { return String(self) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var end = 0
        for range in ranges {
            result += bytes[end..<range.lowerBound]
            result += replacement.utf8
            end = range.upperBound
        }
        result += bytes[end...]
        return String(decoding: result, as: UTF8.self)
    }

    /// The parts of the text between the places where the bytes of a separator stand; empty ones count.
    public func splitExactly(by separator: some StringProtocol) -> [String] {
        let bytes = Array(utf8)
        var parts: [String] = []
        var end = 0
        for range in ByteSearch(separator).ranges(in: bytes) {
            parts.append(String(decoding: bytes[end..<range.lowerBound], as: UTF8.self))
            end = range.upperBound
        }
        parts.append(String(decoding: bytes[end...], as: UTF8.self))
        return parts
    }
}

/// Finds the places where the bytes of a pattern stand, by the algorithm of Knuth, Morris and Pratt: no text and no
/// pattern makes it slower than their lengths together.
public struct ByteSearch: Sendable {
    private let pattern: [UInt8]
    /// For each prefix of the pattern, the length of its longest proper suffix that the pattern begins with, too.
    private let borders: [Int]

    public init(_ pattern: some StringProtocol) {
        let bytes = Array(pattern.utf8)
        var borders = [Int](repeating: 0, count: bytes.count)
        var length = 0
        for index in bytes.indices.dropFirst() {
            while length > 0, bytes[index] != bytes[length] { length = borders[length - 1] }
            if bytes[index] == bytes[length] { length += 1 }
            borders[index] = length
        }
        self.pattern = bytes
        self.borders = borders
    }

    public func firstRange(in text: [UInt8]) -> Range<Int>? { ranges(in: text, most: 1).first }

    /// The places, none of which overlap; none for an empty pattern.
    public func ranges(in text: [UInt8], most: Int = .max) -> [Range<Int>] {
        guard !pattern.isEmpty, most > 0 else { return [] }
        var found: [Range<Int>] = []
        var length = 0
        for (index, byte) in text.enumerated() {
            while length > 0, byte != pattern[length] { length = borders[length - 1] }
            if byte == pattern[length] { length += 1 }
            guard length == pattern.count else { continue }
            found.append(index + 1 - length..<index + 1)
            if found.count == most { break }
            length = 0
        }
        return found
    }
}
