import Contract
import Model
import Storage

/// The account that sends a message.
enum PhoneAccount: Sendable {
    case twilio(TwilioAccount)
    /// A provider that this server does not support, with the reason.
    case unusable(String)
}

/// A Twilio account.
struct TwilioAccount: Sendable {
    let sid: String
    let token: String
    /// The sender's number.
    let from: String?
    /// The messaging service that chooses the sender's number.
    let service: String?
}

extension TwilioAccount {
    /// - Parameter settings: an object with the parts of the account under the given names.
    /// - Returns: `nil` if the account is incomplete.
    fileprivate init?(_ settings: JSON, sid: String, token: String, from: String, service: String) {
        func text(_ name: String) -> String? { settings[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        guard let account = text(sid), let secret = text(token) else { return nil }
        self.init(sid: account, token: secret, from: text(from), service: text(service))
    }
}

extension Transaction {
    /// Returns the account that sends a message; `nil` if there is none.
    func phoneAccount(for message: PhoneMessage) throws -> PhoneAccount? {
        switch message.route {
        case .tenant: try tenantAccount(message.method)
        case .secondFactors: try secondFactorAccount() ?? tenantAccount(message.method)
        case .connection: try message.connection.flatMap(connectionAccount) ?? tenantAccount(message.method)
        }
    }

    /// Whether there is an account for text messages with second factors.
    public func canTextSecondFactors() throws -> Bool {
        guard case .twilio = try secondFactorAccount() ?? tenantAccount(.text) else { return false }
        return true
    }

    /// Returns the tenant's phone provider in its stored form, with its credentials.
    public func phoneProvider() throws -> JSON? {
        let row = try row("SELECT document FROM phone_providers WHERE tenant = \(tenant)\(.forUpdate)")
        return try row.map { try open(["credentials"], of: $0["document"]) }
    }

    private func tenantAccount(_ method: PhoneMessage.Method) throws -> PhoneAccount? {
        guard let provider = try phoneProvider(), provider["disabled"]?.bool != true else { return nil }
        guard provider["configuration"]?["delivery_methods"]?.strings?.contains(method.rawValue) == true else {
            return .unusable("The phone provider does not deliver by \(method.rawValue)")
        }
        guard provider["name"] == "twilio" else {
            return .unusable("There is no action for the custom phone provider")
        }
        var settings = provider["configuration"] ?? [:]
        settings["auth_token"] = provider["credentials"]?["auth_token"]
        return TwilioAccount(settings, sid: "sid", token: "auth_token", from: "default_from", service: "mssid")
            .map(PhoneAccount.twilio)
    }

    private func secondFactorAccount() throws -> PhoneAccount? {
        switch try security(.phoneProvider)["provider"]?.string {
        case "twilio":
            TwilioAccount(
                try security(.twilio), sid: "sid", token: "auth_token", from: "from", service: "messaging_service_sid"
            ).map(PhoneAccount.twilio)
        case "phone-message-hook": .unusable("Actions do not send messages to phones yet")
        default: nil
        }
    }

    private func connectionAccount(_ name: String) throws -> PhoneAccount? {
        guard let options = try connection(named: name)?.options else { return nil }
        if options["provider"] == "sms_gateway" { return .unusable("SMS gateways cannot be used yet") }
        return TwilioAccount(
            options, sid: "twilio_sid", token: "twilio_token", from: "from", service: "messaging_service_sid"
        ).map(PhoneAccount.twilio)
    }
}
