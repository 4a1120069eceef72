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
                // Scripts' configuration and add-ons have whatever their services want, under names that are not known here.
                let isOfSecrets = name == "configuration" || name == "addons"
                redacted[name] =
                    isSecret && !value.isNull ? "*****" : isOfSecrets ? value.withStars : value.redacted(also: others)
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
        if names.contains(name) || ends.contains(where: name.hasSuffix) { return true }
        let bytes = Array(name.utf8)
        return parts.contains { bytes.hasRun($0) }
    }

    private static let names: Set<String> = [
        "accesskeyid", "connectionstring", "link_with", "otp", "p12", "password", "pem", "pkcs7", "server_key", "skey",
        "smtp_pass", "splunktoken", "sumosourceaddress", "token", "httpcustomheaders",
    ]
    private static let parts: [[UInt8]] = [
        "secret", "password_hash", "private_key", "privatekey", "api_key", "apikey", "signing_key", "signingkey",
        "encryption_key", "authorization", "recovery_code", "writekey", "accountpassword",
    ].map { Array($0.utf8) }
    private static let ends = ["_password", "_token", "_credential", "_credentials"]
}

extension [UInt8] {
    /// Whether these bytes are in it, one after the other. Every member of what is logged is asked this, and looking for
    /// texts in texts costs more than all else that logging does.
    fileprivate func hasRun(_ run: [UInt8]) -> Bool {
        guard count >= run.count else { return false }
        return (0...(count - run.count)).contains { start in
            self[start] == run[0] && run.indices.allSatisfy { self[start + $0] == run[$0] }
        }
    }
}
