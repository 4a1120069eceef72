import Contract
import Storage

extension Transaction {
    /// Returns the tenant's own texts for the screens of a prompt.
    public func promptTexts(_ prompt: String, language: String) throws -> JSON {
        try row(
            """
            SELECT document FROM prompt_texts
            WHERE tenant = \(tenant) AND prompt = \(prompt) AND language = \(language)
            """)?["document"] ?? [:]
    }
}
