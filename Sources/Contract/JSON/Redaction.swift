extension JSON {
    /// This, with stars for whatever is named as a secret is.
    public var redacted: JSON { redacted(also: []) }

    /// This, with stars for whatever is named as a secret is.
    /// - Parameter others: further names, in lower case.
    public func redacted(also others: Set<String>) -> JSON {
        switch self {
        case .array(let items): return .array(items.map { $0.redacted(also: others) })
        case .object(let members):
            var redacted = JSONObject()
            for (name, value) in members {
                // A value that stands alone is the whole of a secret thing, as of a rule's configuration.
                let isSecret =
                    Self.namesSecret(name) || others.contains(name.lowercased())
                    || (name == "value" && members.count == 1)
                redacted[name] = isSecret && !value.isNull ? "*****" : value.redacted(also: others)
            }
            return .object(redacted)
        default: return self
        }
    }

    /// This, with stars for each value.
    public var withStars: JSON {
        guard let object else { return isNull ? .null : "*****" }
        return .object(object.mapValues { $0.isNull ? .null : "*****" })
    }

    private static func namesSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        return names.contains(name) || parts.contains { name.contains($0) } || ends.contains { name.hasSuffix($0) }
    }

    private static let names: Set<String> = [
        "accesskeyid", "connectionstring", "link_with", "otp", "p12", "password", "pem", "pkcs7", "server_key", "skey",
        "smtp_pass", "splunktoken", "sumosourceaddress", "token", "httpcustomheaders",
    ]
    private static let parts = [
        "secret", "password_hash", "private_key", "privatekey", "api_key", "apikey", "signing_key", "signingkey",
        "encryption_key", "authorization", "recovery_code", "writekey", "accountpassword",
    ]
    private static let ends = ["_password", "_token", "_credential", "_credentials"]
}
