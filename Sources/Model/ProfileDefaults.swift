import Contract
import Crypto
import Foundation
import OrderedCollections
import Secrets

/// The members of a new user's profile that Auth0 derives from the others.
public enum ProfileDefaults {
    public static func complete(_ members: inout JSONObject) {
        let email = members["email"]?.string
        let handle = members["username"]?.string ?? members["phone_number"]?.string ?? ""
        let local = email.map { String($0.prefix { $0 != "@" }) }
        if members["name"] == nil { members["name"] = .string(email ?? handle) }
        if members["nickname"] == nil { members["nickname"] = .string(local ?? handle) }
        if members["picture"] == nil { members["picture"] = .string(picture(email, members)) }
    }

    /// Returns the URL of the user's Gravatar, with a fallback to an image of the initials.
    private static func picture(_ email: String?, _ members: JSONObject) -> String {
        let initials = "https%3A%2F%2Fcdn.auth0.com%2Favatars%2F\(initials(email, members)).png"
        let hash = Hexadecimal.text(Insecure.MD5.hash(data: Array((email ?? "").lowercased().utf8)))
        return "https://s.gravatar.com/avatar/\(hash)?s=480&r=pg&d=\(initials)"
    }

    private static func initials(_ email: String?, _ members: JSONObject) -> String {
        let names = [members["given_name"]?.string, members["family_name"]?.string].compactMap { $0?.first }
        let letters = names.count == 2 ? String(names) : String((email ?? members["name"]?.string ?? "").prefix(2))
        let plain = letters.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return plain.isEmpty ? "default" : plain
    }
}
