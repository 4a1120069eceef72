import Foundation

/// The first violation of a schema by a value, worded like the messages of Auth0's validator.
public struct SchemaViolation: Error, Hashable, Sendable {
    public let message: String
    /// The path of the member, such as `options.attributes.email`; empty for the whole value.
    public let path: String
    /// The description of the member, if its schema has one.
    public let summary: String?
}

extension Schema {
    /// Validates a value.
    /// - Throws: `SchemaViolation`, the first one found.
    public func check(_ value: JSON, at path: String = "") throws(SchemaViolation) {
        func refuse(_ message: String) -> SchemaViolation {
            SchemaViolation(message: message, path: path, summary: summary)
        }
        if value.isNull, isNullable { return }
        switch (shape, value) {
        case (.any, _): return
        case (.deferred(let schema), _): try schema().check(value, at: path)
        case (.boolean, .bool): return
        case (.number(let range), .integer(let number)):
            if let message = range.objection(to: Double(number), "\(number)") { throw refuse(message) }
        case (.number(let range), .number(let number)):
            if let message = range.objection(to: number, "\(number)") { throw refuse(message) }
        case (.integer(let range), .integer(let number)):
            if let message = range.objection(to: number) { throw refuse(message) }
        case (.integer(let range), .number(let decimal)):
            // 1.0 counts as an integer, as 1 does.
            guard let number = Int64(exactly: decimal) else {
                throw refuse("Expected type integer but found type number")
            }
            if let message = range.objection(to: number) { throw refuse(message) }
        case (.string(let text), .string(let string)):
            if let message = text.objection(to: string) { throw refuse(message) }
        case (.array(let items), .array(let values)):
            if let message = items.objection(to: values) { throw refuse(message) }
            for (index, value) in values.enumerated() { try items.schema.check(value, at: "\(path)[\(index)]") }
        case (.object(let members), .object(let values)):
            if let message = members.objection(to: values) { throw refuse(message) }
            if let unknown = members.unknown(in: values) {
                throw SchemaViolation(
                    message: "Additional properties not allowed: \(unknown)", path: path,
                    summary: members.othersHint ?? summary)
            }
            try members.check(values, at: path)
        case (.anyOf(let schemas), _):
            if !schemas.contains(where: { $0.accepts(value) }) {
                throw refuse("Data does not match any schemas from 'anyOf'")
            }
        default:
            throw refuse("Expected type \(typeName) but found type \(value.typeName)")
        }
    }

    public func accepts(_ value: JSON) -> Bool {
        do {
            try check(value)
            return true
        } catch {
            return false
        }
    }

    /// The name of the type in validation messages, such as `object` or `object,null`.
    var typeName: String { isNullable ? "\(shapeName),null" : shapeName }

    private var shapeName: String {
        switch shape {
        case .any, .anyOf, .deferred: "any"
        case .string: "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .array: "array"
        case .object: "object"
        }
    }
}

extension ClosedRange<Int> {
    fileprivate func objection(to number: Int64) -> String? {
        if number < lowerBound { return "Value \(number) is less than minimum \(lowerBound)" }
        if number > upperBound { return "Value \(number) is greater than maximum \(upperBound)" }
        return nil
    }
}

extension ClosedRange<Double> {
    /// - Parameter text: The number as it was sent.
    fileprivate func objection(to number: Double, _ text: String) -> String? {
        if contains(number) { return nil }
        if number < lowerBound { return "Value \(text) is less than minimum \(Self.written(lowerBound))" }
        return "Value \(text) is greater than maximum \(Self.written(upperBound))"
    }

    private static func written(_ bound: Double) -> String { Int(exactly: bound).map(String.init) ?? "\(bound)" }
}

extension Schema.Text {
    fileprivate func objection(to string: String) -> String? {
        // PostgreSQL cannot store it.
        if string.utf8.contains(0) { return "String contains a NUL character" }
        if let cases, !cases.contains(string) { return "No enum match for: \(string)" }
        if length.lowerBound > 0 || length.upperBound < Int.max {
            let count = string.unicodeScalars.count
            if count < length.lowerBound { return "String is too short (\(count) chars), minimum \(length.lowerBound)" }
            if count > length.upperBound { return "String is too long (\(count) chars), maximum \(length.upperBound)" }
        }
        if let pattern, !pattern.matches(string) {
            return "String does not match pattern \(pattern.source): \(string)"
        }
        if let format, !format.accepts(string) {
            return "Object didn't pass validation for format \(format.name): \(string)"
        }
        return nil
    }
}

extension Schema.Items {
    fileprivate func objection(to values: [JSON]) -> String? {
        if values.count < count.lowerBound {
            return "Array is too short (\(values.count)), minimum \(count.lowerBound)"
        }
        if values.count > count.upperBound { return "Array is too long (\(values.count)), maximum \(count.upperBound)" }
        guard areUnique else { return nil }
        var first: [JSON: Int] = [:]
        for (index, value) in values.enumerated() {
            if let earlier = first[value] { return "Array items are not unique (indexes \(earlier) and \(index))" }
            first[value] = index
        }
        return nil
    }
}

extension Schema.Members {
    fileprivate func objection(to values: JSONObject) -> String? {
        for (name, schema) in named where schema.isRequired && values[name] == nil {
            return "Missing required property: \(name)"
        }
        if values.count < count.lowerBound {
            return "Too few properties defined (\(values.count)), minimum \(count.lowerBound)"
        }
        if values.count > count.upperBound {
            return "Too many properties defined (\(values.count)), maximum \(count.upperBound)"
        }
        return nil
    }

    /// Returns the names of unknown members, separated by commas.
    fileprivate func unknown(in values: JSONObject) -> String? {
        guard case .refused = others else { return nil }
        let unknown: [String] = values.keys.filter { named[$0] == nil }
        return unknown.isEmpty ? nil : unknown.joined(separator: ",")
    }

    fileprivate func check(_ values: JSONObject, at path: String) throws(SchemaViolation) {
        for (name, value) in values {
            let place = path.isEmpty ? name : "\(path).\(name)"
            if let schema = named[name] {
                try schema.check(value, at: place)
            } else if case .allowed(let schema) = others {
                try schema.check(value, at: place)
            }
        }
    }
}
