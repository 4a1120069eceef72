import Contract
import Storage

extension Transaction {
    /// The texts that a tenant has in place of the usual ones on a prompt's screens.
    public func promptTexts(_ prompt: String, language: String) throws -> JSON {
        try row(
            """
            SELECT document FROM prompt_texts
            WHERE tenant = \(tenant) AND prompt = \(prompt) AND language = \(language)
            """)?["document"] ?? [:]
    }
}
