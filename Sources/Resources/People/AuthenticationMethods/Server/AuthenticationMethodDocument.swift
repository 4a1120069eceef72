import Contract
import Model
import OrderedCollections
import PeopleAPI
import Secrets

extension AuthenticationMethodRow {
    /// Creates a method that an administrator adds, which needs no confirmation.
    /// - Throws: `APIError`, 400, if a member is missing that methods of the type require.
    init(_ draft: AuthenticationMethodDraft, of user: UserID, random: any RandomSource, now: Timestamp) throws {
        var members: JSONObject = [:]
        members["name"] = draft.name.map(JSON.string)
        func set(_ name: String, _ value: String?) throws {
            guard let value else {
                throw APIError.invalidBody("Payload validation error: 'Missing required property: \(name)'.")
            }
            members[name] = .string(value)
        }
        var secret: String?
        switch draft.type {
        case .email: try set("email", draft.email)
        case .phone:
            try set("phone_number", draft.phoneNumber)
            let channel = draft.preferredAuthenticationMethod ?? .sms
            try set("preferred_authentication_method", channel.rawValue)
        case .totp:
            try set("totp_secret", draft.totpSecret)
            members["totp_secret"] = nil
            secret = draft.totpSecret
        default:
            try set("key_id", draft.keyID)
            try set("public_key", draft.publicKey)
            try set("relying_party_identifier", draft.relyingPartyIdentifier)
        }
        self.init(
            device: random.device(), of: user, type: draft.type.rawValue, at: now, secret: secret, members: members)
    }

    /// The value that distinguishes the method from the user's others of the same type; `nil` if there can be only one.
    var address: JSON? { members["email"] ?? members["phone_number"] ?? members["key_id"] }

    /// Applies an update.
    /// - Throws: `APIError`, 400, if methods of the type do not have a member.
    mutating func apply(_ changes: JSONObject) throws {
        if changes["preferred_authentication_method"] != nil, type != "phone" {
            throw APIError.invalidBody(
                "Payload validation error: 'Additional properties not allowed: preferred_authentication_method'.")
        }
        members.merge(changes) { $1 }
    }

    /// Returns the method in wire format.
    /// - Parameters:
    ///   - isMasked: Whether addresses are masked.
    ///   - saysConfirmed: Whether to include whether the method is confirmed.
    func json(isMasked: Bool, saysConfirmed: Bool = false) -> JSON {
        var json: JSONObject = ["id": .string(id.value), "type": .string(type)]
        if saysConfirmed { json["confirmed"] = .bool(isConfirmed) }
        json.merge(members) { $1 }
        if isMasked {
            if let email = members["email"]?.string { json["email"] = .string(MaskedAddress.email(email)) }
            if let phone = members["phone_number"]?.string {
                json["phone_number"] = .string(MaskedAddress.phone(phone))
            }
        }
        json["created_at"] = .string("\(createdAt)")
        if type == "phone", let channel = members["preferred_authentication_method"]?.string {
            json["authentication_methods"] = [["id": .string("\(channel)|\(device)"), "type": .string(channel)]]
        }
        return .object(json)
    }

    /// The method in the wire format of an enrollment.
    var enrollment: JSON {
        let methods = ["totp": "authenticator", "push": "guardian", "phone": "sms"]
        var json: JSONObject = [
            "id": .string(device), "status": isConfirmed ? "confirmed" : "pending",
            "type": .string(methods[type] ?? type), "auth_method": .string(methods[type] ?? type),
            "enrolled_at": members["enrolled_at"] ?? .string("\(createdAt)"),
        ]
        json["name"] = members["name"]
        json["phone_number"] = members["phone_number"]?.string.map { .string(MaskedAddress.phone($0)) }
        json["last_auth"] = members["last_auth_at"]
        return .object(json)
    }
}

extension RandomSource {
    /// Returns a new device identifier, a part of an authentication method's identifier.
    func device() -> String { "dev_\(base62(16))" }
}
