import CLibPQ
import Contract
import Storage

extension SQLValue {
    /// The value in PostgreSQL's text format.
    var wireText: String? {
        switch self {
        case .null: nil
        case .integer(let value): String(value)
        case .real(let value): String(value)
        case .text(let value): value
        case .blob(let bytes): "\\x" + Hexadecimal.text(bytes)
        }
    }

    /// Parses a value in PostgreSQL's text format.
    init(wireText text: String, type: Oid) {
        switch type {
        case 20, 21, 23: self = Int64(text).map(SQLValue.integer) ?? .text(text)
        case 700, 701, 1700: self = Double(text).map(SQLValue.real) ?? .text(text)
        case 16: self = .integer(text == "t" ? 1 : 0)
        case 17: self = Hexadecimal.bytes(text.dropFirst(2)).map(SQLValue.blob) ?? .text(text)
        default: self = .text(text)
        }
    }
}
