import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Filters as layouts see them")
struct ColumnFilterTests {
    private func selectivity(_ condition: String, _ statistics: ColumnStatistics? = nil) throws -> Double? {
        ColumnFilter.reading(try Parser.parseExpression(condition))?.1.selectivity(statistics)
    }

    @Test("A single value passes one of the distinct values")
    func point() throws {
        #expect(try selectivity("a = 5", ColumnStatistics(distinctValues: 20)) == 0.05)
        #expect(try selectivity("5 = a", ColumnStatistics(distinctValues: 20)) == 0.05)
        #expect(try selectivity("a IN (1, 2)", ColumnStatistics(distinctValues: 20)) == 0.1)
    }

    @Test("A range passes the part of the whole that it covers")
    func range() throws {
        let dates = ColumnStatistics(low: "2020-01-01", high: "2020-12-31")
        let share = try #require(try selectivity("d >= DATE '2020-07-01'", dates))
        #expect(abs(share - 183.0 / 365.0) < 0.01)
        #expect(try selectivity("d BETWEEN DATE '2021-01-01' AND DATE '2021-02-01'", dates) == 0)
        #expect(try selectivity("n < 25", ColumnStatistics(low: "0", high: "100")) == 0.25)
    }

    @Test(
        "Conditions that no layout helps are not read",
        arguments: ["a + 1 = 5", "a = b", "a <> 5", "f(a) = 5", "a LIKE '%x'"])
    func unread(condition: String) throws {
        #expect(ColumnFilter.reading(try Parser.parseExpression(condition)) == nil)
    }
}
