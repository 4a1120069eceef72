import Contract
import OrderedCollections

extension ClientDraft {
    /// The schema of the add-ons by name; unknown members of an add-on are kept.
    static var addons: Schema {
        var addons: Constraints = federated.merging(cloud) { $1 }.merging(business) { $1 }
        for name in plain { addons[name] = .freeObject }
        addons["oag"] = .object([:]).nullable
        return .object(addons)
    }

    private static let plain: [String] = [
        "box", "cloudbees", "concur", "dropbox", "wsfed",
    ]

    private static var cloud: Constraints {
        [
            "aws": .object(
                ["lifetime_in_seconds": .integer(900...43200), "principal": .string, "role": .string],
                others: .allowed(.any)),
            "azure_blob": .object(
                [
                    "accountName": .string(pattern: "^([a-z0-9]){3,24}$"),
                    "blobName": .string(pattern: "^(.){1,1024}$"), "blob_delete": .boolean, "blob_read": .boolean,
                    "blob_write": .boolean, "containerName": .string(pattern: "^([a-z0-9]){1}([a-z0-9-]){2,62}$"),
                    "container_delete": .boolean, "container_list": .boolean, "container_read": .boolean,
                    "container_write": .boolean, "expiration": .integer(0...), "signedIdentifier": .string,
                    "storageAccessKey": .string(pattern: "^([A-Za-z0-9+/]){86}==$"),
                ], others: .allowed(.any)),
            "azure_sb": .object(
                [
                    "entityPath": .string, "expiration": .integer, "namespace": .string, "sasKey": .string,
                    "sasKeyName": .string,
                ], others: .allowed(.any)),
            "firebase": .object(
                [
                    "client_email": .string, "lifetime_in_seconds": .integer, "private_key": .string,
                    "private_key_id": .string, "secret": .string,
                ], others: .allowed(.any)),
            "layer": .object(
                [
                    "expiration": .integer(0...), "keyId": .string.required, "principal": .string,
                    "privateKey": .string.required, "providerId": .string.required,
                ], others: .allowed(.any)),
            "wams": .object(["masterkey": .string], others: .allowed(.any)),
        ]
    }

    private static var federated: Constraints {
        [
            "samlp": .object(
                [
                    "audience": .string, "authnContextClassRef": .string, "createUpnClaim": .boolean,
                    "destination": .string, "digestAlgorithm": .string, "issuer": .string,
                    "lifetimeInSeconds": .integer, "mapIdentities": .boolean, "mapUnknownClaimsAsIs": .boolean,
                    "mappings": .freeObject, "nameIdentifierFormat": .string,
                    "nameIdentifierProbes": .array(of: .string(1...)), "passthroughClaimsWithNoMapping": .boolean,
                    "recipient": .string, "signResponse": .boolean, "signatureAlgorithm": .string,
                ], others: .allowed(.any)),
            "sso_integration": .object(["name": .string, "version": .string], others: .allowed(.any)),
        ]
    }

    private static var business: Constraints {
        [
            "echosign": .object(["domain": .string], others: .allowed(.any)),
            "egnyte": .object(["domain": .string], others: .allowed(.any)),
            "mscrm": .object(["url": .string(format: .url).required], others: .allowed(.any)),
            "newrelic": .object(["account": .string], others: .allowed(.any)),
            "office365": .object(["connection": .string, "domain": .string], others: .allowed(.any)),
            "rms": .object(["url": .string(format: .url).required], others: .allowed(.any)),
            "salesforce": .object(["entity_id": .string(format: .url)], others: .allowed(.any)),
            "salesforce_api": .object(
                [
                    "clientid": .string, "communityName": .string, "community_url_section": .string,
                    "principal": .string,
                ], others: .allowed(.any)),
            "salesforce_sandbox_api": .object(
                [
                    "clientid": .string, "communityName": .string, "community_url_section": .string,
                    "principal": .string,
                ], others: .allowed(.any)),
            "sap_api": .object(
                [
                    "clientid": .string, "nameIdentifierFormat": .string, "scope": .string, "servicePassword": .string,
                    "tokenEndpointUrl": .string(format: .url), "usernameAttribute": .string,
                ], others: .allowed(.any)),
            "sentry": .object(["base_url": .string, "org_slug": .string], others: .allowed(.any)),
            "sharepoint": .object(
                ["external_url": .anyOf(.array(of: .string), .string), "url": .string], others: .allowed(.any)),
            "slack": .object(["team": .string.required], others: .allowed(.any)),
            "springcm": .object(["acsurl": .string], others: .allowed(.any)),
            "zendesk": .object(["accountName": .string], others: .allowed(.any)),
            "zoom": .object(["account": .string], others: .allowed(.any)),
        ]
    }
}
