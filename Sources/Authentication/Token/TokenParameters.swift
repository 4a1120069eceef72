import Contract
import HTTPTypes
import OrderedCollections
import Serving

/// The parameters of a token request, sent as a form or as JSON.
struct TokenParameters: Sendable {
    /// What all parameters of a request that a browser brings may have together, in bytes.
    static let maximumBrowserSize = 10_240
    /// How many parameters there may be.
    private static let maximumCount = 100
    /// The longest name, in bytes.
    private static let maximumNameLength = 256
    /// The longest value, in bytes: a token that carries many claims.
    private static let maximumValueLength = 32_768

    private var values: [String: String] = [:]

    /// Parameters that somebody else has read.
    init(_ values: [String: String]) { self.values = values }

    /// The parameters of the address, or of the form that was sent.
    /// - Parameter maximum: how many bytes they may have together.
    init(ofPage request: IncomingRequest, within maximum: Int = maximumBrowserSize) throws(OAuthError) {
        try self.init(
            pairs: request.method == "POST" ? String(validating: request.body, as: UTF8.self) : request.query,
            within: maximum)
    }

    /// The parameters of the address, whatever was sent besides.
    init(ofAddress request: IncomingRequest) throws(OAuthError) {
        try self.init(pairs: request.query, within: Self.maximumBrowserSize)
    }

    private init(pairs text: String?, within maximum: Int) throws(OAuthError) {
        guard (text?.utf8.count ?? 0) <= maximum else {
            throw OAuthError(413, "invalid_request", "The parameters have more than \(maximum) bytes")
        }
        guard let pairs = text.flatMap({ PercentEncoding.pairs($0) }) else {
            throw .invalidRequest("The parameters are not well-formed")
        }
        for (name, value) in pairs {
            try set(name, value)
        }
    }

    /// Takes in a parameter. Two values for one could be read differently by whoever is in between.
    private mutating func set(_ name: String, _ value: String) throws(OAuthError) {
        guard name.utf8.count <= Self.maximumNameLength else { throw .invalidRequest("A parameter's name is too long") }
        guard values[name] == nil else { throw .invalidRequest("Parameter \(name) is given twice") }
        guard !value.utf8.contains(0) else { throw .invalidRequest("Parameter \(name) has a NUL character") }
        guard value.utf8.count <= Self.maximumValueLength else {
            throw .invalidRequest("Parameter \(name) has more than \(Self.maximumValueLength) bytes")
        }
        guard values.count < Self.maximumCount else { throw .invalidRequest("There are too many parameters") }
        values[name] = value
    }

    /// - Parameter ignored: parameters that need not be texts, and are not looked at.
    init(_ request: IncomingRequest, ignoring ignored: Set<String> = []) throws(OAuthError) {
        if request.mediaType == "application/json" {
            let object: JSONObject? = try? JSON(parsing: request.body).object
            guard let object else { throw .invalidRequest("The body is not a JSON object") }
            for (name, value) in object {
                guard !value.isNull, !ignored.contains(name) else { continue }
                guard let text = value.string else { throw .invalidRequest("Parameter \(name) must be a string") }
                try set(name, text)
            }
        } else {
            guard let text = String(validating: request.body, as: UTF8.self), let pairs = PercentEncoding.pairs(text)
            else { throw .invalidRequest("The body is not a form") }
            for (name, value) in pairs {
                try set(name, value)
            }
        }
    }

    /// Parameters that were kept.
    init(json: JSON) { values = (json.object ?? [:]).reduce(into: [:]) { $0[$1.key] = $1.value.string } }

    /// The form in which they are kept.
    var json: JSON {
        let sorted = values.sorted { $0.key < $1.key }
        return .object(JSONObject(uniqueKeysWithValues: sorted.map { ($0.key, .string($0.value)) }))
    }

    func without(_ names: Set<String>) -> TokenParameters { TokenParameters(values.filter { !names.contains($0.key) }) }

    func adding(_ name: String, _ value: String) -> TokenParameters {
        TokenParameters(values.merging([name: value]) { $1 })
    }

    /// What actions may see of the parameters: nothing that proves who somebody is.
    var seenByActions: JSONObject {
        without(Self.proofs).json.object ?? [:]
    }

    private static let proofs: Set<String> = [
        "binding_code", "client_assertion", "client_secret", "mfa_token", "oob_code", "otp", "password",
        "recovery_code",
        "refresh_token",
    ]

    /// Whether there is a parameter, be it an empty one.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// A parameter; `nil` where it is absent or empty.
    subscript(_ name: String) -> String? {
        guard let value = values[name], !value.isEmpty else { return nil }
        return value
    }
}
