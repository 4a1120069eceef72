import Contract

/// The selected provider of push notifications.
public struct PushProviderChoice: Codable, Hashable, Sendable, Constrained {
    /// The provider: `guardian`, `sns` or `direct`.
    public var provider: String

    public init(_ provider: String) { self.provider = provider }

    public static var constraints: Constraints { ["provider": .one(of: "guardian", "sns", "direct")] }
}

/// The settings of the Apple Push Notification service (APNs).
public struct APNSSettings: Patchable, Hashable, Constrained {
    public var sandbox: Bool?
    public var bundleID: String?
    /// The base64-encoded certificate with its private key (PKCS #12). Secret and write-only.
    public var p12: String?
    /// Whether a certificate is set. Read-only.
    public var enabled: Bool?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case sandbox
        case bundleID = "bundle_id"
        case p12
        case enabled
    }

    public static let fixedMembers: Set<String> = ["enabled"]
    public static var constraints: Constraints {
        ["bundle_id": .string(1...1000).nullable, "p12": .string(1...10_000).nullable]
    }
}

/// The settings of Firebase Cloud Messaging (FCM) with its legacy API.
public struct FCMSettings: Patchable, Hashable, Constrained {
    /// The server key. Secret and write-only.
    public var serverKey: String?

    public init() {}

    enum CodingKeys: String, CodingKey { case serverKey = "server_key" }

    public static var constraints: Constraints { ["server_key": .string(1...152).nullable] }
}

/// The settings of Firebase Cloud Messaging (FCM) with its HTTP v1 API.
public struct FCMv1Settings: Patchable, Hashable, Constrained {
    /// The key of a service account. Secret and write-only.
    public var serverCredentials: String?

    public init() {}

    enum CodingKeys: String, CodingKey { case serverCredentials = "server_credentials" }

    public static var constraints: Constraints { ["server_credentials": .string(1...10_000).nullable] }
}

/// The settings of Amazon SNS.
public struct SNSSettings: Patchable, Hashable, Constrained {
    public var accessKeyID: String?
    /// The secret access key; only the response that sets it includes it.
    public var secretAccessKey: String?
    public var region: String?
    public var apnsApplicationARN: String?
    public var gcmApplicationARN: String?

    public init() {}

    enum CodingKeys: String, CodingKey {
        case accessKeyID = "aws_access_key_id"
        case secretAccessKey = "aws_secret_access_key"
        case region = "aws_region"
        case apnsApplicationARN = "sns_apns_platform_application_arn"
        case gcmApplicationARN = "sns_gcm_platform_application_arn"
    }

    public static var constraints: Constraints {
        let text: Schema = .string(1...1000).nullable
        return [
            "aws_access_key_id": text, "aws_secret_access_key": text,
            "aws_region": .string(1...1000, pattern: region).nullable,
            "sns_apns_platform_application_arn": text, "sns_gcm_platform_application_arn": text,
        ]
    }
}

extension SNSSettings {
    private static let region: Pattern = """
        ^(?:us-east|us-west|ap-southeast|ap-northeast|ap-central|eu-west|eu-central)-[0-9]{1,2}$
        """
}
