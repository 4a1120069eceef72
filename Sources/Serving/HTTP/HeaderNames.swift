import HTTPTypes

extension HTTPField.Name {
    /// Creates a header name from a literal.
    public init(known name: StaticString) {
        guard let name = HTTPField.Name("\(name)") else { preconditionFailure("\(name) cannot be a header's name") }
        self = name
    }

    static let requestID = HTTPField.Name(known: "x-request-id")
    static let xForwardedFor = HTTPField.Name(known: "x-forwarded-for")
    static let xForwardedProto = HTTPField.Name(known: "x-forwarded-proto")
    static let xForwardedHost = HTTPField.Name(known: "x-forwarded-host")
    static let forwarded = HTTPField.Name(known: "forwarded")
    static let host = HTTPField.Name(known: "host")
    static let lastEventID = HTTPField.Name(known: "Last-Event-ID")
    static let rateLimit = HTTPField.Name(known: "x-ratelimit-limit")
    static let rateLimitRemaining = HTTPField.Name(known: "x-ratelimit-remaining")
    static let rateLimitReset = HTTPField.Name(known: "x-ratelimit-reset")
}

extension HTTPFields {
    /// Returns the value of the first field with a name. The subscript joins the values of all fields, which costs
    /// more.
    func first(_ name: HTTPField.Name) -> String? { first { $0.name == name }?.value }
}
