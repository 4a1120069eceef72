import Contract

/// What people fill in while they log in: steps, and what happens between them.
public struct Form: Pageable, Hashable, Identified {
    public static let listName = "forms"
    public static var identifierSchema: Schema { .string(1...30) }

    public var id: ID<Form>
    public var name: String
    /// Words in place of the usual ones: `errors`, and `custom` ones, by their keys.
    public var messages: JSON?
    public var languages: FormLanguages?
    /// By language.
    public var translations: JSON?
    /// Not told in lists.
    public var nodes: [FormNode]?
    /// Which node comes first, and what is known before.
    public var start: JSON?
    /// What happens after the last node.
    public var ending: JSON?
    public var style: JSON?
    /// Told of forms that were made with it.
    public var description: String?
    /// Logins by others, as the API's first version told them.
    public var social: JSON?
    /// Words to find it by, as the API's first version told them.
    public var tags: JSON?
    public var createdAt: Timestamp
    public var updatedAt: Timestamp
    public var embeddedAt: Timestamp?
    public var submittedAt: Timestamp?
    /// How many flows it has, where that was asked for.
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

/// The languages that a form is in.
public struct FormLanguages: Codable, Hashable, Sendable {
    public var primary: String?
    /// The one for those who have none of the form's.
    public var `default`: String?

    public init(primary: String? = nil, default: String? = nil) {
        self.primary = primary
        self.default = `default`
    }
}

/// A step of a form, a flow between steps, or a way that forks.
public struct FormNode: Codable, Hashable, Sendable {
    public var id: String
    /// `STEP`, `FLOW` or `ROUTER`.
    public var type: String
    public var config: JSON?
    /// What people call it.
    public var alias: String?
    /// Where editors draw it: `x` and `y`.
    public var coordinates: JSON?

    public init(_ id: String, _ type: String, config: JSON? = nil) {
        self.id = id
        self.type = type
        self.config = config
    }
}

/// A form to make, or what can change of one.
public struct FormDraft: Patchable, Constrained {
    public var name: String
    /// Words in place of the usual ones: `errors`, and `custom` ones, by their keys.
    public var messages: JSON?
    public var languages: FormLanguages?
    /// By language.
    public var translations: JSON?
    public var nodes: [FormNode]?
    /// Which node comes first (`next_node`), and what is known before (`hidden_fields`).
    public var start: JSON?
    /// What happens after the last node: `redirection`, `after_submit`, `resume_flow`.
    public var ending: JSON?
    /// `css`. With `version` or `theme`, the form is told as the API's first version told forms.
    public var style: JSON?
    /// With this, the form is told as the API's first version told forms.
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

/// Asks for a page of forms.
public struct FormFilter: Codable, Sendable, OffsetPaged, Constrained {
    public var page: Int?
    public var perPage: Int?
    public var includeTotals: Bool?
    /// What else to tell of each.
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

/// Asks for more of a form.
public struct FormQuery: Codable, Sendable {
    public var hydrate: [FormHydration]?

    public init(hydrate: [FormHydration]? = nil) { self.hydrate = hydrate }
}

/// What else can be told of a form.
public struct FormHydration: OpenEnum {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }

    public static let flowCount: Self = "flow_count"
    public static let links: Self = "links"
    public static let known: [Self] = [.flowCount, .links]
}
