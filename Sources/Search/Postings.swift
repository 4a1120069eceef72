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
