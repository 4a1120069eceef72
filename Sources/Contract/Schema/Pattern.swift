/// A regular expression that strings must match, written as Auth0 documents it.
public struct Pattern: Sendable, ExpressibleByStringLiteral {
    public let source: String
    // `Regex` is not declared Sendable, but one that has no transform closures holds only immutable values.
    private nonisolated(unsafe) let regex: Regex<AnyRegexOutput>

    public init(stringLiteral source: String) {
        self.source = source
        do {
            regex = try Regex(source).matchingSemantics(.unicodeScalar)
        } catch {
            preconditionFailure("\(source) is not a regular expression: \(error)")
        }
    }

    public func matches(_ text: String) -> Bool { text.firstMatch(of: regex) != nil }
}
