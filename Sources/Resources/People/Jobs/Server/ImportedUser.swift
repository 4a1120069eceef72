import ApplicationsAPI
import Contract
import Model
import OrderedCollections
import PeopleAPI
import Secrets

/// A user in Auth0's bulk import schema.
struct ImportedUser: Sendable {
    /// The user as given.
    let given: JSON
    /// The members of the user's profile.
    let profile: JSONObject
    /// The password hash in the stored format.
    let passwordHash: String?
    let factors: [JSON]

    /// The members that an import may update in an existing user.
    static let changeable = [
        "app_metadata", "email_verified", "family_name", "given_name", "name", "nickname", "picture", "user_metadata",
    ]

    /// - Throws: `JobError.Problem` if the user violates the schema.
    init(_ given: JSON) throws {
        self.given = given
        do {
            try Self.schema.check(given)
        } catch {
            throw JobError.Problem(error)
        }
        // Neither database can store NUL characters, and the schema does not check metadata.
        if given.hasNUL {
            throw JobError.Problem(code: "INVALID_FORMAT", message: "String contains a NUL character")
        }
        var members = given.object ?? [:]
        passwordHash = try Self.passwordHash(members)
        factors = members["mfa_factors"]?.array ?? []
        for name in ["password_hash", "custom_password_hash", "mfa_factors"] { members[name] = nil }
        try Self.checkMetadata(members)
        profile = members.filter { !$0.value.isNull }
    }

    private static func passwordHash(_ members: JSONObject) throws -> String? {
        let custom = members["custom_password_hash"]
        if let hash = members["password_hash"]?.string {
            guard isBcrypt(hash) else {
                throw JobError.Problem(
                    code: "PATTERN", message: "password_hash is not a hash of bcrypt", path: "password_hash")
            }
            guard PasswordHasher.isAffordable(hash) else {
                throw JobError.Problem(
                    code: "INVALID_FORMAT", message: "password_hash may have a cost of at most 14",
                    path: "password_hash"
                )
            }
            if custom != nil {
                throw JobError.Problem(
                    code: "INVALID_FORMAT", message: "password_hash and custom_password_hash exclude one another",
                    path: "password_hash")
            }
            return hash
        }
        guard let custom else { return nil }
        do {
            _ = try ImportedPasswordHash(custom)
        } catch let problem as ImportedPasswordHash.Problem {
            throw JobError.Problem(
                code: "INVALID_FORMAT", message: problem.description, path: "custom_password_hash")
        }
        return custom.text
    }

    /// Checked outside the schema, whose error messages would repeat the hash.
    private static func isBcrypt(_ hash: String) -> Bool {
        let bytes = Array(hash.utf8)
        func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
        func isLetter(_ byte: UInt8) -> Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 }
        return bytes.count == 60 && bytes.starts(with: "$2".utf8) && "aby".utf8.contains(bytes[2])
            && isDigit(bytes[4]) && isDigit(bytes[5]) && bytes[3] == bytes[0] && bytes[6] == bytes[0]
            && bytes[7...].allSatisfy { isDigit($0) || isLetter($0) || "./".utf8.contains($0) }
    }

    private static let reserved: Set<String> = [
        "__tenant", "_id", "blocked", "clientID", "created_at", "email_verified", "email", "globalClientID",
        "global_client_id", "identities", "lastIP", "lastLogin", "loginsCount", "metadata",
        "multifactor_last_modified", "multifactor", "updated_at", "user_id",
    ]

    private static func checkMetadata(_ members: JSONObject) throws {
        guard let name = members["app_metadata"]?.object?.keys.first(where: reserved.contains) else { return }
        throw JobError.Problem(
            code: "OBJECT_ADDITIONAL_PROPERTIES", message: "app_metadata must not contain \(name)",
            path: "app_metadata")
    }

    private static let schema: Schema = {
        var members: OrderedDictionary<String, Schema> = [:]
        for (name, schema) in UserDraft.constraints where name != "password" && name != "connection" {
            members[name] = schema
        }
        for name in ["email_verified", "phone_verified", "blocked"] { members[name] = .boolean }
        members["password_hash"] = .string
        members["custom_password_hash"] = .freeObject
        members["mfa_factors"] = .array(of: factor, 1...10)
        return .object(members)
    }()

    private static let factor: Schema = .object(
        [
            "totp": .object(["secret": .string(pattern: "^[A-Z2-7]+$").required]),
            "phone": .object(["value": .string(pattern: "^\\+[0-9]{1,15}$").required]),
            "email": .object(["value": .string(format: .email).required]),
        ], 1...1)
}

extension JobError.Problem: Error {
    init(_ violation: SchemaViolation) {
        let codes: KeyValuePairs<String, String> = [
            "Missing required property": "OBJECT_MISSING_REQUIRED_PROPERTY",
            "Additional properties not allowed": "OBJECT_ADDITIONAL_PROPERTIES", "Expected type": "INVALID_TYPE",
            "Object didn't pass validation for format": "INVALID_FORMAT", "String does not match pattern": "PATTERN",
            "No enum match": "ENUM_MISMATCH", "String is too short": "MIN_LENGTH",
            "String is too long": "MAX_LENGTH", "Array is too": "ARRAY_LENGTH",
        ]
        let code = codes.first { violation.message.hasPrefix($0.key) }?.value ?? "INVALID_FORMAT"
        self.init(code: code, message: violation.message, path: violation.path.isEmpty ? nil : violation.path)
    }

    /// Creates a problem from an error of the database layer.
    init(_ error: APIError) {
        let code = error.statusCode == 409 ? "DUPLICATED_USER" : (error.errorCode ?? "INVALID_FORMAT").uppercased()
        self.init(code: code, message: error.message)
    }
}
