/// Numbers in ascending order, as an index keeps them: the first is a column of its own; of each that follows, how much
/// greater it is, seven bits to a byte.
enum Postings {
    static func bytes(_ numbers: [Int]) -> [UInt8] {
        var bytes: [UInt8] = []
        guard var last = numbers.first else { return bytes }
        for number in numbers.dropFirst() {
            var step = UInt(number - last)
            while step > 127 {
                bytes.append(UInt8(step & 127) | 128)
                step >>= 7
            }
            bytes.append(UInt8(step))
            last = number
        }
        return bytes
    }

    /// Gives the numbers of many rows, written with commas between them: of each the first, and, where there are more, `:`
    /// and the others' bytes in hexadecimal digits.
    static func read(text: String, _ body: (Int) -> Void) {
        var first = 0
        var others: [UInt8] = []
        var isAmongOthers = false
        var high: UInt8?
        func end() {
            body(first)
            if !others.isEmpty { read(others, after: first, body) }
            others.removeAll(keepingCapacity: true)
            (first, isAmongOthers) = (0, false)
        }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: ","): end()
            case UInt8(ascii: ":"): isAmongOthers = true
            case _ where isAmongOthers:
                let digit = byte <= UInt8(ascii: "9") ? byte - UInt8(ascii: "0") : (byte | 32) - UInt8(ascii: "a") + 10
                if let left = high { others.append(left << 4 | digit) }
                high = high == nil ? digit : nil
            default: first = first * 10 + Int(byte - UInt8(ascii: "0"))
            }
        }
        end()
    }

    /// Gives each number after the first.
    static func read(_ bytes: [UInt8], after first: Int, _ body: (Int) -> Void) {
        var number = first
        var step = 0
        var shift = 0
        for byte in bytes {
            step |= Int(byte & 127) << shift
            shift += 7
            guard byte < 128 else { continue }
            number += step
            body(number)
            (step, shift) = (0, 0)
        }
    }
}
