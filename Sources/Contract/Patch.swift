/// A wire type of which a part can be sent, to change just that.
public protocol Patchable: Codable, Sendable {
    /// Members that are given when the resource is created and cannot change.
    static var fixedMembers: Set<String> { get }
    /// What a change demands of its members where that differs from creating, and members that only a change has.
    static var patchConstraints: Constraints { get }
    /// How many members a change must have.
    static var minPatchMembers: Int { get }
}

extension Patchable {
    public static var fixedMembers: Set<String> { [] }
    public static var patchConstraints: Constraints { [:] }
    public static var minPatchMembers: Int { 0 }
}

/// The body of a PATCH: the members of `Fields` to set and those to clear. What is not mentioned stays as it is.
///
/// ```swift
/// try await client.roles.update("rol_...", Changes { $0.description = "May edit" })
/// ```
///
/// Assigning `nil` clears a member: it is sent as `null`.
@dynamicMemberLookup
public struct Patch<Fields: Patchable>: Sendable {
    /// The members as they are sent.
    public private(set) var members: JSONObject

    /// A change of members by their wire names.
    public init(members: JSONObject) { self.members = members }

    /// A change that a closure makes: what it assigns is sent, and `nil` clears.
    public init(_ change: (inout Self) throws -> Void) rethrows {
        members = [:]
        try change(&self)
    }

    /// The value that an optional member is set to; `nil` where it is cleared or not mentioned.
    public subscript<Value: Codable>(dynamicMember member: WritableKeyPath<Fields, Value?>) -> Value? {
        get { value(of: name(of: member)) }
        set { set(name(of: member), newValue) }
    }

    /// The value that a member is set to; `nil` where it is not mentioned.
    public subscript<Value: Codable>(dynamicMember member: WritableKeyPath<Fields, Value>) -> Value? {
        get { value(of: name(of: member)) }
        set { set(name(of: member), newValue) }
    }

    private func value<Value: Codable>(of name: String) -> Value? {
        guard let json = members[name], !json.isNull else { return nil }
        return try? json.decoded(as: Value.self)
    }

    private mutating func set<Value: Codable>(_ name: String, _ value: Value?) {
        do {
            members[name] = try value.map { try JSON(encoding: $0) } ?? .null
        } catch {
            preconditionFailure("\(Value.self) cannot be written as JSON: \(error)")
        }
    }

    /// The wire name of a member. Swift does not tell a key path's coding key, so it is found by experiment: of two
    /// samples that differ in every member, one member is carried over, and what changes in the JSON has the name.
    private func name<Value>(of member: WritableKeyPath<Fields, Value>) -> String {
        do {
            let schema = Schema.of(Fields.self)
            var sample: Fields = try schema.sample(.first).decoded()
            let other: Fields = try schema.sample(.second).decoded()
            let before = try JSON(encoding: sample)
            sample[keyPath: member] = other[keyPath: member]
            let after = try JSON(encoding: sample)
            if let name = schema.members.keys.first(where: { before[$0] != after[$0] }) { return name }
        } catch {
            preconditionFailure("\(Fields.self) does not decode from a sample of itself: \(error)")
        }
        preconditionFailure("\(member) is not a member on the wire")
    }
}

extension Patch: Codable, SchemaProviding {
    public static var schema: Schema {
        Schema.of(Fields.self).partial(
            without: Fields.fixedMembers, with: Fields.patchConstraints, atLeast: Fields.minPatchMembers)
    }

    public init(from decoder: any Decoder) throws {
        members = try JSON(from: decoder).object ?? [:]
    }
    public func encode(to encoder: any Encoder) throws { try JSON.object(members).encode(to: encoder) }
}
