import Contract
import ManagementClientCore

/// Profiles for connections that organizations set up themselves.
public struct SelfServiceProfiles: Resource {
    /// Lists self-service profiles.
    ///
    /// `GET /self-service-profiles`, with the scope `read:self_service_profiles`. Refused with 401, 403 or 429.
    public let list = Endpoint(
        .get, "/self-service-profiles", "List self-service profiles", scopes: "read:self_service_profiles",
        query: PageQuery.self, returns: Page<SelfServiceProfile>.self)

    /// Creates a self-service profile.
    ///
    /// `POST /self-service-profiles`, with the scope `create:self_service_profiles`. Refused with 400, 401, 403,
    /// 409 or 429.
    public let create = Endpoint(
        .post, "/self-service-profiles", "Create a self-service profile", scopes: "create:self_service_profiles",
        status: 201, body: SelfServiceProfileDraft.self, returns: SelfServiceProfile.self)

    /// Gets a self-service profile.
    ///
    /// `GET /self-service-profiles/{id}`, with the scope `read:self_service_profiles`. Refused with 400, 401, 403,
    /// 404 or 429.
    public let get = Endpoint(
        .get, "/self-service-profiles/{id}", "Get a self-service profile", scopes: "read:self_service_profiles",
        at: ID<SelfServiceProfile>.self, returns: SelfServiceProfile.self)

    /// Updates a self-service profile.
    ///
    /// `PATCH /self-service-profiles/{id}`, with the scope `update:self_service_profiles`. Refused with 400, 401,
    /// 403, 404 or 429.
    public let update = Endpoint(
        .patch, "/self-service-profiles/{id}", "Update a self-service profile",
        scopes: "update:self_service_profiles", at: ID<SelfServiceProfile>.self,
        body: Patch<SelfServiceProfileDraft>.self, returns: SelfServiceProfile.self)

    /// Deletes a self-service profile.
    ///
    /// `DELETE /self-service-profiles/{id}`, with the scope `delete:self_service_profiles`. Refused with 400, 401,
    /// 403 or 429.
    public let delete = Endpoint(
        .delete, "/self-service-profiles/{id}", "Delete a self-service profile",
        scopes: "delete:self_service_profiles", status: 204, at: ID<SelfServiceProfile>.self)

    // MARK: Texts

    /// Gets the custom texts of a page, by key.
    ///
    /// `GET /self-service-profiles/{id}/custom-text/{language}/{page}`, with the scope
    /// `read:self_service_profile_custom_texts`. Refused with 401, 403, 404 or 429.
    public let customText = Endpoint(
        .get, "/self-service-profiles/{id}/custom-text/{language}/{page}", "Get a self-service profile's custom text",
        scopes: "read:self_service_profile_custom_texts", at: SelfServiceTextPath.self, returns: [String: String].self)

    /// Replaces all custom texts of a page.
    ///
    /// `PUT /self-service-profiles/{id}/custom-text/{language}/{page}`, with the scope
    /// `update:self_service_profile_custom_texts`. Refused with 401, 403, 404 or 429.
    public let setCustomText = Endpoint(
        .put, "/self-service-profiles/{id}/custom-text/{language}/{page}", "Set a self-service profile's custom text",
        scopes: "update:self_service_profile_custom_texts", at: SelfServiceTextPath.self,
        body: SelfServiceTexts.self, returns: [String: String].self)

    // MARK: Tickets

    /// Creates a link with which an organization's administrator sets up a connection.
    ///
    /// `POST /self-service-profiles/{id}/sso-ticket`, with the scope `create:sso_access_tickets`. Refused with 400,
    /// 401, 403 or 429.
    public let createTicket = Endpoint(
        .post, "/self-service-profiles/{id}/sso-ticket", "Create a ticket to set up a connection",
        scopes: "create:sso_access_tickets", status: 201, at: ID<SelfServiceProfile>.self,
        body: SelfServiceTicketDraft.self, returns: SelfServiceTicket.self)

    /// Revokes a ticket; it succeeds even if the ticket does not exist.
    ///
    /// `POST /self-service-profiles/{profileId}/sso-ticket/{id}/revoke`, with the scope
    /// `delete:sso_access_tickets`. Refused with 401, 403 or 429.
    public let revokeTicket = Endpoint(
        .post, "/self-service-profiles/{profileId}/sso-ticket/{id}/revoke", "Revoke a ticket to set up a connection",
        scopes: "delete:sso_access_tickets", status: 202, at: Nested<SelfServiceProfile, SelfServiceTicket>.self)

    public init() {}
}

extension ManagementClient {
    /// Profiles for connections that organizations set up themselves.
    public var selfServiceProfiles: ResourceClient<SelfServiceProfiles> { ResourceClient(self) }
}

/// The path of a profile's page in a language.
public struct SelfServiceTextPath: PathArguments {
    public let profile: ID<SelfServiceProfile>
    public let language: SelfServiceLanguage
    public let page: SelfServicePage

    public init(
        _ profile: ID<SelfServiceProfile>, _ language: SelfServiceLanguage = .english,
        _ page: SelfServicePage = .getStarted
    ) {
        self.profile = profile
        self.language = language
        self.page = page
    }

    public static var schemas: [Schema] {
        [ID<SelfServiceProfile>.schema, SelfServiceLanguage.schema, SelfServicePage.schema]
    }
    public init(arguments: [String]) {
        self.init(
            ID(arguments[0]), SelfServiceLanguage(rawValue: arguments[1]), SelfServicePage(rawValue: arguments[2]))
    }
    public var arguments: [String] { [profile.value, language.rawValue, page.rawValue] }
}

/// A supported language of the pages.
public struct SelfServiceLanguage: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let english: Self = "en"
    public static let known: [Self] = [.english]
}

/// A page with customizable texts.
public struct SelfServicePage: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let getStarted: Self = "get-started"
    public static let known: [Self] = [.getStarted]
}

/// The custom texts of a page, by key.
public struct SelfServiceTexts: Codable, Hashable, Sendable, SchemaProviding, ExpressibleByDictionaryLiteral {
    public var texts: [String: String]

    public init(_ texts: [String: String]) { self.texts = texts }
    public init(dictionaryLiteral elements: (String, String)...) {
        texts = Dictionary(elements, uniquingKeysWith: { $1 })
    }

    public static var schema: Schema { .object([:], others: .allowed(.string(...2000))) }

    public init(from decoder: any Decoder) throws { texts = try [String: String](from: decoder) }
    public func encode(to encoder: any Encoder) throws { try texts.encode(to: encoder) }
}
