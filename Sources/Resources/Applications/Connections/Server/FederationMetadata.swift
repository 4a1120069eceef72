import Contract
import OrderedCollections
import Secrets

/// The members of a SAML or WS-Federation metadata document that a connection needs.
struct FederationMetadata {
    private let tags: [Tag]

    /// A start tag and the text that follows it.
    private struct Tag {
        /// The name of the element without its namespace prefix.
        let name: Substring
        let attributes: Substring
        let text: Substring

        /// Returns the value of an attribute.
        func attribute(_ name: String) -> String? {
            var rest = attributes
            while let equals = rest.firstIndex(of: "=") {
                let found = rest[..<equals].split(whereSeparator: \.isWhitespace).last
                rest = rest[equals...].dropFirst().drop { $0.isWhitespace }
                guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
                rest = rest.dropFirst()
                guard let end = rest.firstIndex(of: quote) else { return nil }
                if found.map({ String($0).isIdentical(to: name) }) ?? false { return String(rest[..<end]) }
                rest = rest[end...].dropFirst()
            }
            return nil
        }
    }

    /// Parses a document in a single pass, in time linear in its size.
    init(_ text: String) {
        tags = text.split(separator: "<").compactMap { part in
            guard let end = part.firstIndex(of: ">"), let first = part.first, first != "/", first != "!", first != "?"
            else { return nil }
            let inside = part[..<end]
            let name = inside.prefix { !$0.isWhitespace && $0 != "/" }
            return Tag(
                name: name.split(separator: ":").last ?? name, attributes: inside[name.endIndex...],
                text: part[end...].dropFirst())
        }
    }

    /// The entity ID of the document.
    var entity: String? { tags.first { $0.name == "EntityDescriptor" }?.attribute("entityID") }

    /// The URL of the single sign-on service.
    var signOn: String? { location(of: "SingleSignOnService") }

    /// The URL of the single logout service.
    var logout: String? { location(of: "SingleLogoutService") }

    /// The URL of the WS-Federation passive requestor endpoint.
    var passiveRequestor: String? {
        guard let start = tags.firstIndex(where: { $0.name == "PassiveRequestorEndpoint" }) else { return nil }
        let address = tags[start...].first { $0.name == "Address" }?.text.split(whereSeparator: \.isWhitespace)
        return address.flatMap { $0.count == 1 ? String($0[0]) : nil }
    }

    /// The distinct signing certificates.
    var certificates: [CertificateDescription] {
        let texts = tags.filter { $0.name == "X509Certificate" && !$0.text.isEmpty }.map { String($0.text) }
        return OrderedSet(texts).compactMap(CertificateDescription.init(text:))
    }

    /// Returns the location of a service, preferably of its redirect binding.
    private func location(of service: String) -> String? {
        let services = tags.filter { $0.name == service }
        let preferred = services.first { $0.attributes.contains("HTTP-Redirect") } ?? services.first
        return preferred?.attribute("Location")
    }
}
