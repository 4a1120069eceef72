import Contract

/// The identifiers that users of a database connection have.
struct DatabaseIdentifiers {
    private enum Need {
        case required
        case allowed
        case refused
    }

    private var email = Need.required
    private var username = Need.allowed
    private var phoneNumber = Need.allowed
    private var usernameLength = 1...128

    init(options: JSON) {
        if let attributes = options["attributes"]?.object {
            email = Self.need(attributes["email"])
            username = Self.need(attributes["username"])
            phoneNumber = Self.need(attributes["phone_number"])
            readLength(
                attributes["username"]?["validation"]?["min_length"],
                attributes["username"]?["validation"]?["max_length"])
        } else {
            switch options["requires_username"]?.bool {
            case true: username = .required
            case false: username = .refused
            default: break
            }
            readLength(options["validation"]?["username"]?["min"], options["validation"]?["username"]?["max"])
        }
    }

    private mutating func readLength(_ shortest: JSON?, _ longest: JSON?) {
        let shortest = shortest?.integer ?? 1
        usernameLength = shortest...max(shortest, longest?.integer ?? 128)
    }

    private static func need(_ attribute: JSON?) -> Need {
        guard let attribute, !attribute.isNull else { return .refused }
        if attribute["profile_required"]?.bool == true { return .required }
        return .allowed
    }

    /// - Throws: `APIError` with status 400 if a required identifier is missing or one is given that is not accepted.
    func check(email: String?, username: String?, phoneNumber: String?) throws {
        guard email != nil || username != nil || phoneNumber != nil else { throw Self.missing("email") }
        try check(email, "email", self.email)
        try check(phoneNumber, "phone_number", self.phoneNumber)
        try check(username, "username", self.username)
        if let username, !usernameLength.contains(username.count) {
            throw APIError.badRequest(
                "Username must have between \(usernameLength.lowerBound) and \(usernameLength.upperBound) characters")
        }
    }

    private func check(_ value: String?, _ name: String, _ need: Need) throws {
        switch (need, value) {
        case (.required, nil): throw Self.missing(name)
        case (.refused, .some):
            throw APIError.badRequest("Cannot set \(name) for this connection", code: "invalid_body")
        default: break
        }
    }

    private static func missing(_ name: String) -> APIError {
        .invalidBody("Payload validation error: 'Missing required property: \(name)'.")
    }
}
