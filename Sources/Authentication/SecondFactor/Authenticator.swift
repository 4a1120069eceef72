import Contract
import Crypto
import Model
import OrderedCollections
import Secrets
import Storage

/// Something that a user can show, besides a password, as `/mfa/authenticators` tells of it.
struct Authenticator: Sendable {
    /// What codes are sent by.
    enum Channel: String, Sendable {
        case sms
        case email
    }

    let id: String
    /// `nil` where it is the user's own address, which nobody has set up.
    let methodID: AuthenticationMethodID?
    /// As `otp`, `oob` and `recovery-code`.
    let type: String
    /// By what codes are sent to it; `nil` where none are.
    let channel: Channel?
    /// Where they are sent to.
    let address: String?
    /// Whether the user has shown that it works.
    let isActive: Bool

    /// - Returns: `nil` where it is nothing that can be shown here.
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

    /// The address that a user has confirmed.
    init(of user: UserID, verified email: String) {
        let digest = SHA256.hash(data: Array("\(user)\n\(email)".utf8))
        id = "email|dev_\(Hexadecimal.text(digest.prefix(8)))"
        (methodID, type, channel, address, isActive) = (nil, "oob", .email, email, true)
    }

    /// What the user knows the address again by.
    var maskedAddress: String? {
        address.map { channel == .email ? MaskedAddress.email($0) : MaskedAddress.phone($0) }
    }

    /// Whether an identifier names it; the Management API has another for phones.
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
    /// What a user can show, of what the tenant has people use.
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
