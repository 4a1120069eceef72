import Contract

/// Extracts the search entries of documents. The properties of a field are determined once per member, and not for each
/// of thousands of documents.
final class DocumentReader {
    /// The values that documents have in a field.
    final class Field {
        let name: String
        fileprivate let isFolded: Bool
        /// The positions of documents among all documents in ascending order, by value.
        var places: [String: [Int]] = [:]

        fileprivate init(_ name: String, isFolded: Bool) {
            self.name = name
            self.isFolded = isFolded
        }
    }

    /// A member of documents.
    private final class Member {
        let field: Field
        /// Whether the member is indexed.
        let isFound: Bool
        var members: [String: Member] = [:]

        init(_ field: Field, isFound: Bool) {
            self.field = field
            self.isFound = isFound
        }
    }

    private let rules: SearchFields
    private var known: [String: Field] = [:]
    private let root: Member

    init(_ rules: SearchFields) {
        self.rules = rules
        root = Member(Field("", isFolded: false), isFound: true)
    }

    var fields: some Collection<Field> { known.values }

    /// Calls a closure with each field and its stored values, some of which may repeat. The items of an array are
    /// values of the array's path. `null` and empty values are skipped.
    func read(_ document: JSON, _ body: (Field, _ value: String) -> Void) {
        read(document, root, body)
        for (name, derive) in rules.derived {
            guard let text = derive(document) else { continue }
            let field = field(name)
            body(field, SearchValue.text(rules.form(of: text, isFolded: field.isFolded)).kept)
        }
    }

    private func read(_ json: JSON, _ member: Member, _ body: (Field, String) -> Void) {
        guard member.isFound else { return }
        switch json {
        case .null: break
        case .bool(let flag): body(member.field, flag ? "true" : "false")
        case .integer(let number): body(member.field, SearchValue.whole(number).kept)
        case .number(let number): body(member.field, SearchValue.number(number).kept)
        case .string(let text):
            body(member.field, SearchValue.text(rules.form(of: text, isFolded: member.field.isFolded)).kept)
        case .array(let items): for item in items { read(item, member, body) }
        case .object(let members): for (name, json) in members { read(json, self.member(name, of: member), body) }
        }
    }

    private func member(_ name: String, of parent: Member) -> Member {
        if let member = parent.members[name] { return member }
        let path = parent === root ? name : "\(parent.field.name).\(name)"
        let isFound = !rules.hidden.contains(path) && path.utf8.count <= SearchValue.longest
        let member = Member(field(path), isFound: isFound)
        parent.members[name] = member
        return member
    }

    /// Returns a field. Two paths are the same field if a member's name contains a dot.
    private func field(_ name: String) -> Field {
        if let field = known[name] { return field }
        let field = Field(name, isFolded: rules.folded.contains(name))
        known[name] = field
        return field
    }
}
