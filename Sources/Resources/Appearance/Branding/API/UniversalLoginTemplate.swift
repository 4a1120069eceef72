import Contract

/// The template of login pages.
public struct UniversalLoginTemplate: Codable, Hashable, Sendable {
    /// The HTML of the template, in the template language Liquid.
    public var body: String
    public init(body: String) { self.body = body }
}

/// A template of login pages to set. The body can also be sent as HTML or as a JSON string.
public struct UniversalLoginTemplateDraft: TextBody, Hashable, SchemaProviding {
    public static let textType = "text/html"

    /// The HTML of the template, in the template language Liquid, with the tags `auth0:head` and `auth0:widget`.
    public var template: String

    public init(_ template: String) { self.template = template }

    public init(from decoder: any Decoder) throws {
        let json = try JSON(from: decoder)
        if let text = json.string {
            template = text
        } else {
            template = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .template)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(template, forKey: .template)
    }

    enum CodingKeys: String, CodingKey { case template }

    public static var schema: Schema {
        let text: Schema = .string(...102_400)
        return .anyOf(text, .object(["template": text.required]))
    }
}
