import OrderedCollections

/// The scopes that allow reading and writing single members of a resource, where the scope of the operation does not
/// suffice or does not cover the whole resource. A wire type declares them beside its members; the server enforces them
/// for every operation.
///
/// Members are named by their wire names, nested members with dots: `identities.access_token`. Arrays on the path are
/// traversed.
public struct MemberAccess: Sendable {
    /// Members that responses include only for callers with one of these scopes.
    public let readers: OrderedDictionary<String, Set<String>>
    /// Members that callers can set only with one of these scopes.
    public let writers: OrderedDictionary<String, Set<String>>
    /// Scopes that allow reading only these members.
    public let showing: [String: Set<String>]
    /// Scopes that allow reading every member that `readers` does not restrict, in any operation and regardless of the
    /// token's other scopes.
    public let showingAll: Set<String>
    /// Scopes that allow writing only these members.
    public let setting: [String: Set<String>]

    /// Declares which scopes allow reading and writing which members.
    /// - Parameters:
    ///   - readers: Members that responses include only for callers with one of these scopes.
    ///   - writers: Members that callers can set only with one of these scopes.
    ///   - showing: Scopes that allow reading only these members.
    ///   - showingAll: Scopes that lift the restrictions of `showing`.
    ///   - setting: Scopes that allow writing only these members.
    public init(
        readers: OrderedDictionary<String, Set<String>> = [:], writers: OrderedDictionary<String, Set<String>> = [:],
        showing: [String: Set<String>] = [:], showingAll: Set<String> = [], setting: [String: Set<String>] = [:]
    ) {
        self.showingAll = showingAll
        self.readers = readers
        self.writers = writers
        self.showing = showing
        self.setting = setting
    }
}

/// A wire type of which some scopes allow reading or writing only a part.
public protocol AccessControlled {
    /// The scopes that allow reading and writing each member.
    static var access: MemberAccess { get }
    /// The scopes for updates, if they differ from `access`.
    static var changeAccess: MemberAccess { get }
}

extension AccessControlled {
    public static var changeAccess: MemberAccess { access }
}

extension Patch: AccessControlled where Fields: AccessControlled {
    public static var access: MemberAccess { Fields.changeAccess }
}

extension Page: AccessControlled where Item: AccessControlled {
    public static var access: MemberAccess { Item.access }
}

extension Array: AccessControlled where Element: AccessControlled {
    public static var access: MemberAccess { Element.access }
}
