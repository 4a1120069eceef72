import Contract
import Mail
import Model
import OrderedCollections
import PeopleAPI
import Secrets
import Serving
import Storage

/// An update of a user, parts of which concern the profile and parts an identity.
struct UserChange: Sendable {
    let members: JSONObject
    let connection: String?
    let now: Timestamp

    /// The members of an identity, of which an update may change only one.
    private static let identifying = ["email", "username", "phone_number", "password"]

    /// - Throws: `APIError`, 400, if the update combines members that cannot change together.
    init(_ members: JSONObject, now: Timestamp) throws {
        self.members = members
        self.now = now
        connection = members["connection"]?.string
        guard !members.isEmpty else {
            throw APIError.invalidBody("Payload validation error: 'Too few properties defined (0), minimum 1'.")
        }
        let changed = Self.identifying.filter { members[$0] != nil && members[$0]?.isNull == false }
        if changed.count > 1 {
            throw APIError.badRequest(
                "Cannot update \(changed[0]) and \(changed[1]) simultaneously", code: "operation_not_supported")
        }
        if changed.contains("password"), members["email_verified"] != nil {
            throw APIError.badRequest(
                "Cannot update password and email_verified simultaneously", code: "operation_not_supported")
        }
    }

    var password: String? { members["password"]?.string }

    /// Whether the user must confirm the new password first.
    private var awaitsConsent: Bool { password != nil && members["verify_password"]?.bool == true }

    /// Whether the row of an identity changes.
    var concernsIdentity: Bool { Self.identifying.contains { members[$0] != nil } }

    /// Applies the update.
    func apply(
        to id: UserID, _ password: PasswordChange, _ sending: MailSending, in transaction: Transaction
    ) throws -> UserDocument {
        var user = try transaction.user(id)
        let identity = try identity(of: user, in: transaction)
        var members = members
        if members["email"] != nil, members["email_verified"] == nil { members["email_verified"] = false }
        let identifiers: UserIdentifiers
        if identity.isMain {
            user.apply(members)
            identifiers = UserIdentifiers(user)
        } else {
            let profile = user.apply(members, toProfileOf: identity)
            user.apply(members.filter { !Self.ofProfile.contains($0.key) })
            identifiers = UserIdentifiers(profile: profile)
        }
        user.members["updated_at"] = .string(now.description)
        if !awaitsConsent { try transaction.change(password, of: identity, in: &user, at: now) }
        if concernsIdentity { try transaction.update(identity, with: identifiers) }
        try transaction.update(user)
        let party = MailParty(clientID: members["client_id"]?.string.map { ClientID($0) })
        if members["verify_email"]?.bool == true {
            try transaction.sendVerificationMail(to: user, identity, for: party, sending)
        }
        if awaitsConsent {
            let isSent = try transaction.sendPasswordMail(
                to: user, identity, confirming: password, for: party, sending)
            guard isSent else {
                throw APIError.badRequest(
                    "The user cannot be asked to confirm the password by email", code: "operation_not_supported")
            }
        }
        return user
    }

    /// The members that go to the profile of a linked identity, if the update concerns one.
    private static let ofProfile: Set<String> = [
        "email", "email_verified", "username", "phone_number", "phone_verified",
    ]

    /// Returns the identity that the update concerns: that of the connection, or the first.
    func identity(of user: UserDocument, in transaction: Transaction) throws -> IdentityRow {
        let identities = try transaction.identities(of: user.id)
        let meant = connection.map { name in identities.first { $0.connection == name } } ?? identities.first
        guard let meant else {
            throw APIError.badRequest(
                "The user does not have an identity in the connection", code: "inexistent_connection")
        }
        return meant
    }
}
