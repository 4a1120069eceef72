/// A set of the numbers of searched objects, stored as a bit set.
public struct NumberSet: Hashable, Sendable {
    private var words: [UInt64]

    public init() { words = [] }

    public init(_ numbers: some Sequence<Int>) {
        self.init()
        for number in numbers { insert(number) }
    }

    public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    public func contains(_ number: Int) -> Bool {
        let word = number >> 6
        return word < words.count && words[word] & (1 << UInt64(number & 63)) != 0
    }

    /// - Parameter number: a number that is not negative.
    public mutating func insert(_ number: Int) {
        let word = number >> 6
        if word >= words.count {
            // The size at least doubles, so that inserting ascending numbers does not copy the set each time.
            words += repeatElement(0, count: max(word + 1 - words.count, words.count))
        }
        words[word] |= 1 << UInt64(number & 63)
    }

    public mutating func formUnion(_ other: NumberSet) {
        if other.words.count > words.count { words += repeatElement(0, count: other.words.count - words.count) }
        for index in other.words.indices { words[index] |= other.words[index] }
    }

    public mutating func formIntersection(_ other: NumberSet) {
        if words.count > other.words.count { words.removeLast(words.count - other.words.count) }
        for index in words.indices { words[index] &= other.words[index] }
    }

    public mutating func subtract(_ other: NumberSet) {
        for index in words.indices.prefix(other.words.count) { words[index] &= ~other.words[index] }
    }

    /// Returns the smallest numbers.
    /// - Parameters:
    ///   - bound: the exclusive lower bound.
    ///   - start: the number of elements to skip.
    public func numbers(after bound: Int = -1, start: Int = 0, limit: Int) -> [Int] {
        guard bound < Int.max else { return [] }
        var numbers: [Int] = []
        var left = start
        for index in words.indices.dropFirst((bound + 1) >> 6) where numbers.count < limit {
            var word = words[index]
            if index == (bound + 1) >> 6 { word &= ~0 << UInt64((bound + 1) & 63) }
            if left >= word.nonzeroBitCount {
                left -= word.nonzeroBitCount
                continue
            }
            while word != 0, numbers.count < limit {
                let number = index << 6 + word.trailingZeroBitCount
                word &= word - 1
                if left > 0 { left -= 1 } else { numbers.append(number) }
            }
        }
        return numbers
    }
}
