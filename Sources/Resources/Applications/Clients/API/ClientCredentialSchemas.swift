import Contract

/// The schemas of credentials within an application.
enum ClientCredentialSchemas {
    /// The keys and certificates of a new application; only one authentication method is allowed.
    static var methods: Schema {
        .object(
            [
                "private_key_jwt": .object(["credentials": .array(of: publicKey).required]),
                "self_signed_tls_client_auth": .object(["credentials": .array(of: certificate).required]),
                "tls_client_auth": .object(["credentials": .array(of: subjectName).required]),
            ], 1...1
        ).nullable
    }

    static var requestObject: Schema { .object(["required": .boolean, "credentials": .array(of: publicKey)]) }

    /// References to existing credentials by their identifiers.
    static var chosenMethods: Schema {
        let chosen: Schema = .object(["credentials": .array(of: identifier).required])
        return .object(
            ["private_key_jwt": chosen, "self_signed_tls_client_auth": chosen, "tls_client_auth": chosen], 1...1)
    }

    static var chosenRequestObject: Schema { .object(["required": .boolean, "credentials": .array(of: identifier)]) }

    private static var identifier: Schema { .object(["id": .string(1...).required], others: .allowed(.any)) }

    private static var publicKey: Schema {
        .object([
            "credential_type": .one(of: "public_key").required, "pem": .string(1...4096).required,
            "name": .string(...128), "alg": .one(of: "RS256", "RS384", "PS256"), "kid": kid,
            "parse_expiry_from_cert": .boolean, "expires_at": .string(format: .dateTime),
        ])
    }

    private static var certificate: Schema {
        .object([
            "credential_type": .one(of: "x509_cert").required, "pem": .string(1...4096).required,
            "name": .string(...128),
        ])
    }

    private static var subjectName: Schema {
        .object([
            "credential_type": .one(of: "cert_subject_dn").required, "pem": .string(1...4096),
            "subject_dn": .string(1...256), "name": .string(...128),
        ])
    }

    static var kid: Schema { .string(10...64, pattern: "^([0-9a-zA-Z-_]{10,64})$") }
}
