import Contract

/// The part of a URL relative to the API's root: path and query, percent-encoded.
struct RequestTarget {
    /// The reason why the path or query is invalid.
    struct Unusable: Error {
        let reason: String
    }

    private(set) var text = ""
    private var hasQuery = false

    /// Replaces the placeholders of a path with arguments.
    init(path: String, arguments: [String]) throws(Unusable) {
        var remaining = arguments[...]
        for segment in path.split(separator: "/") {
            text += "/"
            guard segment.hasPrefix("{") else {
                text += segment
                continue
            }
            guard let argument = remaining.popFirst() else { throw Unusable(reason: "\(segment) has no value") }
            // An empty segment, or one that URL parsers resolve, would address another resource: deleting the role ""
            // would delete all roles.
            guard !["", ".", ".."].contains(argument) else {
                throw Unusable(reason: "\(segment) cannot be \"\(argument)\"")
            }
            text += PercentEncoding.encode(argument)
        }
        guard remaining.isEmpty else { throw Unusable(reason: "\(path) has fewer parameters than were given") }
    }

    /// Adds the members of an object as query parameters: one parameter per item of an array, none for `null`.
    mutating func add(query: JSON) throws(Unusable) {
        for (name, value) in query.object ?? [:] {
            if case .array(let items) = value {
                for item in items { try add(name, item) }
            } else {
                try add(name, value)
            }
        }
    }

    private mutating func add(_ name: String, _ value: JSON) throws(Unusable) {
        switch value {
        case .null: return
        case .string(let string): append(name, string)
        case .bool, .integer, .number: append(name, value.text)
        case .array, .object: throw Unusable(reason: "\(name) cannot be written in a query")
        }
    }

    private mutating func append(_ name: String, _ value: String) {
        text += hasQuery ? "&" : "?"
        hasQuery = true
        text += "\(PercentEncoding.encode(name))=\(PercentEncoding.encode(value))"
    }
}
