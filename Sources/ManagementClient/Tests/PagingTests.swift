import ManagementClient
import Testing

@Suite struct PagingTests {
    private func roles(_ range: Range<Int>) -> JSON {
        .array(range.map { ["id": .string("rol_\($0)"), "name": .string("\($0)")] })
    }

    private func page(_ range: Range<Int>, limit: Int64, total: Int64) -> ScriptedTransport.Act {
        let start = Int64(range.lowerBound)
        return answer(
            200,
            ["roles": roles(range), "start": .integer(start), "limit": .integer(limit), "total": .integer(total)])
    }

    private func names(_ items: ItemSequence<Role>) async throws -> [String] {
        var names: [String] = []
        for try await item in items { names.append(item.name) }
        return names
    }

    @Test func numberedPagesEndAtTheTotal() async throws {
        let transport = ScriptedTransport([page(0..<2, limit: 2, total: 4), page(2..<4, limit: 2, total: 4)])
        let items = ManagementClient(transport).roles.list.all(.init(nameFilter: "x", perPage: 2))
        #expect(transport.requests.isEmpty)
        #expect(try await names(items) == ["0", "1", "2", "3"])
        let root = "GET https://tenant.test/api/v2/roles?name_filter=x"
        #expect(
            transport.lines == [
                "\(root)&per_page=2&include_totals=true", "\(root)&page=1&per_page=2&include_totals=true",
            ])
    }

    @Test func aShortPageWithMoreBehindItIsNotTheEnd() async throws {
        let transport = ScriptedTransport([page(0..<1, limit: 2, total: 3), page(2..<3, limit: 2, total: 3)])
        #expect(try await names(ManagementClient(transport).roles.list.all(.init(perPage: 2))) == ["0", "2"])
    }

    @Test func withoutTotalsAShortPageIsTheLast() async throws {
        let transport = ScriptedTransport([answer(200, roles(0..<2)), answer(200, roles(2..<3))])
        #expect(try await names(ManagementClient(transport).roles.list.all(.init(perPage: 2))) == ["0", "1", "2"])
    }

    @Test func anEmptyPageIsTheLast() async throws {
        let transport = ScriptedTransport([page(0..<2, limit: 2, total: 9), page(2..<2, limit: 2, total: 9)])
        #expect(try await names(ManagementClient(transport).roles.list.all()) == ["0", "1"])
    }

    @Test func pagesCanBeHadAsPages() async throws {
        let transport = ScriptedTransport([page(4..<6, limit: 2, total: 7), page(6..<7, limit: 2, total: 7)])
        var counts: [Int] = []
        for try await page in ManagementClient(transport).roles.list.pages(.init(page: 2, perPage: 2)) {
            counts.append(page.items.count)
        }
        #expect(counts == [2, 1])
        #expect(transport.lines.last?.contains("page=3") == true)
    }

    @Test func checkpointsFollowOneAnother() async throws {
        let transport = ScriptedTransport([
            answer(200, ["roles": roles(0..<2), "next": "n 1"]), answer(200, ["roles": roles(2..<3)]),
        ])
        let items = ManagementClient(transport).clients.sessions.all("auth0|x", .init(take: 2))
        #expect(try await names(items) == ["0", "1", "2"])
        let root = "GET https://tenant.test/api/v2/users/auth0%7Cx/sessions"
        #expect(transport.lines == ["\(root)?take=2", "\(root)?from=n%201&take=2"])
    }

    @Test func aQueryOfBothStylesChoosesByWhatItSays() async throws {
        let checkpoints = ScriptedTransport([
            answer(200, ["roles": roles(0..<1), "next": "n"]), answer(200, ["roles": roles(1..<2), "next": .null]),
        ])
        #expect(try await names(ManagementClient(checkpoints).clients.grants.all(.init(take: 1))) == ["0", "1"])
        #expect(checkpoints.lines.last == "GET https://tenant.test/api/v2/grants?from=n&take=1")
        let numbers = ScriptedTransport([page(0..<1, limit: 50, total: 1)])
        #expect(try await names(ManagementClient(numbers).clients.grants.all()) == ["0"])
        #expect(numbers.lines == ["GET https://tenant.test/api/v2/grants?include_totals=true"])
    }

    @Test func pagesAreAskedForAsTheyAreNeeded() async throws {
        let transport = ScriptedTransport([page(0..<2, limit: 2, total: 100), failure(.timeout)])
        var iterator = ManagementClient(transport).roles.list.all(.init(perPage: 2)).makeAsyncIterator()
        #expect(try await iterator.next()?.name == "0")
        #expect(try await iterator.next()?.name == "1")
        #expect(transport.requests.count == 1)
        await #expect(throws: ManagementError.self) { try await iterator.next() }
        #expect(try await iterator.next() == nil)
    }

    @Test func aCancelledTaskAsksForNoFurtherPage() async throws {
        let transport = ScriptedTransport([page(0..<1, limit: 1, total: 100)])
        let items = ManagementClient(transport).roles.list.all()
        let reading = Task {
            for try await _ in items { withUnsafeCurrentTask { $0?.cancel() } }
        }
        await #expect(throws: CancellationError.self) { try await reading.value }
        #expect(transport.requests.count == 1)
    }
}
