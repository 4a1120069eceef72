extension JSON {
    /// Decodes the value as a Swift type.
    /// - Throws: `DecodingError`.
    public func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        try decoded(as: type, at: [])
    }

    /// Decodes a value nested in another one, so that errors state the whole coding path.
    func decoded<Value: Decodable>(as type: Value.Type, at codingPath: [any CodingKey]) throws -> Value {
        try JSONValueDecoder(self, at: codingPath).decode(type)
    }
}

/// A decoder of a parsed value, without a detour through text.
///
/// It is its own single-value container and stores no coding path: the path is computed only when an error needs it.
final class JSONValueDecoder: Decoder {
    /// The location of a value in its parent.
    private enum Place {
        case at([any CodingKey])
        case under(JSONValueDecoder, any CodingKey)
    }

    let value: JSON
    private let place: Place
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ value: JSON, at codingPath: [any CodingKey]) {
        self.value = value
        place = .at(codingPath)
    }

    fileprivate init(_ value: JSON, of parent: JSONValueDecoder, _ key: any CodingKey) {
        self.value = value
        place = .under(parent, key)
    }

    var codingPath: [any CodingKey] {
        switch place {
        case .at(let path): path
        case .under(let parent, let key): parent.codingPath + [key]
        }
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if type == JSON.self, let value = value as? Value { return value }
        if type == JSONObject.self {
            // By default an ordered dictionary is encoded as an array of alternating keys and values.
            guard let members = value.object as? Value else { throw mismatch(type) }
            return members
        }
        return try Value(from: self)
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = value else { throw mismatch([String: JSON].self) }
        return KeyedDecodingContainer(Keyed<Key>(members: members, decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let items) = value else { throw mismatch([JSON].self) }
        return Unkeyed(items: items, decoder: self)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    private func mismatch(_ type: Any.Type) -> DecodingError {
        let context = DecodingError.Context(codingPath: codingPath, debugDescription: "found type \(value.typeName)")
        return value.isNull ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    fileprivate func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        switch value {
        case .integer(let whole):
            if let number = Number(exactly: whole) { return number }
        case .number(let decimal):
            if let number = Number(exactly: decimal) { return number }
        default: break
        }
        throw mismatch(type)
    }

    fileprivate func decimal() throws -> Double {
        switch value {
        case .integer(let whole): return Double(whole)
        case .number(let decimal): return decimal
        default: throw mismatch(Double.self)
        }
    }

    fileprivate func string() throws -> String {
        guard case .string(let string) = value else { throw mismatch(String.self) }
        return string
    }

    fileprivate func bool() throws -> Bool {
        guard case .bool(let bool) = value else { throw mismatch(Bool.self) }
        return bool
    }
}

extension JSONValueDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { value.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try bool() }
    func decode(_ type: String.Type) throws -> String { try string() }
    func decode(_ type: Double.Type) throws -> Double { try decimal() }
    func decode(_ type: Float.Type) throws -> Float { Float(try decimal()) }
    func decode(_ type: Int.Type) throws -> Int { try whole(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try whole(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try whole(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try whole(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try whole(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try whole(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try whole(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try whole(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try whole(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try whole(type) }
}

private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: JSONObject
    let decoder: JSONValueDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }

    var allKeys: [Key] { members.keys.compactMap { Key(stringValue: $0) } }
    func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

    private func member(_ key: any CodingKey) throws -> JSONValueDecoder {
        guard let value = members[key.stringValue] else {
            throw DecodingError.keyNotFound(
                key, .init(codingPath: codingPath, debugDescription: "\(key.stringValue) is missing"))
        }
        return JSONValueDecoder(value, of: decoder, key)
    }

    /// Returns a member that is present and not `null`. Most members of most types are optional; the protocol's default
    /// implementation would look up each of them three times and build its coding path twice.
    private func value(_ key: Key) -> JSON? {
        guard let value = members[key.stringValue], !value.isNull else { return nil }
        return value
    }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? {
        guard let value = value(key) else { return nil }
        return try value.bool ?? member(key).bool()
    }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? {
        guard let value = value(key) else { return nil }
        return try value.string ?? member(key).string()
    }

    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? {
        guard let value = value(key) else { return nil }
        return try value.integer ?? member(key).whole(type)
    }

    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? {
        try value(key) == nil ? nil : member(key).decimal()
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        guard let value = value(key) else { return nil }
        return try JSONValueDecoder(value, of: decoder, key).decode(type)
    }

    func decodeNil(forKey key: Key) throws -> Bool { try member(key).value.isNull }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try member(key).bool() }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try member(key).string() }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try member(key).decimal() }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { Float(try member(key).decimal()) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try member(key).whole(type) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try member(key).whole(type) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try member(key).whole(type) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try member(key).whole(type) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try member(key).whole(type) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try member(key).whole(type) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try member(key).whole(type) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try member(key).whole(type) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try member(key).whole(type) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try member(key).whole(type) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try member(key).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try member(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try member(key).unkeyedContainer()
    }

    func superDecoder() -> any Decoder { decoder }
    func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }
}

private struct Unkeyed: UnkeyedDecodingContainer {
    let items: [JSON]
    let decoder: JSONValueDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    var currentIndex = 0
    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex >= items.count }

    init(items: [JSON], decoder: JSONValueDecoder) {
        self.items = items
        self.decoder = decoder
    }

    private mutating func next() throws -> JSONValueDecoder {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                JSON.self, .init(codingPath: codingPath, debugDescription: "the array has no more items"))
        }
        defer { currentIndex += 1 }
        return JSONValueDecoder(items[currentIndex], of: decoder, ItemIndex(currentIndex))
    }

    mutating func decodeNil() -> Bool {
        guard !isAtEnd, items[currentIndex].isNull else { return false }
        currentIndex += 1
        return true
    }
    mutating func decode(_ type: Bool.Type) throws -> Bool { try next().bool() }
    mutating func decode(_ type: String.Type) throws -> String { try next().string() }
    mutating func decode(_ type: Double.Type) throws -> Double { try next().decimal() }
    mutating func decode(_ type: Float.Type) throws -> Float { Float(try next().decimal()) }
    mutating func decode(_ type: Int.Type) throws -> Int { try next().whole(type) }
    mutating func decode(_ type: Int8.Type) throws -> Int8 { try next().whole(type) }
    mutating func decode(_ type: Int16.Type) throws -> Int16 { try next().whole(type) }
    mutating func decode(_ type: Int32.Type) throws -> Int32 { try next().whole(type) }
    mutating func decode(_ type: Int64.Type) throws -> Int64 { try next().whole(type) }
    mutating func decode(_ type: UInt.Type) throws -> UInt { try next().whole(type) }
    mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try next().whole(type) }
    mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try next().whole(type) }
    mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try next().whole(type) }
    mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try next().whole(type) }
    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().decode(type) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}

/// A coding key for the items of an array.
private struct ItemIndex: CodingKey {
    let index: Int
    var intValue: Int? { index }
    var stringValue: String { "\(index)" }
    init(_ index: Int) { self.index = index }
    init?(intValue: Int) { index = intValue }
    init?(stringValue: String) { nil }
}
