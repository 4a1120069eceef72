import Contract
import Foundation
import Liquid
import Outbound

/// A request to the Twilio API.
struct TwilioRequest {
    let request: OutboundRequest

    /// - Throws: `TextDelivery.Refusal` if there is no sender.
    init(_ message: PhoneMessage, by account: TwilioAccount) throws {
        let isCall = message.method == .voice
        let number = message.to.hasPrefix("+") ? message.to : "+\(message.to)"
        var fields: [(name: String, value: String)] = [("To", number)]
        if let from = message.from ?? account.from {
            fields.append(("From", from))
        } else if let service = account.service, !isCall {
            fields.append(("MessagingServiceSid", service))
        } else {
            throw TextDelivery.Refusal(description: "The phone provider has no number that messages are from")
        }
        fields.append(isCall ? ("Twiml", Self.spoken(message.text)) : ("Body", message.text))
        let credentials = Data("\(account.sid):\(account.token)".utf8).base64EncodedString()
        let path = "\(OutboundForm.encoded(account.sid))/\(isCall ? "Calls" : "Messages").json"
        request = OutboundRequest(
            "POST", "https://api.twilio.com/2010-04-01/Accounts/\(path)",
            headers: [
                ("Authorization", "Basic \(credentials)"), ("Content-Type", "application/x-www-form-urlencoded"),
            ], body: OutboundForm.body(fields))
    }

    /// Returns the TwiML that reads out a text.
    private static func spoken(_ text: String) -> String {
        let parts = text.components(separatedBy: PhoneMessage.pause).map { "<Say>\(HTMLText.escape($0))</Say>" }
        return "<Response>\(parts.joined(separator: "<Pause length=\"1\"/>"))</Response>"
    }
}
