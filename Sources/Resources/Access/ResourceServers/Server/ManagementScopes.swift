import AccessAPI
import Foundation

extension ResourceServerScope {
    /// Creates a scope of the Management API with a description derived from its name.
    init(management name: String) {
        let words = name.split(whereSeparator: { ":_".contains($0) }).map(\.capitalized)
        self.init(value: name, description: words.joined(separator: " "))
    }
}
