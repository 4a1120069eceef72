import Contract

// Liquid templates, as far as mails need them. Tenants write them, and users provide values, so the cost of a template
// is limited, and output in HTML is escaped by default.

/// A parsed template.
public struct LiquidTemplate: Sendable {
    /// The format of the output.
    public enum Output: Sendable {
        /// Values are escaped, unless they result from `raw` or a filter that makes HTML.
        case html
        case text
    }

    /// The maximum size of a template, in bytes.
    static let longest = 512 * 1024
    /// The maximum amount of work for rendering: parts, loop iterations, and texts that filters read in units of 64
    /// bytes.
    public static let maximumWork = 200_000
    /// The maximum amount of work during a transaction, which is enough for a line of text.
    public static let maximumWorkInTransaction = 2_000

    let nodes: [LiquidNode]

    /// Parses a template.
    /// - Parameter inserts: the tags for texts that the caller provides, as `auth0:head`.
    /// - Throws: `LiquidError` with the position of a syntax error.
    public init(parsing text: String, inserts: Set<String> = []) throws(LiquidError) {
        guard text.utf8.count <= Self.longest else {
            throw LiquidError("The template is larger than \(Self.longest) bytes", line: 1, column: 1)
        }
        var parser = LiquidParser(tokens: try LiquidLexer(text).tokens(), inserts: inserts)
        do {
            nodes = try parser.parse()
        } catch {
            throw LiquidError(error, in: text)
        }
    }

    /// The tags in the template for texts that the caller provides.
    public var inserts: Set<String> { LiquidNode.inserts(in: nodes) }

    /// Renders the template.
    /// - Parameters:
    ///   - variables: the values of variables; missing ones are empty.
    ///   - now: the value of the date `now`.
    ///   - inserts: the texts for tags; they are not escaped.
    ///   - budget: the maximum amount of work.
    /// - Throws: `LiquidFailure` if the work exceeds the budget or a filter cannot be applied.
    public func render(
        _ variables: JSONObject, as output: Output, now: Timestamp, inserts: [String: String] = [:],
        budget: Int = maximumWork
    ) throws(LiquidFailure) -> String {
        var renderer = LiquidRenderer(
            variables: variables, output: output, now: now, inserts: inserts, budget: budget)
        try renderer.render(nodes)
        return renderer.text
    }
}

/// A syntax error in a template, with its position.
public struct LiquidError: Error, Hashable, CustomStringConvertible {
    public let message: String
    /// The line number, beginning with 1.
    public let line: Int
    /// The column in characters, beginning with 1.
    public let column: Int

    public var description: String { "\(message) (line \(line), column \(column))" }

    init(_ message: String, line: Int, column: Int) {
        self.message = message
        self.line = line
        self.column = column
    }

    init(_ mistake: LiquidMistake, in text: String) {
        let before = String(decoding: Array(text.utf8.prefix(mistake.offset)), as: UTF8.self)
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        self.init(mistake.message, line: lines.count, column: (lines.last?.count ?? 0) + 1)
    }
}

/// The reason why a template could not be rendered.
public struct LiquidFailure: Error, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

/// A syntax error at a byte offset.
struct LiquidMistake: Error {
    let message: String
    let offset: Int

    init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
    }
}
