import AppearanceAPI
import Contract
import Liquid
import Model
import OrderedCollections
import Phones
import Storage

/// The template of a kind of message to phones as it is stored.
struct PhoneTemplateDocument: Sendable {
    let id: ID<PhoneTemplate>?
    let type: PhoneTemplateType
    var isDisabled = false
    /// The members `syntax`, `from` and `body`.
    var content: JSONObject
    let createdAt: Timestamp
    var updatedAt: Timestamp

    /// Creates the default template.
    /// - Parameter id: The identifier of the tenant's template that starts with this content.
    init(usual type: PhoneTemplateType, id: ID<PhoneTemplate>? = nil, at now: Timestamp) {
        self.id = id
        self.type = type
        content = PhoneTemplateDefaults.content(of: type)
        createdAt = now
        updatedAt = now
    }

    init(_ row: Row) throws {
        let (type, document): (String, JSON) = (try row["type"], try row["document"])
        self.type = PhoneTemplateType(rawValue: type)
        id = try row["id"]
        isDisabled = try row["is_disabled"]
        content = document.object ?? [:]
        createdAt = try row["created_at"]
        updatedAt = try row["updated_at"]
    }

    /// Applies an update; the content is merged.
    /// - Throws: `APIError`, 400, if a text is not a valid template.
    mutating func apply(_ changes: JSONObject, at now: Timestamp) throws {
        if let disabled = changes["disabled"]?.bool { isDisabled = disabled }
        for (name, value) in changes["content"]?.object ?? [:] {
            if name == "body", let given = value.object {
                content[name] = .object((content[name]?.object ?? [:]).merging(given) { $1 })
            } else {
                content[name] = value
            }
        }
        updatedAt = now
        try check()
    }

    private func check() throws {
        if let syntax = content["syntax"]?.string, syntax != "liquid" {
            throw APIError.invalidBody(
                "Payload validation error: 'No enum match for: \(syntax)' on property content.syntax.")
        }
        for (name, text) in content["body"]?.object ?? [:] {
            do {
                _ = try LiquidTemplate(parsing: text.string ?? "")
            } catch {
                throw APIError.invalidBody("Payload validation error: '\(error)' on property content.body.\(name).")
            }
        }
    }

    /// Returns the template in wire format.
    /// - Parameter tenant: The domain of the tenant.
    func json(of tenant: String) -> JSON {
        var json: JSONObject = [:]
        json["id"] = id.map { .string($0.value) }
        json["tenant"] = .string(tenant)
        json["channel"] = "phone"
        json["type"] = .string(type.rawValue)
        json["disabled"] = .bool(isDisabled)
        json["created_at"] = .string(createdAt.description)
        json["updated_at"] = .string(updatedAt.description)
        json["content"] = .object(content)
        return .object(json)
    }

    /// Returns the message rendered from the template.
    /// - Throws: `APIError`, 400, if rendering fails.
    func message(to number: String, by method: DeliveryMethod, _ variables: JSONObject, at now: Timestamp) throws
        -> PhoneMessage
    {
        let source = content["body"]?[method.rawValue]?.string ?? ""
        var variables = variables
        variables["pause"] = method == .voice ? .string(PhoneMessage.pause) : ""
        do {
            let text = try LiquidTemplate(parsing: source).render(variables, as: .text, now: now)
            let from = content["from"]?.string.flatMap { $0.isEmpty ? nil : $0 }
            return PhoneMessage(to: number, by: method.ofPhones, from: from, text: text, kind: type.rawValue)
        } catch {
            throw APIError.badRequest("The template cannot be filled in: \(error)", code: "invalid_template")
        }
    }
}

/// The default templates of messages to phones.
enum PhoneTemplateDefaults {
    static func content(of type: PhoneTemplateType) -> JSONObject {
        let (text, voice) = texts(of: type)
        return ["syntax": "liquid", "body": ["text": .string(text), "voice": .string(voice)], "from": ""]
    }

    private static let name = "{{ friendly_name | escape }}"
    private static let code = "{{ code | escape }}"

    private static func texts(of type: PhoneTemplateType) -> (text: String, voice: String) {
        switch type {
        case .otpVerify:
            ("\(code) is your verification code for \(name)", spoken("verification"))
        case .otpEnroll:
            (
                "\(code) is your verification code for \(name). Please enter this code to verify your enrollment.",
                spoken("verification")
            )
        case .changePassword: ("\(code) is your password change code for \(name)", spoken("password change"))
        case .blockedAccount: (blocked, blocked)
        default: (breach, breach)
        }
    }

    private static func spoken(_ kind: String) -> String {
        """
        Hello. Your \(kind) code for \(name) is {{ pause }} \(code). \
        I repeat, your \(kind) code is {{ pause }} \(code)
        """
    }

    private static let place = """
        {{user.source_ip}}{% if user.city %} from {{user.city}}, {{user.country}}\
        {% elsif user.country %} from {{user.country}}{% endif %}
        """
    private static let blocked = """
        We detected suspicious activity on your account from the ip \(place). Logins from this IP have been blocked on \
        your account. If this is your IP, please reset your password to unblock your account. Otherwise, disregard this \
        message.
        """
    private static let breach = """
        The password of your account at \(name) is known to have been stolen from another site. Please choose another.
        """
}
