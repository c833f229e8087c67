import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Whole numbers and their bounds are told from an expression")
struct WholeNumberBoundsTests {
    private func largest(_ sql: String, _ columns: [String: Double] = ["t0.a": 10, "t0.b": 5]) throws -> Double? {
        WholeNumberBounds(columns: columns).largest(try Parser.parseExpression(sql))
    }

    @Test("constants, columns that were measured, and what is added, multiplied and chosen from them")
    func bounded() throws {
        #expect(try largest("CASE WHEN t0.x THEN 1 ELSE 0 END") == 1)
        #expect(try largest("t0.a - t0.b") == 15)
        #expect(try largest("t0.a * t0.b * 2") == 100)
        #expect(try largest("coalesce(t0.a, 1.0)") == 10)
        #expect(try largest("CAST(t0.a AS double)") == 10)
        #expect(try largest("-t0.b") == 5)
    }

    @Test("quotients, fractions, columns that nobody measured and functions are not")
    func unbounded() throws {
        #expect(try largest("t0.a / 2") == nil)
        #expect(try largest("t0.a * 1.5") == nil)
        #expect(try largest("t0.c") == nil)
        #expect(try largest("sqrt(t0.a)") == nil)
        #expect(try largest("CASE WHEN t0.x THEN t0.c ELSE 0 END") == nil)
    }
}
