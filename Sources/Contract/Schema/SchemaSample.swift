extension Schema {
    /// The two samples of a schema, which differ in every member.
    enum Sample {
        case first
        case second
    }

    /// Returns a value with every member present that decodes as the type from which the schema was derived.
    func sample(_ sample: Sample) -> JSON {
        let isFirst = sample == .first
        switch shape {
        case .any, .deferred: return isFirst ? [:] : ["x": 1]
        case .boolean: return .bool(isFirst)
        case .number, .integer: return isFirst ? 1 : 2
        case .string(let text):
            if text.format?.name == Format.dateTime.name {
                return .string(isFirst ? "2020-01-01T00:00:00.000Z" : "2021-01-01T00:00:00.000Z")
            }
            return isFirst ? "x" : "y"
        case .array(let items): return isFirst ? [] : [items.schema.sample(sample)]
        case .anyOf(let schemas): return (isFirst ? schemas.first : schemas.last)?.sample(sample) ?? .null
        case .object(let members):
            var object: JSONObject = members.named.mapValues { $0.sample(sample) }
            if case .allowed(let schema) = members.others, object.isEmpty, !isFirst {
                object["x"] = schema.sample(sample)
            }
            return .object(object)
        }
    }
}
