// The one way from floating-point numbers to whole ones: Swift's own conversions end the process where a number is out
// of range or none at all.

extension FixedWidthInteger {
    /// The whole number nearest to a floating-point number, within what this type can hold; 0 where it is not a number.
    public init(clamping number: Double) {
        let rounded = number.rounded()
        if let exact = Self(exactly: rounded) {
            self = exact
        } else {
            self = rounded.isNaN ? 0 : rounded < 0 ? .min : .max
        }
    }

    /// The product, within what this type can hold.
    public func multipliedSaturating(by other: Self) -> Self {
        let product = multipliedReportingOverflow(by: other)
        guard product.overflow else { return product.partialValue }
        return (self < 0) == (other < 0) ? .max : .min
    }

    /// The sum, within what this type can hold.
    public func addingSaturating(_ other: Self) -> Self {
        let sum = addingReportingOverflow(other)
        guard sum.overflow else { return sum.partialValue }
        return other < 0 ? .min : .max
    }
}

extension Duration {
    /// A duration of so many seconds, between none and a thousand years; none where it is not a number.
    public static func seconds(clamping seconds: Double) -> Duration {
        let longest = 31_556_952_000.0
        return .seconds(seconds.isNaN ? 0 : min(max(seconds, 0), longest))
    }
}
