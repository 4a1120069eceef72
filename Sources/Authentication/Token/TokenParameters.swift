import Contract
import HTTPTypes
import OrderedCollections
import Serving

/// The parameters of a request, sent as a form or as JSON.
struct TokenParameters: Sendable {
    /// The maximum size of the parameters of a browser's request, in bytes.
    static let maximumBrowserSize = 10_240
    /// The maximum number of parameters.
    private static let maximumCount = 100
    /// The maximum length of a name, in bytes.
    private static let maximumNameLength = 256
    /// The maximum length of a value, in bytes, which is enough for a token with many claims.
    private static let maximumValueLength = 32_768

    private var values: [String: String] = [:]

    /// Creates parameters from parsed values.
    init(_ values: [String: String]) { self.values = values }

    /// Reads the parameters of the query, or of the form of a POST request.
    /// - Parameter maximum: the maximum size of the parameters, in bytes.
    init(ofPage request: IncomingRequest, within maximum: Int = maximumBrowserSize) throws(OAuthError) {
        try self.init(
            pairs: request.method == "POST" ? String(validating: request.body, as: UTF8.self) : request.query,
            within: maximum)
    }

    /// Reads the parameters of the query, whatever the method.
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

    /// Adds a parameter. Duplicates are rejected, because proxies could interpret them differently.
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

    /// Reads the parameters of a request body.
    /// - Parameter ignored: the parameters that may have any type and are skipped.
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

    /// Creates parameters from their stored form.
    init(json: JSON) { values = (json.object ?? [:]).reduce(into: [:]) { $0[$1.key] = $1.value.string } }

    /// The form in which the parameters are stored.
    var json: JSON {
        let sorted = values.sorted { $0.key < $1.key }
        return .object(JSONObject(uniqueKeysWithValues: sorted.map { ($0.key, .string($0.value)) }))
    }

    func without(_ names: Set<String>) -> TokenParameters { TokenParameters(values.filter { !names.contains($0.key) }) }

    func adding(_ name: String, _ value: String) -> TokenParameters {
        TokenParameters(values.merging([name: value]) { $1 })
    }

    /// The parameters that actions may see, without credentials.
    var seenByActions: JSONObject {
        without(Self.proofs).json.object ?? [:]
    }

    private static let proofs: Set<String> = [
        "binding_code", "client_assertion", "client_secret", "mfa_token", "oob_code", "otp", "password",
        "recovery_code",
        "refresh_token",
    ]

    /// Whether a parameter exists, even if it is empty.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// The value of a parameter; `nil` if it is absent or empty.
    subscript(_ name: String) -> String? {
        guard let value = values[name], !value.isEmpty else { return nil }
        return value
    }
}
