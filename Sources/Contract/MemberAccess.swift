import OrderedCollections

/// Which scopes show and set members of a resource, where the scope that an operation needs is not enough, or does not
/// reach all of it. A wire type declares it beside its members; the server enforces it for every operation.
///
/// Members are named by their wire names, and members of members with dots: `identities.access_token`. Arrays on the
/// way are passed through.
public struct MemberAccess: Sendable {
    /// What answers have only for callers with one of these scopes.
    public let readers: OrderedDictionary<String, Set<String>>
    /// What callers can set only with one of these scopes.
    public let writers: OrderedDictionary<String, Set<String>>
    /// Scopes that show no more than these members.
    public let showing: [String: Set<String>]
    /// Scopes that show all that `readers` does not keep back, in whichever operation and beside whatever scope.
    public let showingAll: Set<String>
    /// Scopes that can set no more than these members.
    public let setting: [String: Set<String>]

    /// Declares what scopes show and set.
    /// - Parameters:
    ///   - readers: what answers have only for callers with one of these scopes.
    ///   - writers: what callers can set only with one of these scopes.
    ///   - showing: scopes that show no more than these members.
    ///   - showingAll: scopes beside which those show all the same.
    ///   - setting: scopes that can set no more than these members.
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

/// A wire type of which some scopes show or set only a part.
public protocol AccessControlled {
    /// Which scopes show and set which members.
    static var access: MemberAccess { get }
    /// The same for a change of it, where that differs.
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
