import Contract

extension Schema {
    private static let auth0CreateUser: Schema = .action(
        "AUTH0", "CREATE_USER",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "payload": .freeObject.required,
        ]))

    private static let auth0GetUser: Schema = .action(
        "AUTH0", "GET_USER",
        params: .object(["connection_id": .string(format: .vaultConnectionID).required, "user_id": .string.required]))

    private static let auth0UpdateUser: Schema = .action(
        "AUTH0", "UPDATE_USER",
        params: .object([
            "changes": .freeObject.required, "connection_id": .string(format: .vaultConnectionID).required,
            "user_id": .string.required,
        ]))

    private static let auth0SendRequest: Schema = .action(
        "AUTH0", "SEND_REQUEST",
        params: .object([
            "connection_id": .string(format: .vaultConnectionID).required, "headers": .freeObject,
            "method": .one(of: "GET", "POST", "PUT", "PATCH", "DELETE"),
            "params": .object([:], others: .allowed(.anyOf(.number, .string).nullable)), "pathname": .string.required,
            "payload": .anyOf(.string, .array(of: .any), .freeObject),
        ]))

    private static let auth0SendEmail: Schema = .action(
        "AUTH0", "SEND_EMAIL",
        params: .object([
            "body": .string(1...102_400).required, "custom_vars": .freeObject,
            "from": .object([
                "email": .anyOf(.string(format: .email), .string(format: .formsExpression)).required,
                "name": .string(1...125),
            ]), "subject": .string(1...255).required,
            "to": .anyOf(.string(format: .email), .string(format: .formsExpression)).required,
        ]))

    private static let auth0SendSms: Schema = .action(
        "AUTH0", "SEND_SMS",
        params: .object([
            "custom_vars": .freeObject, "from": .string(1...255), "message": .string(1...1024).required,
            "to": .string(1...255).required,
        ]))

    private static let auth0MakeCall: Schema = .action(
        "AUTH0", "MAKE_CALL",
        params: .object([
            "custom_vars": .freeObject, "from": .string(1...255), "message": .string(1...1024).required,
            "to": .string(1...255).required,
        ]))

    private static let emailVerifyEmail: Schema = .action(
        "EMAIL", "VERIFY_EMAIL",
        params: .object([
            "email": .string.required,
            "rules": .object([
                "allowlist": .array(of: .string), "block_aliases": .boolean, "block_disposable_emails": .boolean,
                "block_free_emails": .boolean, "blocklist": .array(of: .string), "require_mx_record": .boolean,
            ]),
        ]))

    private static let flowBooleanCondition: Schema = .action(
        "FLOW", "BOOLEAN_CONDITION",
        params: .object([
            "else": .array(of: .deferred { .flowAction }), "if": .any.required,
            "then": .array(of: .deferred { .flowAction }),
        ]))

    private static let flowDelayFlow: Schema = .action(
        "FLOW", "DELAY_FLOW",
        params: .object([
            "number": .anyOf(.integer(0...), .string(...250)).required,
            "units": .one(of: "SECONDS", "MINUTES", "HOURS", "DAYS"),
        ]))

    private static let flowDoNothing: Schema = .action("FLOW", "DO_NOTHING", isComplete: true, params: .object([:]))

    private static let flowErrorMessage: Schema = .action(
        "FLOW", "ERROR_MESSAGE", params: .object(["message": .string(...2048).required]))

    private static let flowMapValue: Schema = .action(
        "FLOW", "MAP_VALUE",
        params: .object([
            "cases": .freeObject, "fallback": .anyOf(.string, .number, .freeObject, .array(of: .any)).nullable,
            "input": .anyOf(.string, .number).required,
        ]))

    private static let flowReturnJson: Schema = .action(
        "FLOW", "RETURN_JSON", params: .object(["payload": .anyOf(.freeObject, .string).required]))

    private static let flowStoreVars: Schema = .action(
        "FLOW", "STORE_VARS", params: .object(["vars": .freeObject.required]))

    private static let httpSendRequest: Schema = .action(
        "HTTP", "SEND_REQUEST",
        params: .object([
            "basic": .object(["password": .string(1...), "username": .string(1...)]),
            "connection_id": .string(format: .vaultConnectionID), "content_type": .one(of: "JSON", "FORM", "XML"),
            "headers": .freeObject, "method": .one(of: "GET", "POST", "PUT", "PATCH", "DELETE"),
            "params": .object([:], others: .allowed(.anyOf(.number, .string).nullable)),
            "payload": .anyOf(.string, .array(of: .any), .freeObject), "url": .string.required,
        ]))

    private static let jsonCreateJson: Schema = .action(
        "JSON", "CREATE_JSON", params: .object(["object": .freeObject.required]))

    private static let jsonParseJson: Schema = .action(
        "JSON", "PARSE_JSON", params: .object(["json": .string.required]))

    private static let jsonSerializeJson: Schema = .action(
        "JSON", "SERIALIZE_JSON", params: .object(["object": .anyOf(.string, .freeObject).required]))

    private static let jwtDecodeJwt: Schema = .action(
        "JWT", "DECODE_JWT", params: .object(["token": .string(...10_000).required]))

    private static let jwtSignJwt: Schema = .action(
        "JWT", "SIGN_JWT",
        params: .object([
            "audience": .string(...100), "connection_id": .string(format: .vaultConnectionID).required,
            "expires_in": .string(...25), "issuer": .string(...100), "payload": .freeObject, "subject": .string(...100),
        ]))

    private static let jwtVerifyJwt: Schema = .action(
        "JWT", "VERIFY_JWT",
        params: .object([
            "audience": .string(...500), "connection_id": .string(format: .vaultConnectionID).required,
            "issuer": .string(...500), "token": .string(...100).required,
        ]))

    private static let otpGenerateCode: Schema = .action(
        "OTP", "GENERATE_CODE",
        params: .object(["length": .integer(1...10).required, "reference": .string(...250).required]))

    private static let otpVerifyCode: Schema = .action(
        "OTP", "VERIFY_CODE",
        params: .object([
            "code": .anyOf(.integer(0...9_999_999_999), .string(...250)).required,
            "reference": .string(...250).required,
        ]))

    private static let xmlParseXml: Schema = .action("XML", "PARSE_XML", params: .object(["xml": .string.required]))

    private static let xmlSerializeXml: Schema = .action(
        "XML", "SERIALIZE_XML", params: .object(["object": .anyOf(.string, .freeObject).required]))

    /// The flow actions of the server itself.
    static let ownFlowActions: [Schema] = [
        auth0CreateUser, auth0GetUser, auth0UpdateUser, auth0SendRequest, auth0SendEmail, auth0SendSms, auth0MakeCall,
        emailVerifyEmail, flowBooleanCondition, flowDelayFlow, flowDoNothing, flowErrorMessage, flowMapValue,
        flowReturnJson, flowStoreVars, httpSendRequest, jsonCreateJson, jsonParseJson, jsonSerializeJson, jwtDecodeJwt,
        jwtSignJwt, jwtVerifyJwt, otpGenerateCode, otpVerifyCode, xmlParseXml, xmlSerializeXml,
    ]
}
