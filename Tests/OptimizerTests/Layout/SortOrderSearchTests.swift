import Testing
import TrinoSQL

@testable import Optimizer

@Suite("The order of rows")
struct SortOrderSearchTests {
    /// Rows in the order in which they came: a day after the other; a route that decides city and state; noise beside.
    private static func rows(_ count: Int, from first: Int = 0) -> [[EngineValue]] {
        (first..<(first + count)).map { number in
            var generator = SplitMix(seed: UInt64(number))
            let mixed = Int(generator.next() >> 33)
            let route = mixed % 60
            return [
                .text("2024-\(two(1 + number / 2_500 % 12))-\(two(1 + number / 100 % 25))"), .integer(Int64(route)),
                .text("city \(route / 3)"), .text("state \(route / 12)"),
                .integer(Int64((mixed / 60) % 99_991)), .text("only"),
            ]
        }
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let columns = ["day", "route", "city", "state", "noise", "constant"]

    private static let sample = sample(
        columns, drawn: stride(from: 0, to: 30_000, by: 10).flatMap { rows(1, from: $0) }, neighbours: rows(1_000),
        rows: 30_000)

    private static func sample(
        _ columns: [String], drawn: [[EngineValue]], neighbours: [[EngineValue]], rows: Double
    ) -> TableSample {
        var sample = TableSample(rows: rows)
        for (index, name) in columns.enumerated() {
            let type: SQLType = if case .integer = drawn[0][index] { .integer } else { .varchar(nil) }
            sample.add(
                name, type: type, drawn: drawn.map { $0[index] }, neighbours: neighbours.map { $0[index] })
        }
        return sample
    }

    private func search(
        bytes: Double, rows: Double = 30_000, demand: [String: ColumnDemand] = [:],
        allowed: Set<String> = Set(Self.columns), readers: [Set<String>] = []
    ) -> (keys: [String], share: Double) {
        var sample = Self.sample
        if rows != sample.rows {
            sample = Self.sample(
                Self.columns, drawn: stride(from: 0, to: 30_000, by: 10).flatMap { Self.rows(1, from: $0) },
                neighbours: Self.rows(1_000), rows: rows)
        }
        let size = SortedSize(sample)
        let order = SortOrderSearch(
            size: size, allowed: allowed, demand: demand, queryWeight: 10, bytes: bytes, readers: readers
        ).best(keys: 4)
        return (order.keys, order.size / size.unsorted)
    }

    @Test("A sample knows which values are equal, and by which date the table grew")
    func sampleOfRows() {
        #expect(Self.sample.drawnRows == 3_000)
        #expect(Self.sample.neighbouringRows == 1_000)
        #expect(Self.sample.rising == ["day"])
        #expect(Set(Self.sample.drawn["constant"] ?? []) == [0])
    }

    @Test(
        "A table whose neighbours share a small part of its dates grew by that date, and keeps its order by it; others have none"
    )
    func growthDate() {
        func month(_ number: Int) -> [EngineValue] {
            let shuffled = (number &* 7_919) % 28
            return [
                .text("20\(10 + number / 12_000 % 10)-\(Self.two(1 + number / 1_000 % 12))-\(Self.two(1 + shuffled))"),
                .text("2024-01-\(Self.two(1 + shuffled))"), .integer(Int64(number % 7)),
            ]
        }
        let drawn = stride(from: 0, to: 120_000, by: 40).map(month)
        func size(_ neighbours: [[EngineValue]]) -> SortedSize {
            SortedSize(Self.sample(["sold", "other", "n"], drawn: drawn, neighbours: neighbours, rows: 120_000))
        }
        let byMonth = size((0..<1_000).map(month))
        #expect(!byMonth.isRising("sold"))
        #expect(byMonth.growthDate(among: ["sold", "other", "n"]) == "sold")
        #expect(byMonth.growthDate(among: ["n"]) == nil, "a column that isn't kept is no key")
        let scattered = size(drawn)
        #expect(scattered.growthDate(among: ["sold", "other", "n"]) == nil)
    }

    @Test("Sorted by a key, what the key determines costs next to nothing, and what it doesn't costs as much as before")
    func determination() {
        let size = SortedSize(Self.sample)
        let byRoute = size.order(size.start, then: "route")
        let byNoise = size.order(size.start, then: "noise")
        #expect(byRoute.size < byNoise.size)
        #expect(byRoute.size < size.unsorted)
        #expect(!size.columns.contains("constant"))
    }

    @Test("Sorted by values that hardly repeat nothing gets smaller, however many bits they have")
    func uniqueKey() {
        func row(_ number: Int) -> [EngineValue] {
            var generator = SplitMix(seed: UInt64(number))
            return [.double(Double(generator.next() >> 11) / 7), .integer(Int64(generator.next() % 50))]
        }
        var sample = TableSample(rows: 1_000_000)
        let rows = (0..<3_000).map(row)
        for (index, column) in [("measure", SQLType.double, 990_000.0), ("kind", .integer, 50)].enumerated() {
            let values = rows.map { $0[index] }
            sample.add(column.0, type: column.1, drawn: values, neighbours: values, distinctValues: column.2)
        }
        let size = SortedSize(sample)
        #expect(size.order(size.start, then: "measure").size > 0.97 * size.unsorted)
        #expect(size.order(size.start, then: "kind").size < size.unsorted)
    }

    @Test("A small table is sorted by what determines most; the share says how much smaller it gets")
    func compression() throws {
        let found = search(bytes: 1e6)
        #expect(["route", "city", "state"].contains(try #require(found.keys.first)))
        #expect(found.share < 0.8)
        #expect(Set(found.keys).count == found.keys.count)
        #expect(!found.keys.contains("constant"))
    }

    @Test(
        "In a large table the time that ranges are cut out of comes first, or behind so few combinations that ranges still tell"
    )
    func ranges() {
        var wanted = ColumnDemand()
        wanted.rangeBenefit = 9.9
        wanted.filteringWeight = 10
        wanted.filteringQueries = [0]
        let large = search(bytes: 1e12, rows: 30_000_000_000, demand: ["day": wanted])
        #expect(large.keys.prefix(2).contains("day"))
        let small = search(bytes: 1e6, demand: ["day": wanted])
        #expect(small.keys.first != "day", "a table of one row group lets nothing be passed over")
    }

    @Test("An order that would make one query read much more than now is not taken")
    func growth() {
        let free = search(bytes: 1e6)
        #expect(free.keys.first != "day")
        // The day lies together now, and nowhere else.
        let held = search(bytes: 1e6, readers: [["day"], Set(Self.columns)])
        #expect(held.keys.first == "day" || held.keys.isEmpty)
    }

    @Test("Columns that can't be keys are none")
    func allowed() {
        let keys = search(bytes: 1e6, allowed: ["state", "noise"]).keys
        #expect(Set(keys).isSubset(of: ["state", "noise"]))
        #expect(search(bytes: 1e6, allowed: []).keys.isEmpty)
    }

    @Test("The same sample gives the same order, run by run")
    func repeatable() {
        #expect(search(bytes: 1e6).keys == search(bytes: 1e6).keys)
    }
}
