// Conversions from floating-point numbers to integers that never trap. Swift's own initializers end the process if a
// number is out of range or not a number.

extension FixedWidthInteger {
    /// Converts to the nearest integer, clamped to the range of this type; 0 for NaN.
    public init(clamping number: Double) {
        let rounded = number.rounded()
        if let exact = Self(exactly: rounded) {
            self = exact
        } else {
            self = rounded.isNaN ? 0 : rounded < 0 ? .min : .max
        }
    }

    /// Returns the product, clamped to the range of this type.
    public func multipliedSaturating(by other: Self) -> Self {
        let product = multipliedReportingOverflow(by: other)
        guard product.overflow else { return product.partialValue }
        return (self < 0) == (other < 0) ? .max : .min
    }

    /// Returns the sum, clamped to the range of this type.
    public func addingSaturating(_ other: Self) -> Self {
        let sum = addingReportingOverflow(other)
        guard sum.overflow else { return sum.partialValue }
        return other < 0 ? .min : .max
    }
}

extension Duration {
    /// Returns a duration in seconds, clamped to 0 through 1000 years; zero for NaN.
    public static func seconds(clamping seconds: Double) -> Duration {
        let longest = 31_556_952_000.0
        return .seconds(seconds.isNaN ? 0 : min(max(seconds, 0), longest))
    }
}
