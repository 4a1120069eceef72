import Storage

/// The condition of a query part on rows of the index: one of several alternatives, each of which uses an index.
struct ValueCondition {
    var alternatives: [(fields: [String], conditions: [SQL])]
    /// The estimated number of matching objects, by which parts are ordered.
    var cost: Int

    init(_ field: String?, _ match: SearchMatch, _ fields: SearchFields) {
        let names = field.map { [$0] } ?? fields.defaults
        alternatives = []
        // Fields whose values are compared in the same way are looked up together.
        let folded = names.filter(fields.folded.contains)
        let exact = names.filter { !fields.folded.contains($0) && !fields.dates.contains($0) }
        let dates = names.filter(fields.dates.contains)
        for group in [folded, exact, dates] where !group.isEmpty {
            let form = ValueForm(field: group[0], fields: fields)
            switch match {
            case .equal(let text): alternatives.append((group, form.equal(text)))
            case .range(let range): alternatives.append((group, form.range(range)))
            case .pattern(let pattern): alternatives.append((group, [form.pattern(pattern)]))
            case .exists: alternatives.append((group, ["TRUE"]))
            }
        }
        cost = Self.cost(match) * names.count
    }

    private static func cost(_ match: SearchMatch) -> Int {
        switch match {
        case .equal("true"), .equal("false"): 60
        case .equal: 1
        case .range(let range): range.lower != nil && range.upper != nil ? 20 : 50
        case .pattern(let pattern): pattern.prefix.count > 2 ? 5 : 40
        case .exists: 100
        }
    }
}

/// Creates conditions on the values of a field.
private struct ValueForm {
    let field: String
    let fields: SearchFields

    private var isDate: Bool { fields.dates.contains(field) }

    func equal(_ text: String) -> [SQL] {
        if isDate, text.isPartOfDate(year: true) {
            let bound = SearchRange.Bound(text, isInclusive: true)
            return range(SearchRange(lower: bound, upper: bound))
        }
        let equal: SQL = "value = \(SearchValue.text(fields.form(of: text, in: field)).kept)"
        guard let number = SearchValue.number(in: text) else { return [equal] }
        return [equal, "value = \(SearchValue.number(number).kept)"]
    }

    func pattern(_ pattern: TextPattern) -> SQL {
        let parts: [TextPattern.Part] = pattern.parts.map { part in
            if case .literal(let text) = part { .literal(fields.form(ofPart: text, in: field)) } else { part }
        }
        let pattern = TextPattern(parts)
        let prefix = pattern.prefix
        if prefix.isEmpty { return "value < \(SearchValue.numberMark) AND value \(matching: pattern)" }
        let end = prefix.afterAllItBegins ?? SearchValue.numberMark
        let within: SQL = "value >= \(prefix) AND value < \(end)"
        return parts == [.literal(prefix), .anyCharacters] ? within : "\(within) AND value \(matching: pattern)"
    }

    func range(_ range: SearchRange) -> [SQL] {
        let textsAlone: SQL = "value < \(SearchValue.numberMark)"
        let texts: [SQL] = [range.lower.map(lower), range.upper.map(upper) ?? textsAlone].compactMap { $0 }
        var ranges: [SQL] = [.joined(texts, by: " AND ")]
        let bounds = [range.lower, range.upper].compactMap { $0 }
        let numbers: [Double] = bounds.compactMap { SearchValue.number(in: $0.value) }
        if numbers.count == bounds.count {
            let kept = numbers.map { SearchValue.number($0).kept }
            let numbersAlone: SQL = "value >= \(SearchValue.numberMark)"
            let least: SQL = range.lower.map { "value \(Self.greater($0)) \(kept[0])" } ?? numbersAlone
            let most: SQL? = range.upper.map { "value \(Self.less($0)) \(kept[kept.count - 1])" }
            ranges.append(.joined([least, most].compactMap { $0 }, by: " AND "))
        }
        return ranges
    }

    private static func greater(_ bound: SearchRange.Bound) -> SQL { bound.isInclusive ? ">=" : ">" }
    private static func less(_ bound: SearchRange.Bound) -> SQL { bound.isInclusive ? "<=" : "<" }

    /// A partial date stands for the whole period: values after `2025` are not in that year.
    private func lower(_ bound: SearchRange.Bound) -> SQL {
        let value = fields.form(of: bound.value, in: field)
        if !bound.isInclusive, value.isPartOfDate(year: isDate), let after = value.afterAllItBegins {
            return "value >= \(after)"
        }
        return "value \(Self.greater(bound)) \(value)"
    }

    private func upper(_ bound: SearchRange.Bound) -> SQL {
        let value = fields.form(of: bound.value, in: field)
        if bound.isInclusive, value.isPartOfDate(year: isDate), let after = value.afterAllItBegins {
            return "value < \(after)"
        }
        return "value \(Self.less(bound)) \(value)"
    }
}
