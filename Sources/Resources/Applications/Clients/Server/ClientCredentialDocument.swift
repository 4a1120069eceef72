import ApplicationsAPI
import Contract
import OrderedCollections
import Secrets

/// A credential as it is stored: its wire format, and the key or certificate itself.
struct ClientCredentialDocument: Sendable {
    var members: JSONObject

    var id: String { members["id"]?.string ?? "" }
    var kid: String { members["kid"]?.string ?? id }

    /// Creates a new credential.
    /// - Throws: `APIError`, 400, if the key or certificate cannot be parsed.
    init(creating draft: ClientCredentialDraft, id: ID<ClientCredential>, now: Timestamp) throws {
        members = ["id": .string(id.value)]
        if let name = draft.name { members["name"] = .string(name) }
        members["credential_type"] = .string(draft.credentialType)
        switch draft.credentialType {
        case "public_key": try describeKey(draft)
        case "x509_cert": try describeCertificate(draft)
        default: try describeSubject(draft)
        }
        members["created_at"] = .string(now.description)
        members["updated_at"] = .string(now.description)
        if let expiry = draft.expiresAt {
            guard expiry > now else { throw APIError.invalidBody("expires_at must be in the future") }
            members["expires_at"] = .string(expiry.description)
        }
        if let pem = draft.pem { members["pem"] = .string(pem) }
    }

    init(members: JSONObject) { self.members = members }

    private mutating func describeKey(_ draft: ClientCredentialDraft) throws {
        guard let pem = draft.pem else { throw APIError.invalidBody("A public_key credential needs a pem") }
        guard let key = PublicKeyDescription(pem: pem) else {
            throw APIError.invalidBody("The pem is not a public key or certificate")
        }
        members["kid"] = .string(draft.kid ?? key.thumbprint)
        members["alg"] = .string(draft.algorithm ?? "RS256")
        if draft.parseExpiryFromCertificate == true, let expiry = key.certificateExpiry {
            members["expires_at"] = .string(expiry.description)
        }
    }

    private mutating func describeCertificate(_ draft: ClientCredentialDraft) throws {
        guard let pem = draft.pem, let certificate = CertificateDescription(pem: pem) else {
            throw APIError.invalidBody("The pem is not a certificate")
        }
        members["thumbprint_sha256"] = .string(certificate.thumbprintSHA256)
        members["expires_at"] = .string(certificate.expiry.description)
    }

    private mutating func describeSubject(_ draft: ClientCredentialDraft) throws {
        switch (draft.subjectDN, draft.pem) {
        case (let subject?, nil): members["subject_dn"] = .string(subject)
        case (nil, let pem?):
            guard let certificate = CertificateDescription(pem: pem) else {
                throw APIError.invalidBody("The pem is not a certificate")
            }
            members["subject_dn"] = .string(certificate.subject)
        default: throw APIError.invalidBody("A cert_subject_dn credential needs either a subject_dn or a pem")
        }
    }

    /// The credential in wire format.
    var json: JSON {
        var sent = members
        sent["pem"] = nil
        return .object(sent)
    }
}
