import ApplicationsAPI
import Contract
import Foundation
import OrderedCollections
import Outbound
import Secrets

/// A Client ID Metadata Document: its validation, and the application that it describes.
struct ClientMetadataDocument: Sendable {
    private(set) var fields = MappedClientFields()
    private(set) var credentials: [ClientCredentialDraft] = []
    private var violations: [String] = []
    private var warnings: [String] = []

    var validation: ClientMetadataValidation { ClientMetadataValidation(violations: violations, warnings: warnings) }

    /// The maximum sizes of the document and the key set, in bytes.
    private static let longest = (document: 5 * 1024, keys: 12 * 1024)

    private static let known: Set<String> = [
        "client_id", "client_name", "redirect_uris", "grant_types", "application_type", "token_endpoint_auth_method",
        "jwks_uri", "logo_uri", "description", "response_types", "jwks",
    ]

    /// Fetches the document at a URL, and the keys it refers to.
    /// - Throws: `OutboundFailure` if the document cannot be fetched.
    init(at url: String, by outbound: any OutboundHTTP) async throws {
        let document = try await Self.fetch(url, Self.longest.document, outbound)
        fields.externalClientID = url
        if document["client_id"]?.string != url { violations.append("client_id must be the URL of the document") }
        readName(document)
        readGrantTypes(document)
        readCallbacks(document)
        readTexts(document)
        for name in document.keys where !Self.known.contains(name) {
            warnings.append("Unsupported property: \(name)")
        }
        try await readAuthentication(document, at: url, outbound)
    }

    private static func fetch(_ url: String, _ longest: Int, _ outbound: any OutboundHTTP) async throws -> JSONObject {
        let answer = try await outbound.send(
            OutboundRequest("GET", url, headers: [("Accept", "application/json")], longestAnswer: longest))
        guard answer.status == 200 else { throw OutboundFailure("\(url) answered with status \(answer.status)") }
        guard let document = (try? JSON(parsing: answer.body))?.object else {
            throw OutboundFailure("\(url) is not a JSON object")
        }
        return document
    }

    private mutating func readName(_ document: JSONObject) {
        guard let name = document["client_name"]?.string, !name.isEmpty else {
            violations.append("client_name must be a non-empty string")
            return
        }
        fields.name = name
    }

    private mutating func readGrantTypes(_ document: JSONObject) {
        let supported = ["authorization_code", "refresh_token"]
        let given = document["grant_types"]?.strings ?? []
        let kept = OrderedSet(given.filter(supported.contains))
        for other in given where !supported.contains(other) { warnings.append("Unsupported grant type: \(other)") }
        if kept.isEmpty { violations.append("grant_types must include authorization_code or refresh_token") }
        fields.grantTypes = Array(kept)
        if document["response_types"]?.strings?.contains("code") == true, !kept.contains("authorization_code") {
            warnings.append("response_types has code, but grant_types lacks authorization_code")
        }
    }

    private mutating func readCallbacks(_ document: JSONObject) {
        switch document["application_type"]?.string ?? "web" {
        case "web": fields.appType = "regular_web"
        case "native": fields.appType = "native"
        default: violations.append("application_type must be native or web")
        }
        let callbacks = document["redirect_uris"]?.strings ?? []
        let needed = document["grant_types"]?.strings?.contains { ["authorization_code", "implicit"].contains($0) }
        if callbacks.isEmpty, needed == true { violations.append("redirect_uris must not be empty") }
        if Set(callbacks).count != callbacks.count { violations.append("redirect_uris must be unique") }
        for callback in callbacks where !isAcceptable(callback) {
            violations.append("redirect_uris must be https URLs: \(callback)")
        }
        if !callbacks.isEmpty { fields.callbacks = callbacks }
    }

    private func isAcceptable(_ callback: String) -> Bool {
        guard let url = URLComponents(string: callback), let host = url.host, !host.isEmpty else { return false }
        if url.scheme == "https" { return true }
        return url.scheme == "http" && fields.appType == "native"
            && ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host)
    }

    private mutating func readTexts(_ document: JSONObject) {
        if let logo = document["logo_uri"] {
            if let text = logo.string, Format.url.accepts(text) {
                fields.logoURI = text
            } else {
                violations.append("logo_uri must be an http or https URL")
            }
        }
        guard let description = document["description"] else { return }
        if let text = description.string, text.count <= 140 {
            fields.description = text
        } else {
            violations.append("description must be a string of at most 140 characters")
        }
    }

    private mutating func readAuthentication(
        _ document: JSONObject, at url: String, _ outbound: any OutboundHTTP
    ) async throws {
        if document["jwks"] != nil { violations.append("jwks is not supported; use jwks_uri") }
        let method = document["token_endpoint_auth_method"]?.string ?? "none"
        fields.tokenEndpointAuthMethod = method
        switch method {
        case "none": return
        case "private_key_jwt": break
        default:
            violations.append("token_endpoint_auth_method must be none or private_key_jwt")
            return
        }
        guard let keys = document["jwks_uri"]?.string, keys.hasPrefix("https://"),
            ClientMetadataURL.origin(keys) == ClientMetadataURL.origin(url)
        else {
            violations.append("jwks_uri must be an https URL of the same origin as client_id")
            return
        }
        fields.jwksURI = keys
        read(keys: try await Self.fetch(keys, Self.longest.keys, outbound)["keys"]?.array ?? [])
    }

    private mutating func read(keys: [JSON]) {
        if keys.contains(where: { $0["d"] != nil }) {
            violations.append("jwks_uri must not have private keys")
            return
        }
        for key in keys where key["use"]?.string ?? "sig" == "sig" {
            let algorithm = key["alg"]?.string ?? "RS256"
            guard ["RS256", "RS384", "PS256"].contains(algorithm), let pem = PublicKeyDescription.pem(ofJWK: key) else {
                warnings.append("Unsupported key: \(key["kid"]?.string ?? algorithm)")
                continue
            }
            var credential = ClientCredentialDraft(credentialType: "public_key", pem: pem)
            credential.algorithm = algorithm
            credential.kid = key["kid"]?.string
            credentials.append(credential)
        }
        if credentials.isEmpty { violations.append("jwks_uri has no key that can be used") }
        let described: [JSON] = credentials.map { credential in
            var json: JSON = ["credential_type": "public_key", "alg": .string(credential.algorithm ?? "RS256")]
            json["kid"] = credential.kid.map(JSON.string)
            return json
        }
        fields.clientAuthenticationMethods = ["private_key_jwt": ["credentials": .array(described)]]
    }
}
