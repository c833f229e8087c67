import Testing

@testable import Optimizer

@Suite("Row comparison")
struct RowComparisonTests {
    private let comparison = RowComparison()

    @Test("The same rows in another order are equal")
    func orderOfRows() {
        let a: [[EngineValue]] = [[.integer(1), .text("x")], [.integer(2), .null]]
        #expect(comparison.compare(a, a.reversed()) == .equal)
    }

    @Test("A row more, or the same row once less, is a difference")
    func multiplicity() {
        let row: [EngineValue] = [.integer(1)]
        #expect(comparison.compare([row, row], [row]) != .equal)
        #expect(comparison.compare([row, row, [.integer(2)]], [row, [.integer(2)], [.integer(2)]]) != .equal)
    }

    @Test("Two values swapped between rows are a difference, although each column holds the same values")
    func swappedValues() {
        let a: [[EngineValue]] = [[.text("a"), .integer(1)], [.text("b"), .integer(2)]]
        let b: [[EngineValue]] = [[.text("a"), .integer(2)], [.text("b"), .integer(1)]]
        #expect(comparison.compare(a, b) != .equal)
    }

    @Test("Doubles differ by rounding, not by more")
    func tolerance() {
        #expect(comparison.compare([[.double(0.1 + 0.2)]], [[.double(0.3)]]) == .equal)
        #expect(comparison.compare([[.double(1)]], [[.double(1 + 1e-6)]]) != .equal)
        #expect(comparison.compare([[.double(0)]], [[.double(1e-13)]]) == .equal)
        #expect(comparison.compare([[.real(1)]], [[.real(1.000001)]]) == .equal)
        #expect(comparison.compare([[.real(1)]], [[.real(1.001)]]) != .equal)
    }

    @Test("Exact values have no tolerance")
    func exactValues() {
        #expect(comparison.compare([[.text("0.10")]], [[.text("0.1")]]) != .equal)
        #expect(comparison.compare([[.integer(9_007_199_254_740_993)]], [[.integer(9_007_199_254_740_992)]]) != .equal)
    }

    @Test("NaN equals NaN, and no number")
    func notANumber() {
        #expect(comparison.compare([[.double(.nan)]], [[.double(.nan)]]) == .equal)
        #expect(comparison.compare([[.double(.nan)]], [[.double(0)]]) != .equal)
        #expect(comparison.compare([[.double(.infinity)]], [[.double(.greatestFiniteMagnitude)]]) != .equal)
    }

    @Test("NULL equals NULL, and neither zero nor the empty text")
    func nulls() {
        #expect(comparison.compare([[.null]], [[.null]]) == .equal)
        #expect(comparison.compare([[.null]], [[.integer(0)]]) != .equal)
        #expect(comparison.compare([[.null]], [[.text("")]]) != .equal)
    }

    @Test("Doubles inside arrays and maps are compared within tolerance too")
    func nested() {
        let a: EngineValue = .list([.integer(1), .double(0.1 + 0.2)])
        let b: EngineValue = .list([.integer(1), .double(0.3)])
        #expect(comparison.compare([[a]], [[b]]) == .equal)
        let c: EngineValue = .map([.init(key: .text("k"), value: .double(0.30000001))])
        let d: EngineValue = .map([.init(key: .text("k"), value: .double(0.3))])
        #expect(comparison.compare([[c]], [[d]]) != .equal)
    }

    @Test("Pairs that tie within tolerance in one column are matched by the other")
    func matching() {
        // Sorted, the left pairs 1.0 with 5 first; the right, whose 1.0 is a rounding error larger, pairs it last.
        let e = 1e-12
        let a: [[EngineValue]] = [[.double(1), .double(5)], [.double(1 + e), .double(3)]]
        let b: [[EngineValue]] = [[.double(1 + e), .double(5)], [.double(1), .double(3)]]
        #expect(comparison.compare(a, b) == .equal)
        let c: [[EngineValue]] = [[.double(1), .double(5)], [.double(1), .double(4)]]
        #expect(comparison.compare(a, c) != .equal)
    }

    @Test("A difference says what differs")
    func words() {
        guard case .different(let what) = comparison.compare([[.text("only here")]], [[.text("other")]]) else {
            Issue.record("expected a difference")
            return
        }
        #expect(what.contains("only here") || what.contains("other"))
    }
}
