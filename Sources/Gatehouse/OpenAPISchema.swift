import Contract
import OrderedCollections

extension Schema {
    /// Returns the schema as JSON Schema.
    /// - Parameters:
    ///   - isAnswer: Whether it describes a response, to which members may be added in the future.
    ///   - isPartial: Whether any member may be missing.
    func openAPI(isAnswer: Bool = false, isPartial: Bool = false) -> JSON {
        var json = words(isAnswer: isAnswer, isPartial: isPartial)
        if let summary { json["description"] = .string(summary) }
        return .object(json)
    }

    private func type(_ name: String) -> JSONObject {
        ["type": isNullable ? [.string(name), "null"] : .string(name)]
    }

    private func words(isAnswer: Bool, isPartial: Bool) -> JSONObject {
        switch shape {
        case .any, .deferred: return [:]
        case .boolean: return type("boolean")
        case .number(let range):
            var json = type("number")
            json["minimum"] = Self.bound(range.lowerBound)
            json["maximum"] = Self.bound(range.upperBound)
            return json
        case .integer(let range):
            var json = type("integer")
            if range.lowerBound > Int.min { json["minimum"] = .integer(Int64(range.lowerBound)) }
            if range.upperBound < Int.max { json["maximum"] = .integer(Int64(range.upperBound)) }
            return json
        case .string(let text):
            var json = type("string")
            Self.add(text.length, "Length", to: &json)
            if let pattern = text.pattern { json["pattern"] = .string(pattern.source) }
            if let format = text.format { json["format"] = .string(format.name) }
            if let cases = text.cases, !isAnswer {
                json["enum"] = .array(cases.map(JSON.string) + (isNullable ? [.null] : []))
            }
            return json
        case .array(let items):
            var json = type("array")
            json["items"] = items.schema.openAPI(isAnswer: isAnswer, isPartial: isPartial)
            Self.add(items.count, "Items", to: &json)
            if items.areUnique { json["uniqueItems"] = true }
            return json
        case .object(let members): return object(members, isAnswer: isAnswer, isPartial: isPartial)
        case .anyOf(let schemas):
            let all: [JSON] = schemas.map { $0.openAPI(isAnswer: isAnswer, isPartial: isPartial) }
            return ["anyOf": .array(all + (isNullable ? [["type": "null"]] : []))]
        }
    }

    private func object(_ members: Members, isAnswer: Bool, isPartial: Bool) -> JSONObject {
        var json = type("object")
        if !members.named.isEmpty {
            json["properties"] = .object(
                members.named.mapValues { member in
                    // Optional members of a response may also be `null` after they were cleared.
                    let schema = isAnswer && !member.isRequired ? member.nullable : member
                    return schema.openAPI(isAnswer: isAnswer, isPartial: isPartial)
                })
        }
        let required: [JSON] = members.named.filter(\.value.isRequired).keys.map(JSON.string)
        if !required.isEmpty, !isPartial { json["required"] = .array(required) }
        switch members.others {
        case .refused: if !isAnswer { json["additionalProperties"] = false }
        case .allowed(let schema):
            if case .any = schema.shape { break }
            json["additionalProperties"] = schema.openAPI(isAnswer: isAnswer, isPartial: isPartial)
        }
        Self.add(members.count, "Properties", to: &json)
        return json
    }

    /// Returns a bound of a numeric range, without a fraction if it is an integer.
    private static func bound(_ number: Double) -> JSON? {
        guard number.isFinite else { return nil }
        return Int64(exactly: number).map(JSON.integer) ?? .number(number)
    }

    private static func add(_ range: ClosedRange<Int>, _ what: String, to json: inout JSONObject) {
        if range.lowerBound > 0 { json["min\(what)"] = .integer(Int64(range.lowerBound)) }
        if range.upperBound < Int.max { json["max\(what)"] = .integer(Int64(range.upperBound)) }
    }
}
