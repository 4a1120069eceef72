import Contract
import OrderedCollections

extension Schema {
    private static let apiKeyWithBaseUrlSetup: Schema = .object([
        "api_key": .string.required, "base_url": .string(format: .formsURL).required,
        "type": .one(of: "API_KEY").required,
    ])

    private static let apiKeySetup: Schema = .object([
        "api_key": .string.required, "type": .one(of: "API_KEY").required,
    ])

    private static let oauthAppSetup: Schema = .object([
        "audience": .string(1..., format: .formsURL), "client_id": .string.required, "client_secret": .string.required,
        "domain": .string(format: .hostname).required, "type": .one(of: "OAUTH_APP").required,
    ])

    private static let bigqueryOauthJwtSetup: Schema = .object([
        "client_email": .string(format: .email), "private_key": .string, "project_id": .string,
        "type": .one(of: "OAUTH_JWT"),
    ])

    private static let secretApiKeySetup: Schema = .object([
        "secret_key": .string.required, "type": .one(of: "API_KEY").required,
    ])

    private static let oauthCodeSetup: Schema = .object(
        ["code": .string, "type": .one(of: "OAUTH_CODE")], others: .allowed(.any))

    private static let httpBearerSetup: Schema = .object([
        "token": .string.required, "type": .one(of: "BEARER").required,
    ])

    private static let httpBasicAuthSetup: Schema = .object([
        "password": .string(1...155), "type": .one(of: "BASIC_AUTH").required, "username": .string(1...155).required,
    ])

    private static let httpApiKeySetup: Schema = .object([
        "in": .one(of: "HEADER", "QUERY").required, "name": .string(1...55).required,
        "type": .one(of: "API_KEY").required, "value": .string(1...255).required,
    ])

    private static let httpOauthClientCredentialsSetup: Schema = .object([
        "audience": .string(1...255), "client_id": .string(1...255).required,
        "client_secret": .string(1...255).required, "resource": .string(1...255), "scope": .string(1...1024),
        "token_endpoint": .string(1...500, format: .formsURL).required,
        "type": .one(of: "OAUTH_CLIENT_CREDENTIALS").required,
    ])

    private static let jwtSetup: Schema = .object(
        [
            "algorithm": .one(
                of: "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384",
                "PS512"
            ).required, "type": .one(of: "JWT").required,
        ], others: .allowed(.any))

    private static let mailjetApiKeySetup: Schema = .object([
        "api_key": .string.required, "secret_key": .string.required, "type": .one(of: "API_KEY").required,
    ])

    private static let tokenSetup: Schema = .object(["token": .string.required, "type": .one(of: "TOKEN").required])

    private static let webhookSetup: Schema = .object([
        "type": .one(of: "WEBHOOK").required, "url": .string(format: .formsURL).required,
    ])

    private static let stripeKeyPairSetup: Schema = .object([
        "private_key": .string.required, "public_key": .string.required, "type": .one(of: "KEY_PAIR").required,
    ])

    private static let twilioApiKeySetup: Schema = .object([
        "account_id": .string.required, "api_key": .string.required, "type": .one(of: "API_KEY").required,
    ])

    /// The schemas of connection setups, by application.
    static let vaultSetups: OrderedDictionary<String, [Schema]> = [
        "ACTIVECAMPAIGN": [apiKeyWithBaseUrlSetup],
        "AIRTABLE": [apiKeySetup],
        "AUTH0": [oauthAppSetup],
        "BIGQUERY": [bigqueryOauthJwtSetup],
        "CLEARBIT": [secretApiKeySetup],
        "DOCUSIGN": [oauthCodeSetup],
        "GOOGLE_SHEETS": [oauthCodeSetup],
        "HTTP": [httpBearerSetup, httpBasicAuthSetup, httpApiKeySetup, httpOauthClientCredentialsSetup],
        "HUBSPOT": [apiKeySetup, oauthCodeSetup],
        "JWT": [jwtSetup],
        "MAILCHIMP": [secretApiKeySetup, oauthCodeSetup],
        "MAILJET": [mailjetApiKeySetup],
        "PIPEDRIVE": [tokenSetup, oauthCodeSetup],
        "SALESFORCE": [oauthCodeSetup],
        "SENDGRID": [apiKeySetup],
        "SLACK": [webhookSetup, oauthCodeSetup],
        "STRIPE": [stripeKeyPairSetup, oauthCodeSetup],
        "TELEGRAM": [tokenSetup],
        "TWILIO": [twilioApiKeySetup],
        "WHATSAPP": [tokenSetup],
        "ZAPIER": [webhookSetup],
    ]
}
