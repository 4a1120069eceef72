import Contract

/// Reads documents for what they are found by. What a field is called, and how its values are kept, is worked out when a
/// member first comes up, and not for each of thousands of documents.
final class DocumentReader {
    /// What documents have under one name.
    final class Field {
        let name: String
        fileprivate let isFolded: Bool
        /// The places of documents among all, by the value that they have, in ascending order.
        var places: [String: [Int]] = [:]

        fileprivate init(_ name: String, isFolded: Bool) {
            self.name = name
            self.isFolded = isFolded
        }
    }

    /// What is at one place in documents.
    private final class Member {
        let field: Field
        /// Whether it is looked at.
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

    /// Gives each field with each value, as it is kept; some more than once. The items of an array are values of the path
    /// that the array has. What is `null` or empty has no value.
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

    /// Two paths are one where a member's own name has a dot.
    private func field(_ name: String) -> Field {
        if let field = known[name] { return field }
        let field = Field(name, isFolded: rules.folded.contains(name))
        known[name] = field
        return field
    }
}
