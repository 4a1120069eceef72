/// A wire type that can be updated in part.
public protocol Patchable: Codable, Sendable {
    /// Members that are set when the resource is created and cannot be changed.
    static var fixedMembers: Set<String> { get }
    /// Constraints of an update that differ from those of creation, and members that only updates have.
    static var patchConstraints: Constraints { get }
    /// The minimum number of members of an update.
    static var minPatchMembers: Int { get }
}

extension Patchable {
    public static var fixedMembers: Set<String> { [] }
    public static var patchConstraints: Constraints { [:] }
    public static var minPatchMembers: Int { 0 }
}

/// The body of a PATCH request: the members of `Fields` to set and those to clear. Other members stay unchanged.
///
/// ```swift
/// try await client.roles.update("rol_...", Patch { $0.description = "May edit" })
/// ```
///
/// Assigning `nil` clears a member: it is sent as `null`.
@dynamicMemberLookup
public struct Patch<Fields: Patchable>: Sendable {
    /// The members as they are sent.
    public private(set) var members: JSONObject

    /// Creates an update from members by their wire names.
    public init(members: JSONObject) { self.members = members }

    /// Creates an update from a closure: members that it assigns are sent; assigning `nil` clears a member.
    public init(_ change: (inout Self) throws -> Void) rethrows {
        members = [:]
        try change(&self)
    }

    /// The new value of an optional member; `nil` if the member is cleared or not part of the update.
    public subscript<Value: Codable>(dynamicMember member: WritableKeyPath<Fields, Value?>) -> Value? {
        get { value(of: name(of: member)) }
        set { set(name(of: member), newValue) }
    }

    /// The new value of a member; `nil` if it is not part of the update.
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

    /// Returns the wire name of a member. Swift does not expose the coding key of a key path, so the name is found by
    /// comparison: of two samples that differ in every member, one member is copied, and the JSON member that changes
    /// is the one.
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
