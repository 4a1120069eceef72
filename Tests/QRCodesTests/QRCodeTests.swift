import QRCodes
import Testing

@Suite struct QRCodeTests {
    @Test func codesHaveTheirThreeCorners() throws {
        let code = try #require(QRCode("otpauth://totp/a?secret=b"))
        for (column, row) in [(0, 0), (code.side - 7, 0), (0, code.side - 7)] {
            #expect(code.isDark(column, row) && code.isDark(column + 6, row + 6) && code.isDark(column + 3, row + 3))
            #expect(!code.isDark(column + 1, row + 1))
        }
        #expect(!code.isDark(code.side - 8, 0) && (code.side - 17) % 4 == 0)
    }

    @Test func textsThatDoNotFitHaveNoCode() {
        #expect(QRCode("") == nil)
        #expect(QRCode(String(repeating: "x", count: 3000)) == nil)
    }

    @Test func drawingsHaveALightEdge() throws {
        let code = try #require(QRCode("hello"))
        let svg = code.svg(label: "QR code")
        #expect(
            svg.contains("viewBox=\"0 0 \(code.side + 8) \(code.side + 8)\"") && svg.contains("aria-label=\"QR code\""))
        #expect(svg.contains("M4 4h1v1h-1z") && !svg.contains("M3 "))
    }
}
