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

    @Test("Where they outnumber the shared ones, queries may have to give theirs up, first the one that gains least")
    func excess() throws {
        let uses = [
            use(0, ["a"], gain: 3), use(1, ["b"], gain: 2), use(2, ["c", "d"], gain: 5), use(3, ["d"], gain: 1),
        ]
        let given = TableSharing.excess(uses)
        #expect(given.map(\.query) == [1, 0, 2])
        #expect(given.map(\.table) == ["b", "a", "c"].map(TableSharing.Table.derived))
    }

    @Test("As many as shared ones may stay; copies are neither")
    func balance() {
        #expect(TableSharing.excess([use(0, ["a", "s"]), use(1, ["s"])]).isEmpty)
        #expect(TableSharing.excess([use(0, ["a"]), use(1, copies: ["t"]), use(2, copies: ["t"])]).map(\.query) == [0])
        #expect(TableSharing.excess([use(0, copies: ["t"])]).isEmpty)
        #expect(TableSharing.excess([]).isEmpty)
    }
}
