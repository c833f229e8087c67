import Testing
import TrinoSQL

@testable import Optimizer

@Suite("What columns take on disk, as rows drawn from them show")
struct SampledColumnSizeTests {
    private func random(_ count: Int, below limit: Int64) -> [Int64] {
        var generator = SplitMix(seed: 42)
        return (0..<count).map { _ in Int64.random(in: 0..<limit, using: &generator) }
    }

    private func bytesOfRow(
        _ drawn: [EngineValue], near: [EngineValue]? = nil, _ type: SQLType, rows: Double, distinct: Double? = nil
    ) -> Double {
        SampledColumnSize(
            drawn: drawn, neighbours: near ?? drawn, type: type, rows: rows, distinctValues: distinct
        ).natural / rows
    }

    @Test("A few values take the bits that tell them apart")
    func dictionary() {
        let letters = random(4_000, below: 4).map { EngineValue.text("a long name of kind \($0)") }
        #expect((0.24...0.27).contains(bytesOfRow(letters, .varchar(nil), rows: 1_000_000)))
    }

    @Test("Values that hardly repeat take more than a small sample's entropy")
    func identifiers() {
        let keys = random(3_000, below: 1 << 30).map { EngineValue.integer($0) }
        // 30 bits each; the sample's entropy is less than 12.
        #expect((3.5...5.5).contains(bytesOfRow(keys, .bigint, rows: 1_000_000, distinct: 999_000)))
        let doubles = random(3_000, below: 1 << 53).map { EngineValue.double(Double($0) / 7) }
        #expect((6...8.5).contains(bytesOfRow(doubles, .double, rows: 1_000_000, distinct: 1_000_000)))
    }

    @Test("Values of their own are written down for each row, whether or not the engine knows how many there are")
    func values() {
        let ids = random(6_000, below: .max).map { EngineValue.text(String($0, radix: 16) + String($0, radix: 36)) }
        let drawn = Array(ids.prefix(3_000))
        for distinct in [nil, 0, 1_000, 1e8] as [Double?] {
            let size = bytesOfRow(drawn, near: Array(ids.suffix(3_000)), .varchar(nil), rows: 1e8, distinct: distinct)
            #expect((14...26).contains(size), "\(String(describing: distinct)): \(size)")
        }
    }

    @Test("What was cut off lengthens values, not the bits that tell them apart")
    func lengthening() {
        let kinds = (0..<10).map { String(repeating: "abc \($0) ", count: 42) }
        let texts = random(1_000, below: 10).map { EngineValue.text(kinds[Int($0)]) }
        func bytes(_ times: Double) -> Double {
            SampledColumnSize(
                drawn: texts, neighbours: texts, type: .varchar(nil), rows: 1e6, distinctValues: nil, lengthening: times
            ).natural
        }
        #expect(bytes(40) < 1.01 * bytes(1))
    }

    @Test("Texts that begin alike are told apart by their lengths; letters are counted as the engine counts them")
    func beginnings() throws {
        let column = try #require(
            SampledColumn(ColumnSchema(name: "t", type: .varchar(nil)), isWhole: false))
        let rows: [[EngineValue]] = [
            [.text("<p>"), .integer(300)], [.text("<p>"), .integer(301)], [.text("<p>"), .integer(3)], [.null, .null],
        ]
        let (values, lengthening) = column.values(of: rows, at: 0)
        #expect(values == [.text("<p> 300"), .text("<p> 301"), .text("<p>"), .null])
        #expect(lengthening == 604.0 / 9)
        // Two code points, one letter to a reader.
        let combined = column.values(of: [[.text("e\u{301}"), .integer(2)]], at: 0)
        #expect(combined.values == [.text("e\u{301}")] && combined.lengthening == 1)
    }

    @Test("A long text weighs more than the keys beside it")
    func texts() {
        let words = ["late", "order", "blue", "again", "door", "small", "market", "quiet", "seven", "river"]
        let picks = random(24_000, below: 10).map { words[Int($0)] }
        let notes = (0..<2_000).map { EngineValue.text(picks[(12 * $0)..<(12 * $0 + 12)].joined(separator: " ")) }
        let note = bytesOfRow(notes, .varchar(nil), rows: 500_000, distinct: 500_000)
        let key = bytesOfRow(
            random(2_000, below: 500_000).map { .integer($0) }, .bigint, rows: 500_000, distinct: 300_000)
        #expect(note > 3 * key)
        #expect(note < 70)
    }

    @Test("Where equal values lie together they take next to nothing")
    func neighbours() {
        let drawn = random(4_000, below: 500).map { EngineValue.integer($0) }
        let together = bytesOfRow(drawn, near: Array(repeating: .integer(7), count: 2_000), .integer, rows: 1_000_000)
        #expect(together < 0.05 && together > 0)
        let size = SampledColumnSize(
            drawn: drawn, neighbours: Array(repeating: .integer(7), count: 2_000), type: .integer, rows: 1_000_000,
            distinctValues: nil)
        #expect(size.scattered > 1_000_000 && size.natural < 50_000)
        #expect(bytesOfRow(drawn, .integer, rows: 1_000_000) > 1)
    }

    @Test("Nothing is taken where nothing was drawn, or all is NULL")
    func nothing() {
        #expect(SampledColumnSize(drawn: [], neighbours: [], type: .bigint, rows: 10, distinctValues: 1).natural == 0)
        #expect(bytesOfRow(Array(repeating: .null, count: 1_000), .bigint, rows: 100_000) < 0.1)
    }

    @Test("Numbers, dates and times are encoded in their type's width, texts behind their length")
    func encoding() {
        func bytes(_ value: EngineValue, _ type: SQLType) -> [UInt8] {
            var encoding = PlainEncoding()
            encoding.append(value, as: type)
            return encoding.bytes
        }
        #expect(bytes(.null, .bigint).isEmpty)
        #expect(bytes(.integer(258), .bigint) == [2, 1, 0, 0, 0, 0, 0, 0])
        #expect(bytes(.integer(258), .integer) == [2, 1, 0, 0])
        #expect(bytes(.text("-1.00"), .decimal(precision: 12, scale: 2)) == bytes(.integer(-100), .bigint))
        #expect(bytes(.text("1970-01-03"), .date) == [2, 0, 0, 0])
        let moment = SQLType.timestamp(precision: 3, withTimeZone: false)
        #expect(bytes(.text("1970-01-01 00:00:01.500"), moment) == bytes(.integer(1_500_000), .bigint))
        #expect(bytes(.text("1970-01-01 00:00:01 Europe/Oslo"), moment) == bytes(.integer(1_000_000), .bigint))
        #expect(bytes(.text("no time"), moment) == [7, 0, 0, 0] + Array("no time".utf8))
        #expect(bytes(.text("ab"), .varchar(nil)) == [2, 0, 0, 0, 97, 98])
        #expect(bytes(.list([.boolean(true), .text("a")]), .array(.varchar(nil))) == [1, 1, 0, 0, 0, 97])
    }

    @Test("Values drawn once stand for all that weren't drawn")
    func unseen() {
        let half = ValueEntropy(Array(repeating: 0, count: 50) + Array(1...50))
        #expect(half.kinds == 51 && half.singles == 50)
        // Half of the rows have values of their own.
        #expect(half.distinctValues(rows: 10_000) == 5_001)
        #expect(half.distinctValues(rows: 100) == 51)
        let once = ValueEntropy(Array(0..<1_000))
        #expect(once.distinctValues(rows: 1e8) == 1e8)
        // 900 of 1,000 drawn once and 50 twice: 950, and 900^2 / (100 * 1000 / 999 + 100) more.
        let some = ValueEntropy(Array(0..<900) + (900..<950).flatMap { [$0, $0] })
        #expect(abs(some.distinctValues(rows: 1e4) - 4_998) < 1)
        #expect(some.distinctValues(rows: 1e8) == 50 + 900 * 100_000.0.squareRoot())
        // 1/2 * log2(2), and 1/2 * log2(1,000,000 * 2).
        let expected = 0.5 + 0.5 * 20.93
        #expect(abs(half.bits(distinctValues: 1_000_001) - expected) < 0.01)
        #expect(abs(half.bits(distinctValues: 51) - half.bits) < 0.01)
    }
}
