import Contract
import Storage
import TestKit
import Testing

/// What both engines make of lists in pages.
@Suite struct ListingTests {
    private static func listing(_ tenant: TenantID) -> Listing {
        Listing("*", from: "FROM things WHERE tenant = \(tenant)", order: "name DESC", key: "id")
    }

    @Test func byNumber() async throws {
        try await check([
            (.offset(start: 0, limit: 3, withTotal: false), "h,g,f nil nil nil nil"),
            (.offset(start: 6, limit: 3, withTotal: true), "b,a 6 3 8 nil"),
            (.offset(start: 8, limit: 3, withTotal: true), " 8 3 8 nil"),
            (.offset(start: 0, limit: 0, withTotal: true), " 0 0 8 nil"),
        ])
    }

    @Test func oneAfterTheOther() async throws {
        try await check([
            (.checkpoint(after: nil, limit: 3), "a,b,c nil nil nil c"),
            (.checkpoint(after: "c", limit: 3), "d,e,f nil nil nil f"),
            (.checkpoint(after: "f", limit: 3), "g,h nil nil nil nil"),
            (.checkpoint(after: "h", limit: 3), " nil nil nil nil"),
            (.checkpoint(after: nil, limit: 8), "a,b,c,d,e,f,g,h nil nil nil nil"),
        ])
    }

    private func check(_ pages: [(PageRequest, String)]) async throws {
        try await eachFilledStore { store in
            for (request, expected) in pages {
                let page = try await page(store, request)
                #expect(page == expected)
            }
        }
    }

    @Test func asJSON() async throws {
        try await eachFilledStore { store in
            let json = try await store.read("one") { transaction in
                try transaction.page(Self.listing("one"), .checkpoint(after: "f", limit: 1), of: Thing.self) { row in
                    .string(try row["id"])
                }
            }
            #expect(json.text == #"{"things":["g"],"next":"g"}"#)
        }
    }

    private func eachFilledStore(_ body: (any Store) async throws -> Void) async throws {
        try await Table.eachStore { store in
            try await store.write("one") { transaction in
                for id in "abcdefgh" { try transaction.add("\(id)", name: "\(id)") }
            }
            try await store.write("two") { try $0.add("x") }
            try await body(store)
        }
    }

    private func page(_ store: any Store, _ request: PageRequest) async throws -> String {
        let page = try await store.read("one") { try $0.page(Self.listing("one"), request, item: Thing.init(row:)) }
        let numbers = [page.start, page.limit, page.total].map { $0.map(String.init) ?? "nil" }
        let ids = page.items.map(\.id).joined(separator: ",")
        return ([ids] + numbers + [page.next ?? "nil"]).joined(separator: " ")
    }
}
