import ManagementClient
import Testing

@testable import Gatehouse

/// What `docs/sdk-methods.md` says, compared with what is documented and with what there is.
@Suite struct MethodTableTests {
    @Test func everyDocumentedNameIsThereOnce() {
        func names(_ section: MethodTable.Section) -> [String] { MethodTable.rows(section).map(\.name) }
        #expect(names(.methods) == DocumentedNames.methods && DocumentedNames.methods.count == 140)
        #expect(names(.usersMethods) == DocumentedNames.usersMethods && DocumentedNames.usersMethods.count == 32)
        #expect(names(.managers) == DocumentedNames.managers && DocumentedNames.managers.count == 30)
        #expect(names(.usersMembers) == DocumentedNames.usersMembers)
        let first = MethodTable.rows(.usersMethods).filter { $0.cells[3] == "yes" }.map(\.name)
        #expect(first == DocumentedNames.firstUsersMethods)
        let firstMembers = MethodTable.rows(.usersMembers).filter { $0.cells[2] == "yes" }.map(\.name)
        #expect(firstMembers == DocumentedNames.firstUsersMembers)
    }

    @Test func everyDocumentedMethodIsCalledOnce() {
        let called: [String] =
            DocumentedMethodsTests.table.map(\.name) + ExtensionMethodsTests.table.map(\.name)
            + UserMethodsTests.all.map(\.name)
        #expect(called.sorted() == DocumentedNames.methods.sorted())
        #expect(UsersManagerTests.all.map(\.name).sorted() == DocumentedNames.usersMethods.sorted())
    }

    @Test(arguments: [MethodTable.Section.methods, .usersMethods])
    func resourcesSendWhatTheTableSays(section: MethodTable.Section) throws {
        for row in MethodTable.rows(section) {
            guard let resource = row.resource else { continue }
            let words = resource.split(separator: ".").map(String.init)
            let manager = try #require(Managers.all[words[1]], "\(row.name): \(resource)")
            #expect(Managers.operations(of: manager)[words[2]] == row.operation, "\(row.name)")
        }
    }

    @Test func everyManagerCallsBelowItsPath() throws {
        let client = Managers.client
        let managers = Managers.documented(client)
        #expect(managers.map(\.name) == DocumentedNames.managers)
        let members = Managers.documentedOfUsers(client)
        #expect(members.map(\.name) == DocumentedNames.usersMembers)
        let rows = MethodTable.rows(.managers) + MethodTable.rows(.usersMembers)
        for (row, manager) in zip(rows, managers + members) {
            let paths = Managers.operations(of: manager.resource).values.map { $0.split(separator: " ")[1] }
            #expect(!paths.isEmpty && paths.allSatisfy { $0.hasPrefix(row.cells[1]) }, "\(row.name): \(paths)")
        }
    }

    /// What the server answers can be called through the client, each operation with a name of its own.
    @Test func everyOperationIsOfAManager() {
        let called = Set(Managers.all.values.flatMap { Managers.operations(of: $0).values })
        let answered = Set(Composition.operations.map { "\($0.description.method.rawValue) \($0.description.path)" })
        #expect(answered.subtracting(called).isEmpty)
        let known = Set((ManagementOperation.all + ManagementOperation.retired).map { "\($0.method) \($0.path)" })
        #expect(called.subtracting(known).isEmpty)
    }
}
