import Contract

/// A form that users fill in during login: steps, and the flows and routes between them.
public struct Form: Pageable, Hashable, Identified {
    public static let listName = "forms"
    public static var identifierSchema: Schema { .string(1...30) }

    public var id: ID<Form>
    public var name: String
    /// Custom messages by key: `errors` and `custom`.
    public var messages: JSON?
    public var languages: FormLanguages?
    /// The translations, by language.
    public var translations: JSON?
    /// The nodes; omitted in lists.
    public var nodes: [FormNode]?
    /// The first node, and hidden fields.
    public var start: JSON?
    /// The behavior after the last node.
    public var ending: JSON?
    public var style: JSON?
    /// A description; included for forms that were created with one.
    public var description: String?
    /// Social logins, a member of the API's first version.
    public var social: JSON?
    /// Tags, a member of the API's first version.
    public var tags: JSON?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    public var embeddedAt: Timestamp?
    public var submittedAt: Timestamp?
    /// The number of flows in the form, if requested.
    public var flowCount: Int?

    enum CodingKeys: String, CodingKey {
        case id
        case name
        case messages
        case languages
        case translations
        case nodes
        case start
        case ending
        case style
        case description
        case social
        case tags
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case embeddedAt = "embedded_at"
        case submittedAt = "submitted_at"
        case flowCount = "flow_count"
    }
}

/// The languages of a form.
public struct FormLanguages: Codable, Hashable, Sendable {
    public var primary: String?
    /// The default language, for users whose languages the form lacks.
    public var `default`: String?

    public init(primary: String? = nil, default: String? = nil) {
        self.primary = primary
        self.default = `default`
    }
}

/// A node of a form: a step, a flow between steps, or a router.
public struct FormNode: Codable, Hashable, Sendable {
    public var id: String
    /// The type of node: `STEP`, `FLOW` or `ROUTER`.
    public var type: String
    public var config: JSON?
    /// A human-readable name.
    public var alias: String?
    /// The position in the editor: `x` and `y`.
    public var coordinates: JSON?

    public init(_ id: String, _ type: String, config: JSON? = nil) {
        self.id = id
        self.type = type
        self.config = config
    }
}

/// A form to create, or the members of an update.
public struct FormDraft: Patchable, Constrained {
    public var name: String
    /// Custom messages by key: `errors` and `custom`.
    public var messages: JSON?
    public var languages: FormLanguages?
    /// The translations, by language.
    public var translations: JSON?
    public var nodes: [FormNode]?
    /// The first node (`next_node`), and hidden fields (`hidden_fields`).
    public var start: JSON?
    /// The behavior after the last node: `redirection`, `after_submit`, `resume_flow`.
    public var ending: JSON?
    /// The style: `css`. With `version` or `theme`, responses have the format of the API's first version.
    public var style: JSON?
    /// A description. With this member, responses have the format of the API's first version.
    public var description: String?

    public init(name: String, languages: FormLanguages? = nil, nodes: [FormNode]? = nil) {
        self.name = name
        self.languages = languages
        self.nodes = nodes
    }

    public static var constraints: Constraints {
        let messages: Schema = .object([:], others: .allowed(.string(1...255)))
        return [
            "name": .string(1...150), "messages": .object(["errors": messages, "custom": messages]),
            "languages": .object(["primary": .string(1...55), "default": .string(1...55)]),
            "translations": .object([:], others: .allowed(.freeObject)), "nodes": .array(of: .formNode),
            "start": .formStart, "ending": .formEnding,
            "style": .object([
                "css": .string(1...5000).nullable, "version": .one(of: "MODERN", "CLASSIC"), "theme": .string(1...50),
            ]),
            "description": .string(...500),
        ]
    }
    public static var patchConstraints: Constraints {
        var constraints = constraints.mapValues(\.nullable)
        constraints["name"] = .string(1...150)
        return constraints
    }
}

/// The page of a list of forms, and additional members.
public struct FormFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// Additional members to return for each form.
    public var hydrate: [FormHydration]?

    public init(hydrate: [FormHydration]? = nil) { self.hydrate = hydrate }

    enum CodingKeys: String, CodingKey {
        case page
        case perPage = "per_page"
        case includeTotals = "include_totals"
        case hydrate
    }

    public static var constraints: Constraints { .orchestrationPaging }
}

/// The additional members of a form to return.
public struct FormQuery: Codable, Sendable {
    public var hydrate: [FormHydration]?

    public init(hydrate: [FormHydration]? = nil) { self.hydrate = hydrate }
}

/// An additional member of a form.
public struct FormHydration: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let flowCount: Self = "flow_count"
    public static let links: Self = "links"
    public static let known: [Self] = [.flowCount, .links]
}
