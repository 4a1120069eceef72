import ApplicationsAPI
import Contract
import OrderedCollections

// The schemas of the options by strategy. Members that are not listed are allowed: old connections have undocumented
// ones, which their owners send back unchanged.
extension ConnectionOptions {
    static func schema(of strategy: ConnectionStrategy) -> Schema? {
        let members: Constraints? =
            switch strategy {
            case .auth0: database
            case .email: email
            case .sms: sms
            case .samlp, .pingFederate: saml
            case .adfs, .ad: directory
            case .oidc, .okta: openID
            case .waad: azure
            case .googleApps: googleApps
            case .oauth1: oauth1
            case .oauth2: oauth2
            default: SocialProvider(strategy, version: nil).map { social($0) }
            }
        return members.map { Schema.object($0, others: .allowed(.any)) }
    }

    private static let text: Schema = .string.nullable
    private static let texts: Schema = .array(of: .string).nullable

    private static func flags(_ names: [String]) -> Constraints {
        Constraints(uniqueKeysWithValues: names.map { ($0, Schema.boolean) })
    }

    private static func texts(_ names: [String]) -> Constraints {
        Constraints(uniqueKeysWithValues: names.map { ($0, text) })
    }

    private static var database: Constraints {
        let factors: Constraints = ["active": .boolean, "return_enroll_settings": .boolean]
        let mfa: Constraints = ["mfa": .object(factors, others: .allowed(.any))]
        let names = ["brute_force_protection", "disable_signup", "realm_fallback", "requires_username"]
        return flags(names).merging(mfa) { $1 }
    }

    private static var oneTimePassword: Schema {
        .object(["length": .integer(4...40), "time_step": .integer(60...)]).nullable
    }

    private static var email: Constraints {
        let message: Schema = .object([
            "body": .string(1...20_480), "from": .string(1...1024), "subject": .string(1...1024),
            "syntax": .one(of: "liquid"),
        ])
        let rest: Constraints = ["name": .string(3...128), "email": message.nullable, "totp": oneTimePassword]
        return flags(["brute_force_protection", "disable_signup"]).merging(rest) { $1 }
    }

    private static var sms: Constraints {
        let rest: Constraints = [
            "name": .string(1...255), "from": .string(1...128).nullable, "template": .string(1...5120),
            "syntax": .one(of: "liquid", "md_with_macros"), "provider": .one(of: "sms_gateway", "twilio").nullable,
            "totp": oneTimePassword, "gateway_url": text, "messaging_service_sid": text, "twilio_sid": text,
            "twilio_token": text,
        ]
        return flags(["brute_force_protection", "disable_signup", "forward_req_info"]).merging(rest) { $1 }
    }

    private static var saml: Constraints {
        let pair: Schema = .object(["cert": .string(1...10_240), "key": .string(1...10_240)])
        let fields: Schema = .object([:], others: .allowed(.anyOf(.string, .array(of: .string))))
        let rest: Constraints = [
            "decryptionKey": .anyOf(pair, .string(1...10_240)).nullable, "digestAlgorithm": .one(of: "sha1", "sha256"),
            "signatureAlgorithm": .one(of: "rsa-sha1", "rsa-sha256"), "domain_aliases": texts, "thumbprints": texts,
            "fieldsMap": fields.nullable, "metadataXml": .string(...102_400).nullable,
            "signing_key": .object([:], others: .allowed(.string), 0...6).nullable,
            "idpinitiated": .object([
                "client_authorizequery": text, "client_id": text, "client_protocol": text, "enabled": .boolean,
            ]).nullable,
        ]
        let names = ["debug", "deflate", "disableSignout", "signSAMLRequest"]
        let addresses = [
            "cert", "signingCert", "signInEndpoint", "signOutEndpoint", "tenant_domain", "icon_url", "entityId",
            "metadataUrl", "pingFederateBaseUrl", "requestTemplate", "destinationUrl", "recipientUrl",
            "protocolBinding",
        ]
        return flags(names).merging(texts(addresses)) { $1 }.merging(rest) { $1 }
    }

    private static var directory: Constraints {
        let rest: Constraints = [
            "domain_aliases": texts, "ips": texts, "certs": texts, "thumbprints": texts, "prev_thumbprints": texts,
            "fedMetadataXml": .string(...102_400).nullable,
            "should_trust_email_verified_connection": trust,
        ]
        let names = ["agentMode", "brute_force_protection", "certAuth", "disable_cache", "kerberos"]
        let addresses = ["adfs_server", "icon_url", "signInEndpoint", "tenant_domain"]
        return flags(names).merging(texts(addresses)) { $1 }.merging(rest) { $1 }
    }

    private static let trust: Schema = .one(of: "never_set_emails_as_verified", "always_set_emails_as_verified")

    private static var openID: Constraints {
        let rest: Constraints = [
            "domain_aliases": texts, "type": .one(of: "back_channel", "front_channel").nullable,
            "connection_settings": .object(
                ["pkce": .one(of: "auto", "S256", "plain", "disabled")], others: .allowed(.any)
            ).nullable,
            "attribute_map": .object(
                [
                    "attributes": .freeObject.nullable, "userinfo_scope": text,
                    "mapping_mode": .one(of: "bind_all", "use_map", "basic_profile"),
                ], others: .allowed(.any)
            ).nullable,
            "oidc_metadata": .freeObject.nullable, "send_back_channel_nonce": .boolean,
            "dpop_signing_alg": .one(of: "ES256", "Ed25519").nullable,
        ]
        let addresses = [
            "authorization_endpoint", "client_id", "client_secret", "discovery_url", "domain", "icon_url", "issuer",
            "jwks_uri", "scope", "tenant_domain", "token_endpoint", "userinfo_endpoint",
        ]
        return texts(addresses).merging(rest) { $1 }
    }

    private static var azure: Constraints {
        let rest: Constraints = [
            "domain_aliases": texts, "thumbprints": texts,
            "identity_api": .one(of: "microsoft-identity-platform-v2.0", "azure-active-directory-v1.0").nullable,
            "waad_protocol": .one(of: "ws-federation", "openid-connect").nullable,
            "userid_attribute": .one(of: "oid", "sub").nullable, "should_trust_email_verified_connection": trust,
        ]
        let addresses = ["app_domain", "app_id", "client_id", "client_secret", "icon_url", "tenantId", "tenant_domain"]
        let names = ["ext_nested_groups", "granted", "useCommonEndpoint", "use_wsfed"]
        return texts(addresses).merging(flags(names)) { $1 }.merging(rest) { $1 }
    }

    private static var googleApps: Constraints {
        let names = [
            "allow_setting_login_scopes", "email", "ext_groups_extended", "ext_is_admin", "handle_login_from_social",
            "map_user_id_to_id", "profile",
        ]
        let addresses = ["client_id", "client_secret", "domain", "icon_url", "tenant_domain"]
        let rest: Constraints = ["domain_aliases": texts, "scope": texts]
        return flags(names).merging(texts(addresses)) { $1 }.merging(rest) { $1 }
    }

    private static var oauth1: Constraints {
        let addresses = [
            "accessTokenURL", "client_id", "client_secret", "requestTokenURL", "signatureMethod",
            "userAuthorizationURL",
        ]
        return texts(addresses).merging(["scripts": .object([:], others: .allowed(.string(...51_200)))]) { $1 }
    }

    private static var oauth2: Constraints {
        let named: Schema = .object([:], others: .allowed(.string)).nullable
        let rest: Constraints = [
            "authParams": .freeObject.nullable, "authParamsMap": named, "customHeaders": .freeObject.nullable,
            "fieldsMap": .freeObject.nullable, "pkce_enabled": .boolean, "useOauthSpecScope": .boolean,
            "scope": .anyOf(.string, .array(of: .string)).nullable,
            "scripts": .object([:], others: .allowed(.string(...51_200))).nullable,
        ]
        let addresses = ["authorizationURL", "client_id", "client_secret", "icon_url", "logoutUrl", "tokenURL"]
        return texts(addresses).merging(rest) { $1 }
    }

    private static func social(_ provider: SocialProvider) -> Constraints {
        let rest: Constraints = [
            "client_id": text, "client_secret": text, "freeform_scopes": .array(of: .string(1...255), ...255),
            "scope": .anyOf(.string, .array(of: .string)).nullable,
        ]
        return flags(Array(provider.scopes.keys).sorted()).merging(rest) { $1 }
    }
}
