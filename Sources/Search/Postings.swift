/// The encoding of ascending numbers in an index. The first number is a column of its own; each following one is stored
/// as the difference to the previous one, with seven bits per byte.
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

    /// Reads the numbers of many rows, which are separated by commas: each row is its first number, followed by `:` and
    /// the bytes of the others in hexadecimal if there are any.
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

    /// Reads the numbers after the first one.
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
