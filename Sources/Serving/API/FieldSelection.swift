import Contract
import OrderedCollections

/// The members that an answer shall have, as `fields` and `include_fields` ask.
struct FieldSelection: Sendable {
    private let fields: [[Substring]]
    private let isInclusive: Bool

    /// - Parameter query: the checked query.
    init?(_ query: JSON) {
        guard let fields = query["fields"]?.string, !fields.isEmpty else { return nil }
        self.fields = fields.split(separator: ",").map { $0.split(separator: ".") }
        isInclusive = query["include_fields"]?.bool ?? true
    }

    /// The answer with no more than the wanted members: of the resource itself, of each in a list, or of each in a page.
    func applied(to json: JSON) -> JSON {
        switch json {
        case .array(let items): return .array(items.map(applied))
        case .object(var page) where Self.isPage(page):
            for (name, value) in page {
                if case .array = value { page[name] = applied(to: value) }
            }
            return .object(page)
        default: return isInclusive ? picked(from: json) : fields.reduce(json, Self.without)
        }
    }

    /// The last page of those that follow one another has nothing but its list.
    private static func isPage(_ object: JSONObject) -> Bool {
        if object["start"] != nil || object["next"] != nil { return true }
        return object.count == 1 && object.values.first?.array != nil
    }

    private func picked(from json: JSON) -> JSON {
        var picked = JSON.object([:])
        for field in fields { Self.copy(field[...], from: json, to: &picked) }
        return picked
    }

    private static func copy(_ path: ArraySlice<Substring>, from source: JSON, to target: inout JSON) {
        guard let name = path.first.map(String.init), let value = source[name] else { return }
        guard path.count > 1 else {
            target[name] = value
            return
        }
        var part = target[name] ?? .object([:])
        copy(path.dropFirst(), from: value, to: &part)
        target[name] = part
    }

    private static func without(_ json: JSON, _ path: [Substring]) -> JSON {
        var json = json
        remove(path[...], from: &json)
        return json
    }

    private static func remove(_ path: ArraySlice<Substring>, from json: inout JSON) {
        guard let name = path.first.map(String.init), var value = json[name] else { return }
        if path.count == 1 {
            json[name] = nil
        } else {
            remove(path.dropFirst(), from: &value)
            json[name] = value
        }
    }
}
