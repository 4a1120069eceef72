import Contract
import Events

/// The sample data of test events.
enum SampleChange {
    static func object(of kind: ChangeKind, at now: Timestamp) -> JSON {
        let moment: JSON = .string(now.description)
        switch kind.rawValue.split(separator: ".").prefix(2).joined(separator: ".") {
        case "user.created", "user.updated": return user
        case "user.deleted":
            var deleted = user
            deleted["deleted_at"] = moment
            return deleted
        case "organization.created", "organization.updated", "organization.deleted":
            var whole = organization
            whole["display_name"] = "Sample Organization"
            whole["metadata"] = ["plan": "pro"]
            return whole
        case "organization.member":
            var membership: JSON = ["organization": organization, "user": ["user_id": user["user_id"] ?? .null]]
            if kind.rawValue.contains(".role.") { membership["role"] = role }
            return membership
        case "organization.connection":
            return ["organization": organization, "connection": ["id": "con_0000000000000001"]]
        case "organization.group":
            return ["organization": organization, "group": ["id": group["id"] ?? .null], "role": role]
        case "group.member":
            return ["group": group, "member": ["member_type": "user", "id": user["user_id"] ?? .null]]
        case "group.role": return ["group": group, "role": role]
        default: return group
        }
    }

    private static let organization: JSON = ["id": "org_0000000000000001", "name": "sample-organization"]
    private static let role: JSON = ["id": "rol_0000000000000001", "name": "sample-role"]
    private static let group: JSON = ["id": "grp_0000000000000001", "name": "Sample Group"]

    private static let user: JSON = [
        "user_id": "auth0|507f1f77bcf86cd799439020", "email": "john.doe@gmail.com", "email_verified": false,
        "username": "johndoe", "phone_number": "+15555555555", "phone_verified": false,
        "created_at": "2025-02-01T12:34:56Z", "updated_at": "2025-02-01T12:34:56Z",
        "identities": [
            [
                "provider": "auth0", "isSocial": false, "connection": "Username-Password-Authentication",
                "user_id": "507f1f77bcf86cd799439020",
                "profileData": [
                    "email": "john.doe@gmail.com", "email_verified": false, "name": "John Doe",
                    "username": "johndoe", "given_name": "John", "family_name": "Doe",
                    "phone_number": "+15555555555", "phone_verified": false,
                ],
            ]
        ],
        "app_metadata": ["plan": "pro"], "user_metadata": ["hobby": "skydiving"],
        "picture": "https://secure.gravatar.com/avatar/00000000000000000000000000000000?s=480&r=pg",
        "name": "John Doe", "nickname": "John Doe", "multifactor": ["sample"], "last_ip": "10.0.0.1",
        "last_login": "2025-02-01T12:34:56Z", "logins_count": 42, "blocked": false, "given_name": "John",
        "family_name": "Doe",
    ]
}
