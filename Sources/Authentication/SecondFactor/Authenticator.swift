import Contract
import Crypto
import Model
import OrderedCollections
import Secrets
import Storage

/// A second factor as `/mfa/authenticators` lists it.
struct Authenticator: Sendable {
    /// A channel by which codes are sent.
    enum Channel: String, Sendable {
        case sms
        case email
    }

    let id: String
    /// `nil` for the user's own verified email address, which needs no enrollment.
    let methodID: AuthenticationMethodID?
    /// The type, as `otp`, `oob` or `recovery-code`.
    let type: String
    /// The channel by which codes are sent; `nil` if no codes are sent.
    let channel: Channel?
    /// The address that codes are sent to.
    let address: String?
    /// Whether the enrollment is confirmed.
    let isActive: Bool

    /// - Returns: `nil` if the method cannot be used at this endpoint.
    init?(_ method: AuthenticationMethodRow) {
        switch method.type {
        case "totp": (type, channel, address) = ("otp", nil, nil)
        case "phone": (type, channel, address) = ("oob", .sms, method.members["phone_number"]?.string)
        case "email": (type, channel, address) = ("oob", .email, method.members["email"]?.string)
        case "recovery-code": (type, channel, address) = ("recovery-code", nil, nil)
        default: return nil
        }
        id = method.type == "phone" ? "sms|\(method.device)" : method.id.value
        methodID = method.id
        isActive = method.isConfirmed
    }

    /// Creates the authenticator for the user's own verified email address.
    init(of user: UserID, verified email: String) {
        let digest = SHA256.hash(data: Array("\(user)\n\(email)".utf8))
        id = "email|dev_\(Hexadecimal.text(digest.prefix(8)))"
        (methodID, type, channel, address, isActive) = (nil, "oob", .email, email, true)
    }

    /// The address in a masked form.
    var maskedAddress: String? {
        address.map { channel == .email ? MaskedAddress.email($0) : MaskedAddress.phone($0) }
    }

    /// Whether an identifier refers to the authenticator. Phones have another identifier in the Management API.
    func isNamed(_ id: String) -> Bool { id == self.id || id == methodID?.value }

    var json: JSON {
        var json: JSONObject = [
            "id": .string(id), "authenticator_type": .string(type), "active": .bool(isActive),
        ]
        json["oob_channel"] = channel.map { .string($0.rawValue) }
        json["name"] = maskedAddress.map(JSON.string)
        return .object(json)
    }
}

extension Transaction {
    /// Returns the user's authenticators that the tenant has enabled.
    func authenticators(of user: UserDocument) throws -> [Authenticator] {
        let usable = try usableFactors()
        let methods = try authenticationMethods(
            of: user.id, types: AuthenticationMethodRow.authenticators.filter(usable.contains))
        var found = methods.compactMap(Authenticator.init)
        if usable.contains("email"), user.members["email_verified"]?.bool == true, let email = user.email,
            !found.contains(where: { $0.channel == .email && $0.address == email })
        {
            found.append(Authenticator(of: user.id, verified: email))
        }
        return found
    }
}
