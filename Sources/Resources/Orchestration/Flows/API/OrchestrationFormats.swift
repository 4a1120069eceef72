import Contract

extension Format {
    /// An identifier of a part of a flow or form.
    static let formsIdentifier = Format("forms-custom-identifier", pattern: "^[a-zA-Z0-9_-]{1,250}$")
    static let flowID = Format("flow-id", pattern: "^af_[a-zA-Z0-9]{1,27}$")
    static let vaultConnectionID = Format("flows-vault-connections-id", pattern: "^ac_[a-zA-Z0-9]{1,27}$")
    /// An expression in double braces, which is evaluated when a flow runs.
    static let formsExpression = Format("forms-expression", pattern: "\\{\\{[^{}]+\\}\\}")
    static let formsURL = Format("forms-url-https") { strictHTTPSURI.accepts($0) || formsExpression.accepts($0) }
    static let formsColor = Format("forms-hex-color", pattern: "^#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$")
    static let fileExtension = Format("forms-file-extension", pattern: "^\\.?[a-zA-Z0-9]+$")
}
