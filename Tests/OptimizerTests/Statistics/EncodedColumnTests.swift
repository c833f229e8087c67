import Testing
import TrinoSQL

@testable import Optimizer

@Suite("What a column takes in one order or another")
struct EncodedColumnTests {
    private func all(_ column: EncodedColumn) -> ArraySlice<Int32> { (0..<Int32(column.numbers.count)).map { $0 }[...] }

    @Test("Equal values that lie together take less than scattered ones")
    func together() {
        var generator = SplitMix(seed: 2)
        let values = (0..<4_000).map { _ in EngineValue.integer(Int64.random(in: 0..<100, using: &generator)) }
        let column = EncodedColumn(values, type: .bigint)
        let rows = all(column)
        #expect(column.bytes(of: column.sorted(Array(rows))[...]) * 4 < column.bytes(of: rows))
    }

    @Test("Values are numbered in their own order, NULL last, and sorting keeps equal ones as they are")
    func numbers() {
        let decimals = ["10.50", "-3.00", "9.00", "-3.00"].map { EngineValue.text($0) } + [.null]
        let column = EncodedColumn(decimals, type: .decimal(precision: 4, scale: 2))
        #expect(column.numbers == [2, 0, 1, 0, 3])
        #expect(column.sorted([4, 3, 2, 1, 0]) == [3, 1, 2, 0, 4])
        let truths = EncodedColumn([.boolean(true), .null, .boolean(false)], type: .boolean)
        #expect(truths.numbers == [1, 2, 0])
    }

    @Test("Many different values take as much as they do one after another, few as their numbers")
    func plain() {
        var generator = SplitMix(seed: 1)
        let different = (0..<1_000).map { _ in EngineValue.integer(Int64.random(in: 0...Int64.max, using: &generator)) }
        let column = EncodedColumn(different, type: .bigint)
        #expect((7_900...8_100).contains(column.bytes(of: all(column))))
        let two = (0..<1_000).map { _ in EngineValue.integer(Int64.random(in: 5...6, using: &generator)) }
        let few = EncodedColumn(two, type: .bigint)
        #expect((120...170).contains(few.bytes(of: all(few))))
    }

    @Test("One value takes next to nothing, and no rows take nothing")
    func one() {
        let column = EncodedColumn(Array(repeating: EngineValue.text("Berlin"), count: 500), type: .varchar(nil))
        #expect(column.bytes(of: all(column)) < 30)
        #expect(column.bytes(of: []) == 0)
        let empty = EncodedColumn(Array(repeating: EngineValue.null, count: 500), type: .varchar(nil))
        #expect(empty.bytes(of: all(empty)) == 0)
    }
}
