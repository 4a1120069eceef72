import Contract
import OrderedCollections

/// The selection of response members by `fields` and `include_fields`.
struct FieldSelection: Sendable {
    private let fields: [[Substring]]
    private let isInclusive: Bool
    /// The member with the items if the response is a page.
    private let list: String?

    /// - Parameters:
    ///   - query: the checked query.
    ///   - list: the member with the items if the response is a page.
    init?(_ query: JSON, list: String? = nil) {
        guard let fields = query["fields"]?.string, !fields.isEmpty else { return nil }
        self.fields = fields.split(separator: ",").map { $0.split(separator: ".") }
        isInclusive = query["include_fields"]?.bool ?? true
        self.list = list
    }

    /// Returns a response with the selected members of the resource, or of each item of a list or page.
    func applied(to json: JSON) -> JSON {
        json.mappingItems(of: list, part)
    }

    private func part(of json: JSON) -> JSON { isInclusive ? picked(from: json) : fields.reduce(json, Self.without) }

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
