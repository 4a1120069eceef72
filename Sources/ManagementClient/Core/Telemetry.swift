import Contract
import Foundation

/// The information about the calling program in the `Auth0-Client` and `User-Agent` header fields.
public struct Telemetry: Hashable, Sendable {
    /// Whether the `Auth0-Client` field is sent.
    public var isEnabled = true
    /// The name of the library or program.
    public var name = "management-client-swift"
    /// The version of the library or program.
    public var version = "0.1.0"
    /// The environment, by name: versions of the language and of frameworks.
    public var environment: [String: String] = ["swift": Telemetry.swiftVersion]

    /// Creates the information about this library.
    public init() {}

    /// The value of the `Auth0-Client` field: JSON in base64url without padding.
    public var header: String {
        let environment: JSONObject = JSONObject(
            uniqueKeysWithValues: self.environment.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
        let json: JSON = ["name": .string(name), "version": .string(version), "env": .object(environment)]
        return Data(json.bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The value of the `User-Agent` field.
    public var userAgent: String { "\(name)/\(version)" }

    private static var swiftVersion: String {
        #if swift(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }
}
