import Testing
import TrinoSQL

@testable import Optimizer

@Suite("The order in which a result takes the least room")
struct SortedRowsTests {
    private static let columns: [EngineResult.Column] = [
        .init(name: "city", type: "varchar"), .init(name: "country", type: "varchar"),
        .init(name: "code", type: "bigint"),
    ]

    /// Cities by chance, each in its country, and numbers that say nothing of either.
    private static func result(_ count: Int) -> EngineResult {
        var generator = SplitMix(seed: 3)
        return EngineResult(
            columns: columns,
            rows: (0..<count).map { _ in
                let city = Int.random(in: 0..<60, using: &generator)
                return [
                    .text("city \(city)"), .text("country \(city / 10)"),
                    .integer(Int64.random(in: 0...Int64.max, using: &generator)),
                ]
            })
    }

    private static func sorted(
        _ result: EngineResult, storing: Set<Int> = [0, 1, 2], by allowed: Set<Int> = [0, 1, 2], isOrdered: Bool = false
    ) -> SortedRows {
        SortedRows(result, storing: storing, by: allowed, isOrdered: isOrdered)
    }

    @Test("A column that others follow comes first, and what each takes then is told")
    func together() throws {
        let order = Self.sorted(Self.result(3_000))
        #expect(order.keys.contains(0) && !order.keys.contains(2))
        #expect(try #require(order.shares[0]) < 0.3)
        #expect(try #require(order.shares[1]) < 0.3)
        #expect(try #require(order.shares[2]) == 1)
        #expect((0.7..<0.95).contains(order.share))
    }

    @Test("Where no order is worth it, or rows are few, there is none")
    func none() {
        #expect(Self.sorted(Self.result(3_000), storing: [2]).keys.isEmpty)
        #expect(Self.sorted(Self.result(150)).keys.isEmpty)
        #expect(Self.sorted(EngineResult(columns: Self.columns, rows: [])).keys.isEmpty)
    }

    @Test("What can't be sorted by is no key, and what isn't stored counts for nothing")
    func allowed() {
        #expect(Self.sorted(Self.result(3_000), by: [1, 2]).keys == [1])
        #expect(Self.sorted(Self.result(3_000), storing: [1, 2]).keys == [1])
    }

    @Test("Rows that come in an order which isn't kept are sorted again, others that lie well are left")
    func ordered() {
        var result = Self.result(3_000)
        result.rows.sort { ($0[0].text ?? "") < ($1[0].text ?? "") }
        #expect(Self.sorted(result).keys.isEmpty)
        let again = Self.sorted(result, isOrdered: true).keys
        #expect(again.contains(0) && !again.contains(2))
    }

    @Test("Of many rows pieces are looked at, with the same outcome every time")
    func many() {
        let result = Self.result(90_000)
        let order = Self.sorted(result)
        #expect(order.keys.first.map { $0 < 2 } ?? false)
        #expect(Self.sorted(result).keys == order.keys)
    }
}
