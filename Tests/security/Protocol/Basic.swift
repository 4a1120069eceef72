import Foundation

/// Credentials as `Authorization: Basic` has them.
enum Basic {
    static func text(_ credentials: String) -> String { Data(credentials.utf8).base64EncodedString() }
}
