import CQREncode

/// A text as a square of light and dark modules, which cameras read.
public struct QRCode: Hashable, Sendable {
    /// How many modules a side has.
    public let side: Int
    private let dark: [Bool]

    /// - Parameter text: what the code says. As much of it is repeated as makes up for 15 % that cannot be read.
    /// - Returns: `nil` where the text is empty or too long.
    public init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        // The lowest bit of a module's byte says whether it is dark.
        dark = UnsafeBufferPointer(start: code.pointee.data, count: side * side).map { $0 & 1 == 1 }
    }

    /// Whether a module is dark.
    public func isDark(_ column: Int, _ row: Int) -> Bool { dark[row * side + column] }

    /// The code as an SVG element, with the light edge around it that readers need.
    /// - Parameter label: what it is, for those who do not see it: escaped for HTML already.
    public func svg(label: String) -> String {
        let edge = 4
        let size = side + 2 * edge
        var path = ""
        for row in 0..<side {
            for column in 0..<side where isDark(column, row) { path += "M\(column + edge) \(row + edge)h1v1h-1z" }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size) \(size)" width="240" height="240" role="img" \
            aria-label="\(label)" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(size)v\(size)H0z"/>\
            <path fill="#000" d="\(path)"/></svg>
            """
    }
}
