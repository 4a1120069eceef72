// Swift's `==` treats strings as equal if they are canonically equivalent, and its searches compare `Character`s, which
// combine adjacent scalars. Neither is safe for security decisions about untrusted text: these functions compare bytes
// of UTF-8.

extension StringProtocol {
    /// Whether both texts are the same bytes in UTF-8, without Unicode normalization.
    public func isIdentical(to other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }

    /// Whether the text begins with the bytes of another text.
    public func beginsExactly(with prefix: some StringProtocol) -> Bool { utf8.starts(with: prefix.utf8) }

    /// Whether the text contains the bytes of another text, in time linear in the length of both together.
    public func containsExactly(_ pattern: some StringProtocol) -> Bool {
        ByteSearch(pattern).firstRange(in: Array(utf8)) != nil
    }

    /// Returns the text with each occurrence of a pattern's bytes replaced, in time linear in the total length.
    /// - Parameter most: The maximum number of replacements, from the beginning.
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

    /// Returns the parts of the text between the occurrences of a separator's bytes, including empty ones.
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

/// A search for the bytes of a pattern by the Knuth-Morris-Pratt algorithm: its time is linear in the length of text
/// and pattern for every input.
public struct ByteSearch: Sendable {
    private let pattern: [UInt8]
    /// For each prefix of the pattern, the length of its longest proper suffix that is also a prefix of the pattern.
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

    /// Returns the non-overlapping occurrences; none for an empty pattern.
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
