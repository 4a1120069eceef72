import HTTPTypes

extension HTTPFields {
    /// The value of a field by its name, in any case. Setting does nothing where the name is not a field name.
    subscript(named name: String) -> String? {
        get { HTTPField.Name(name).flatMap { self[$0] } }
        set {
            guard let name = HTTPField.Name(name) else { return }
            self[name] = newValue
        }
    }

    /// What Auth0, or a proxy before it, calls this request in its logs.
    var requestID: String? { self[named: "x-auth0-requestid"] ?? self[named: "x-request-id"] }
}
