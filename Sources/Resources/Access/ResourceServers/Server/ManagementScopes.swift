import AccessAPI
import Foundation

extension ResourceServerScope {
    /// A scope of the Management API, with what it allows in words.
    init(management name: String) {
        let words = name.split(whereSeparator: { ":_".contains($0) }).map(\.capitalized)
        self.init(value: name, description: words.joined(separator: " "))
    }
}
