import Contract
import Secrets
import Serving

struct Sealed: Codable, Hashable, Sendable {
    let text: String
    init(text: String) { self.text = text }
}
struct TemporaryVault: Sendable {
    func seal(_ text: String) throws -> Sealed { Sealed(text: text) }
    func open(_ sealed: Sealed) throws -> String { sealed.text }
}
extension TenantContext { var vault: TemporaryVault { TemporaryVault() } }
extension RandomSource {
    func uuid() -> String {
        var bytes = bytes(16)
        bytes[6] = bytes[6] & 0x0f | 0x40
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = Hexadecimal.text(bytes)
        return [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)]
            .map { digits.dropFirst($0.0).prefix($0.1 - $0.0) }.joined(separator: "-")
    }
}
