import Testing

@testable import Optimizer

@Suite("Selectivity")
struct SelectivityTests {
    @Test("Equality passes 1/NDV of the rows that aren't NULL; without NDV a tenth")
    func equality() {
        #expect(Selectivity.equality(ColumnStatistics(distinctValues: 50)) == 0.02)
        #expect(Selectivity.equality(ColumnStatistics(distinctValues: 50, nullsFraction: 0.5)) == 0.01)
        #expect(Selectivity.equality(nil) == 0.1)
        #expect(Selectivity.list(of: 3, ColumnStatistics(distinctValues: 2)) == 1)
    }

    @Test("A range passes the covered part; what lies outside passes nothing")
    func range() {
        #expect(Selectivity.range(from: 25, to: 50, low: 0, high: 100, nil) == 0.25)
        #expect(Selectivity.range(from: nil, to: 50, low: 0, high: 100, ColumnStatistics(nullsFraction: 0.2)) == 0.4)
        #expect(Selectivity.range(from: 200, to: nil, low: 0, high: 100, nil) == 0)
        #expect(Selectivity.range(from: 5, to: 5, low: 5, high: 5, nil) == 1)
    }

    @Test("Independent conditions multiply; alternatives leave out what all of them leave out")
    func combined() {
        #expect(Selectivity.all([0.5, 0.5, 0.2]) == 0.05)
        #expect(Selectivity.any([0.5, 0.5]) == 0.75)
        #expect(Selectivity.all([]) == 1)
        #expect(Selectivity.any([]) == 0)
        #expect(Selectivity.all([.nan, 7]) == 1)
    }

    @Test("NULL passes the fraction of NULLs")
    func null() {
        #expect(Selectivity.null(ColumnStatistics(nullsFraction: 0.3)) == 0.3)
        #expect(Selectivity.null(nil) == 0.1)
    }
}
