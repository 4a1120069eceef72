import OrderedCollections
import Synchronization

extension Schema {
    private static let known = Mutex<[ObjectIdentifier: Schema]>([:])

    /// Returns the schema of a wire type, derived from its `Decodable` conformance once and cached.
    public static func of(_ type: any Decodable.Type) -> Schema {
        if let known = known.withLock({ $0[ObjectIdentifier(type)] }) { return known }
        let schema = derive(type)
        known.withLock { $0[ObjectIdentifier(type)] = schema }
        return schema
    }

    private static func derive(_ type: any Decodable.Type) -> Schema {
        if let type = type as? any SchemaProviding.Type { return type.schema }
        let probe = SchemaProbe()
        do {
            _ = try type.init(from: probe)
        } catch {
            preconditionFailure("\(type) needs to state its schema (SchemaProviding): \(error)")
        }
        guard var members = probe.record.members else {
            preconditionFailure("\(type) is neither an object nor states its schema (SchemaProviding)")
        }
        guard let ruled = type as? any Constrained.Type else {
            return Schema(shape: .object(Members(named: members)))
        }
        for (name, rule) in ruled.constraints {
            guard let derived = members[name] else { preconditionFailure("\(type) has no member \(name) to rule") }
            var rule = rule
            rule.isRequired = derived.isRequired
            members[name] = rule
        }
        for name in ruled.requiredMembers { members[name]?.isRequired = true }
        let others: Members.Others = ruled.refusesOtherMembers ? .refused : .allowed(.any)
        return Schema(
            shape: .object(
                Members(
                    named: members, others: others, othersHint: ruled.otherMembersHint, count: ruled.memberCount)))
    }
}

/// A decoder without input that records the requested members.
private struct SchemaProbe: Decoder {
    final class Record {
        var members: OrderedDictionary<String, Schema>?
    }

    let record = Record()
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        if record.members == nil { record.members = [:] }
        return KeyedDecodingContainer(ProbedMembers<Key>(record: record))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Unprobed() }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Unprobed() }

    struct Unprobed: Error {}
}

private struct ProbedMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let record: SchemaProbe.Record
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    private func note(_ key: Key, _ type: any Decodable.Type, required: Bool) {
        var schema = Schema.of(type)
        schema.isRequired = required
        record.members?[key.stringValue] = schema
    }

    // Members are reported as absent, so that optional members are only recorded, never decoded.
    func contains(_ key: Key) -> Bool { false }
    func decodeNil(forKey key: Key) -> Bool { true }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        note(key, type, required: true)
        return try Schema.of(type).sample(.first).decoded()
    }
    func decode(_ type: Bool.Type, forKey key: Key) -> Bool {
        note(key, type, required: true)
        return false
    }
    func decode(_ type: String.Type, forKey key: Key) -> String {
        note(key, type, required: true)
        return ""
    }
    func decode(_ type: Int.Type, forKey key: Key) -> Int {
        note(key, type, required: true)
        return 0
    }
    func decode(_ type: Int64.Type, forKey key: Key) -> Int64 {
        note(key, type, required: true)
        return 0
    }
    func decode(_ type: Double.Type, forKey key: Key) -> Double {
        note(key, type, required: true)
        return 0
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) -> Value? {
        note(key, type, required: false)
        return nil
    }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) -> Bool? {
        note(key, type, required: false)
        return nil
    }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) -> String? {
        note(key, type, required: false)
        return nil
    }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) -> Int? {
        note(key, type, required: false)
        return nil
    }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) -> Int64? {
        note(key, type, required: false)
        return nil
    }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) -> Double? {
        note(key, type, required: false)
        return nil
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw SchemaProbe.Unprobed() }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw SchemaProbe.Unprobed()
    }
    func superDecoder() throws -> any Decoder { throw SchemaProbe.Unprobed() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw SchemaProbe.Unprobed() }
}
