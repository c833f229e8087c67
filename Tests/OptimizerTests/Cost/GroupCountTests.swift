import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Groups and distinct values")
struct GroupCountTests {
    private let statistics: [String: ColumnStatistics] = [
        "region": .init(distinctValues: 5, nullsFraction: 0),
        "city": .init(distinctValues: 1_000, nullsFraction: 0.1),
        "day": .init(distinctValues: 730, nullsFraction: 0, low: "2020-01-01", high: "2021-12-31"),
        "at": .init(distinctValues: 900_000, nullsFraction: 0, low: "2020-01-01 00:00:00", high: "2021-12-31 23:59:59"),
    ]

    private func distinct(_ text: String, rows: Double = 1_000_000) throws -> Double {
        try count(rows).distinct(Parser.parseExpression(text))
    }

    private func count(_ rows: Double) -> GroupCount {
        GroupCount(rows: rows) { expression in
            if case .column(let name) = expression.kind { statistics[name.last.canonical] } else { nil }
        }
    }

    @Test("Cardenas' formula: D values, n rows")
    func cardenas() {
        // 10 values, 10 rows: 10 * (1 - 0.9^10).
        #expect(abs(GroupCount.hit(of: 10, by: 10) - 6.513_215_599) < 1e-6)
        #expect(abs(GroupCount.hit(of: 1e12, by: 1_000) - 1_000) < 0.01)
        #expect(abs(GroupCount.hit(of: 5, by: 1e9) - 5) < 1e-9)
        #expect(GroupCount.hit(of: 1, by: 7) == 1)
        #expect(GroupCount.hit(of: 5, by: 0) == 0)
    }

    @Test(
        "Expressions have no more values than their form allows",
        arguments: [
            ("region", 5.0), ("city", 1_001), ("'x'", 1), ("region IS NULL", 2), ("city > 'm'", 3),
            ("date_trunc('month', day)", 25), ("date_trunc('year', at)", 3), ("year(day)", 3), ("month(at)", 12),
            ("EXTRACT(HOUR FROM at)", 24), ("CAST(at AS date)", 731), ("day_of_week(day)", 7),
            ("CASE WHEN city > 'm' THEN 1 ELSE 2 END", 2), ("upper(region)", 5), ("region || city", 5_005),
            ("unheard_of", 200),
        ] as [(String, Double)])
    func forms(text: String, expected: Double) throws {
        #expect(try distinct(text) == expected)
    }

    @Test("Never more values than rows, nor more groups")
    func bounded() throws {
        #expect(try distinct("city", rows: 100) == 100)
        let keys = try ["region", "city", "day"].map { try Parser.parseExpression($0) }
        let groups = count(10_000).groups(by: keys)
        #expect(groups < 10_000 && groups > 9_900)
        #expect(count(10_000).groups(by: []) == 1)
        #expect(abs(count(1_000_000).groups(by: [keys[0]]) - 5) < 1e-9)
    }
}
