import Testing

@testable import Optimizer

@Suite("Tables that serve one query alone")
struct TableSharingTests {
    private func use(_ query: Int, _ tables: Set<String> = [], copies: Set<String> = [], gain: Double = 1)
        -> TableSharing.Use
    {
        let all = tables.map(TableSharing.Table.derived) + copies.map(TableSharing.Table.copy)
        return TableSharing.Use(query: query, tables: Set(all), gain: gain)
    }

    @Test("Where they outnumber the shared ones, the query that gains least gives its own up")
    func excess() throws {
        let uses = [
            use(0, ["a"], gain: 3), use(1, ["b"], gain: 2), use(2, ["c", "d"], gain: 5), use(3, ["d"], gain: 1),
        ]
        let given = try #require(TableSharing.excess(uses))
        #expect(given.query == 1 && given.table == .derived("b"))
    }

    @Test("As many as shared ones may stay; a copy that several read is a shared one")
    func balance() {
        #expect(TableSharing.excess([use(0, ["a", "s"]), use(1, ["s"])]) == nil)
        #expect(TableSharing.excess([use(0, ["a"]), use(1, copies: ["t"]), use(2, copies: ["t"])]) == nil)
        #expect(TableSharing.excess([use(0, ["a"]), use(1, copies: ["t"])]) != nil)
        #expect(TableSharing.excess([]) == nil)
    }
}
