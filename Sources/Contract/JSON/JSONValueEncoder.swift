extension JSON {
    /// Encodes a Swift value as JSON.
    /// - Throws: `EncodingError`, from a type's own `encode(to:)`.
    public init(encoding value: some Encodable) throws {
        if let json = value as? JSON {
            self = json
            return
        }
        if let members = value as? JSONObject {
            self = .object(members)
            return
        }
        let encoder = JSONValueEncoder(codingPath: [], slot: Slot())
        try value.encode(to: encoder)
        self = encoder.slot.value
    }
}

/// Storage for a value under construction to which several containers write.
private final class Slot {
    var value: JSON = .null { didSet { changed?(value) } }
    /// Notifies the parent slot of a change.
    private let changed: ((JSON) -> Void)?

    init(changed: ((JSON) -> Void)? = nil) { self.changed = changed }
}

/// An encoder to a JSON value, without a detour through text.
private struct JSONValueEncoder: Encoder {
    let codingPath: [any CodingKey]
    let slot: Slot
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if slot.value.object == nil { slot.value = .object([:]) }
        return KeyedEncodingContainer(Keyed<Key>(slot: slot, codingPath: codingPath))
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        slot.value = .array([])
        return Unkeyed(slot: slot, codingPath: codingPath)
    }
    func singleValueContainer() -> any SingleValueEncodingContainer { Single(slot: slot, codingPath: codingPath) }
}

private func whole(_ value: some BinaryInteger) -> JSON {
    Int64(exactly: value).map(JSON.integer) ?? .number(Double(value))
}

private struct Single: SingleValueEncodingContainer {
    let slot: Slot
    let codingPath: [any CodingKey]

    mutating func encodeNil() { slot.value = .null }
    mutating func encode(_ value: Bool) { slot.value = .bool(value) }
    mutating func encode(_ value: String) { slot.value = .string(value) }
    mutating func encode(_ value: Double) { slot.value = .number(value) }
    mutating func encode(_ value: Float) { slot.value = .number(Double(value)) }
    mutating func encode(_ value: Int) { slot.value = whole(value) }
    mutating func encode(_ value: Int8) { slot.value = whole(value) }
    mutating func encode(_ value: Int16) { slot.value = whole(value) }
    mutating func encode(_ value: Int32) { slot.value = whole(value) }
    mutating func encode(_ value: Int64) { slot.value = whole(value) }
    mutating func encode(_ value: UInt) { slot.value = whole(value) }
    mutating func encode(_ value: UInt8) { slot.value = whole(value) }
    mutating func encode(_ value: UInt16) { slot.value = whole(value) }
    mutating func encode(_ value: UInt32) { slot.value = whole(value) }
    mutating func encode(_ value: UInt64) { slot.value = whole(value) }
    mutating func encode(_ value: some Encodable) throws { slot.value = try JSON(encoding: value) }
}

private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let slot: Slot
    let codingPath: [any CodingKey]

    private func set(_ value: JSON, _ key: Key) { slot.value[key.stringValue] = value }

    mutating func encodeNil(forKey key: Key) { set(.null, key) }
    mutating func encode(_ value: Bool, forKey key: Key) { set(.bool(value), key) }
    mutating func encode(_ value: String, forKey key: Key) { set(.string(value), key) }
    mutating func encode(_ value: Double, forKey key: Key) { set(.number(value), key) }
    mutating func encode(_ value: Float, forKey key: Key) { set(.number(Double(value)), key) }
    mutating func encode(_ value: Int, forKey key: Key) { set(whole(value), key) }
    mutating func encode(_ value: Int8, forKey key: Key) { set(whole(value), key) }
    mutating func encode(_ value: Int16, forKey key: Key) { set(whole(value), key) }
    mutating func encode(_ value: Int32, forKey key: Key) { set(whole(value), key) }
    mutating func encode(_ value: Int64, forKey key: Key) { set(whole(value), key) }
    mutating func encode(_ value: UInt, forKey key: Key) { set(whole(value), key) }
    mutating func encode(_ value: UInt8, forKey key: Key) { set(whole(value), key) }
    mutating func encode(_ value: UInt16, forKey key: Key) { set(whole(value), key) }
    mutating func encode(_ value: UInt32, forKey key: Key) { set(whole(value), key) }
    mutating func encode(_ value: UInt64, forKey key: Key) { set(whole(value), key) }
    mutating func encode(_ value: some Encodable, forKey key: Key) throws { set(try JSON(encoding: value), key) }

    private func nested(_ key: Key) -> JSONValueEncoder {
        let slot = slot
        let name = key.stringValue
        return JSONValueEncoder(codingPath: codingPath + [key], slot: Slot { slot.value[name] = $0 })
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { nested(key).container(keyedBy: type) }
    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        nested(key).unkeyedContainer()
    }
    mutating func superEncoder() -> any Encoder { JSONValueEncoder(codingPath: codingPath, slot: slot) }
    mutating func superEncoder(forKey key: Key) -> any Encoder { nested(key) }
}

private struct Unkeyed: UnkeyedEncodingContainer {
    let slot: Slot
    let codingPath: [any CodingKey]
    var count: Int { slot.value.array?.count ?? 0 }

    private func append(_ value: JSON) {
        guard case .array(var items) = slot.value else { return }
        slot.value = .null
        items.append(value)
        slot.value = .array(items)
    }

    mutating func encodeNil() { append(.null) }
    mutating func encode(_ value: Bool) { append(.bool(value)) }
    mutating func encode(_ value: String) { append(.string(value)) }
    mutating func encode(_ value: Double) { append(.number(value)) }
    mutating func encode(_ value: Float) { append(.number(Double(value))) }
    mutating func encode(_ value: Int) { append(whole(value)) }
    mutating func encode(_ value: Int8) { append(whole(value)) }
    mutating func encode(_ value: Int16) { append(whole(value)) }
    mutating func encode(_ value: Int32) { append(whole(value)) }
    mutating func encode(_ value: Int64) { append(whole(value)) }
    mutating func encode(_ value: UInt) { append(whole(value)) }
    mutating func encode(_ value: UInt8) { append(whole(value)) }
    mutating func encode(_ value: UInt16) { append(whole(value)) }
    mutating func encode(_ value: UInt32) { append(whole(value)) }
    mutating func encode(_ value: UInt64) { append(whole(value)) }
    mutating func encode(_ value: some Encodable) throws { append(try JSON(encoding: value)) }

    private func nested() -> JSONValueEncoder {
        let slot = slot
        let index = count
        append(.null)
        return JSONValueEncoder(
            codingPath: codingPath,
            slot: Slot { nested in
                guard case .array(var items) = slot.value else { return }
                items[index] = nested
                slot.value = .array(items)
            })
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> { nested().container(keyedBy: type) }
    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { nested() }
}
