extension JSON {
    /// The value with asterisks in place of each member whose name marks it as a secret.
    public var redacted: JSON { redacted(also: []) }

    /// Returns the value with asterisks in place of each member whose name marks it as a secret.
    /// - Parameter others: Additional names to redact, in lower case.
    public func redacted(also others: Set<String>) -> JSON {
        switch self {
        case .array(let items): return .array(items.map { $0.redacted(also: others) })
        case .object(let members):
            var redacted = JSONObject()
            for (name, value) in members {
                // A member named `value` beside no others is the whole of a secret, as in the configuration of a rule.
                let isSecret =
                    Self.namesSecret(name) || others.contains(name.lowercased())
                    || (name == "value" && members.count == 1)
                // The configuration of scripts and add-ons holds secrets under names that are not known here.
                let isOfSecrets = name == "configuration" || name == "addons"
                redacted[name] =
                    isSecret && !value.isNull ? "*****" : isOfSecrets ? value.withStars : value.redacted(also: others)
            }
            return .object(redacted)
        default: return self
        }
    }

    /// The value with asterisks in place of each of its values.
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
    /// Whether the bytes contain another sequence of bytes. It runs for every member of logged data, where a search in
    /// strings would cost more than all other work of logging.
    fileprivate func hasRun(_ run: [UInt8]) -> Bool {
        guard count >= run.count else { return false }
        return (0...(count - run.count)).contains { start in
            self[start] == run[0] && run.indices.allSatisfy { self[start + $0] == run[$0] }
        }
    }
}
