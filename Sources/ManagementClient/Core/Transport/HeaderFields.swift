import HTTPTypes

extension HTTPFields {
    /// The value of a field by its case-insensitive name. The setter does nothing if the name is not a valid field
    /// name.
    subscript(named name: String) -> String? {
        get { HTTPField.Name(name).flatMap { self[$0] } }
        set {
            guard let name = HTTPField.Name(name) else { return }
            self[name] = newValue
        }
    }

    /// The request ID in the logs of Auth0 or of a proxy.
    var requestID: String? { self[named: "x-auth0-requestid"] ?? self[named: "x-request-id"] }
}
