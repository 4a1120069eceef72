import Contract
import Secrets

/// The options of SAML and WS-Federation connections, with the members derived from certificates and metadata.
enum ConnectionOptionsFederation {
    static func saml(_ given: JSONObject) -> JSONObject {
        var options = given
        if let metadata = given["metadataXml"]?.string.map(FederationMetadata.init) {
            options = options.withDefault("signInEndpoint", metadata.signOn)
                .withDefault("signOutEndpoint", metadata.logout).withDefault("entityId", metadata.entity)
            if given["signingCert"] == nil, given["cert"] == nil, let certificate = metadata.certificates.first {
                describe(certificate, in: &options)
            }
        }
        let text = given["signingCert"]?.string ?? given["cert"]?.string
        if let certificate = text.flatMap(CertificateDescription.init(text:)) { describe(certificate, in: &options) }
        return options
    }

    static func pingFederate(_ given: JSONObject) -> JSONObject {
        var options = given
        if let base = given["pingFederateBaseUrl"] { options = options.withDefault("signInEndpoint", base) }
        let text = given["signingCert"]?.string ?? given["cert"]?.string
        if let certificate = text.flatMap(CertificateDescription.init(text:)) {
            // Stored under the name `cert`.
            options["signingCert"] = nil
            describe(certificate, in: &options)
        }
        return options
    }

    static func adfs(_ given: JSONObject) -> JSONObject {
        var options = given
        if let metadata = given["fedMetadataXml"]?.string.map(FederationMetadata.init) {
            let thumbprints: [JSON] = metadata.certificates.map { .string(Hexadecimal.text($0.thumbprintSHA1)) }
            options = options.withDefault("thumbprints", .array(thumbprints))
                .withDefault("signInEndpoint", metadata.passiveRequestor ?? metadata.signOn)
        } else if let server = given["adfs_server"]?.string {
            options = options.withDefault("signInEndpoint", .string("https://\(server)/adfs/ls/"))
        }
        return options.withDefault("should_trust_email_verified_connection", "always_set_emails_as_verified")
    }

    private static func describe(_ certificate: CertificateDescription, in options: inout JSONObject) {
        var subject = JSONObject()
        for attribute in certificate.subjectAttributes { subject[attribute.name] = .string(attribute.value) }
        options["expires"] = .string(certificate.expiry.description)
        options["subject"] = .object(subject)
        options["thumbprints"] = [.string(Hexadecimal.text(certificate.thumbprintSHA1))]
        options["cert"] = .string(certificate.pem)
    }
}

extension JSONObject {
    /// Returns the object with a default for a member, if the default is not `nil`.
    fileprivate func withDefault(_ name: String, _ value: String?) -> JSONObject {
        value.map { withDefault(name, JSON.string($0)) } ?? self
    }
}
