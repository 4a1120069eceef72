import Contract

// Templates in the language Liquid, as far as mails need it. They are a tenant's own, and filled with what users say of
// themselves: what a template may cost is limited, and what it puts into HTML is escaped unless it says otherwise.

/// A template that has been read.
public struct LiquidTemplate: Sendable {
    /// What becomes of the text.
    public enum Output: Sendable {
        /// Values are escaped, unless they went through `raw` or a filter that makes HTML of them.
        case html
        case text
    }

    /// How large a template may be, in bytes.
    static let longest = 512 * 1024
    /// How much work filling a template in may be: parts put, rounds of loops, and texts that filters read, by 64 bytes.
    public static let maximumWork = 200_000
    /// The same where a transaction waits for it: no more than what a line of text needs.
    public static let maximumWorkInTransaction = 2_000

    let nodes: [LiquidNode]

    /// Reads a template.
    /// - Parameter inserts: tags that stand for a text which whoever fills the template in gives, as `auth0:head`.
    /// - Throws: `LiquidError`, with the place of the mistake.
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

    /// The tags that stand for a text, as far as the template has them.
    public var inserts: Set<String> { LiquidNode.inserts(in: nodes) }

    /// Fills the template in.
    /// - Parameters:
    ///   - variables: what it can name; what is not there is empty.
    ///   - now: what the date `now` means.
    ///   - inserts: the texts that tags stand for; they are not escaped.
    ///   - budget: how much work it may be.
    /// - Throws: `LiquidFailure` where it costs too much or a filter cannot be applied.
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

/// A mistake in a template, and where it is.
public struct LiquidError: Error, Hashable, CustomStringConvertible {
    public let message: String
    /// Counted from 1.
    public let line: Int
    /// Counted from 1, in characters.
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

/// Why a template could not be filled in.
public struct LiquidFailure: Error, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}

/// A mistake at a place that is counted in bytes.
struct LiquidMistake: Error {
    let message: String
    let offset: Int

    init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
    }
}
