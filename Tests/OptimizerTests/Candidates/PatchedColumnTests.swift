import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Columns of a result kept as whole numbers")
struct PatchedColumnTests {
    private static let design = Design(
        catalog: "lake", schema: "fast", location: nil, connector: .iceberg, tables: [])

    private func candidate(_ sql: String, _ codings: [Int: PatchedColumn]) throws -> ResultCandidate {
        try ResultCandidate(Lakehouse.resolve(sql), name: "result_q", design: Self.design, codings: codings)
    }

    @Test("A double is stored as its number where that gives it back, else as it is, and read from both")
    func decimals() throws {
        let kept = try candidate(
            "SELECT orderkey, price FROM orders ORDER BY price", [1: PatchedColumn(unit: .decimals(2), isShort: true)])
        #expect(kept.table.columns.map(\.name) == ["orderkey", "price_e2", "price_else"])
        #expect(kept.table.columns.map(\.storedType) == [.bigint, .integer, .double])
        #expect(kept.columnOfOutput == [0: "orderkey", 1: "price_e2"])
        let number = "TRY_CAST(round(r.price * 1E2) AS integer)"
        let isNumber = "\(number) <> 0 AND CAST(\(number) AS double) / 1E2 = r.price"
        let filling = kept.table.filling(casts: false).sql()
        #expect(filling.contains("CASE WHEN \(isNumber) THEN \(number) ELSE NULL END AS price_e2"), "\(filling)")
        #expect(filling.contains("CASE WHEN \(isNumber) THEN NULL ELSE r.price END AS price_else"), "\(filling)")
        let value = "coalesce(CAST(r.price_e2 AS double) / 1E2, r.price_else)"
        #expect(
            try kept.rewritten.sql()
                == Lakehouse.compact(
                    "SELECT r.orderkey AS orderkey, \(value) AS price FROM lake.fast.result_q AS r ORDER BY \(value)"))
    }

    @Test("A timestamp of fewer digits than are stored is cast back")
    func moments() throws {
        let kept = try candidate("SELECT placed FROM orders", [0: PatchedColumn(unit: .seconds, isShort: true)])
        #expect(
            try kept.rewritten.sql()
                == Lakehouse.compact(
                    """
                    SELECT CAST(coalesce(date_add('second', r.placed_s, TIMESTAMP '1970-01-01 00:00:00.000000'), r.placed_else)
                    AS timestamp(3)) AS placed FROM lake.fast.result_q AS r
                    """))
    }

    @Test("Names that are taken are not taken again")
    func names() throws {
        let kept = try candidate(
            "SELECT price AS a_else, price AS a, status AS a_e2 FROM orders",
            [1: PatchedColumn(unit: .decimals(2), isShort: false)])
        let names = kept.table.columns.map(\.name)
        #expect(Set(names).count == 4, "\(names)")
        #expect(kept.rewritten.sql().hasSuffix("r.c3 AS a_e2 FROM lake.fast.result_q AS r"), "\(kept.rewritten.sql())")
    }

    @Test("A design that was made with them is found again")
    func again() throws {
        let sql = "SELECT orderkey, price, placed FROM orders"
        let query = try #require(WorkloadModel(Lakehouse.input([sql])).queries.first)
        let codings = [
            1: PatchedColumn(unit: .decimals(3), isShort: false), 2: PatchedColumn(unit: .seconds),
        ]
        var design = Self.design
        let original = try #require(query.flat)
        let coded = try ResultCandidate(original, name: "result_q", design: design, codings: codings)
        let plain = try ResultCandidate(original, name: "result_q", design: design)
        design.tables = [coded.table]
        let existing = ExistingDesign(
            EarlierResult(ddl: design.ddl.map { $0.sql() }, migrations: design.migrations.map { $0.sql() }),
            base: CatalogReading(Lakehouse.input([])).catalog, connector: { _ in .iceberg })
        let found = try #require(existing.result(like: plain, of: query), "\(existing.notes)")
        #expect(found.candidate.rewritten == coded.rewritten)
        let other = try #require(WorkloadModel(Lakehouse.input(["SELECT price FROM orders"])).queries.first)
        let otherPlain = try ResultCandidate(try #require(other.flat), name: "result_q", design: design)
        #expect(existing.result(like: otherPlain, of: other) == nil)
    }
}

/// Which columns are worth it.
@Suite("Choosing columns to keep as whole numbers")
struct PatchedColumnChoiceTests {
    private func choices(_ values: [EngineValue], _ type: SQLType) -> [Int: PatchedColumn] {
        let result = EngineResult(
            columns: [.init(name: "x", type: type.description)], rows: values.map { [$0] })
        return PatchedColumn.choices(result, types: [0: type], in: (0..<Int32(values.count)).map { $0 })
            .mapValues(\.coding)
    }

    private func doubles(_ places: Int) -> [EngineValue] {
        var generator = SplitMix(seed: 5)
        let scale = (0..<places).reduce(1.0) { product, _ in product * 10 }
        return (0..<5_000).map { _ in .double(Double(Int.random(in: 1...900_000, using: &generator)) / scale) }
    }

    private func moments(_ digits: String) -> [EngineValue] {
        var generator = SplitMix(seed: 6)
        return (0..<5_000).map { _ in
            let parts = [28, 24, 60, 60].map { Int.random(in: 0..<$0, using: &generator) }
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            let fraction =
                digits.isEmpty
                ? "" : String("\(Int.random(in: 0..<1_000, using: &generator) + 1_000)".dropFirst()) + digits
            return .text(
                "2024-05-\(two(parts[0] + 1)) \(two(parts[1])):\(two(parts[2])):\(two(parts[3])).\(fraction.isEmpty ? "000000" : fraction)"
            )
        }
    }

    @Test("Doubles of few decimals are numbers of as few decimals as there are; whole ones take little as they are")
    func decimals() {
        #expect(choices(doubles(2), .double) == [0: PatchedColumn(unit: .decimals(2), isShort: true)])
        #expect(choices(doubles(4), .double) == [0: PatchedColumn(unit: .decimals(4), isShort: true)])
        #expect(choices(doubles(0), .double).isEmpty)
    }

    @Test("Moments of whole seconds are, others are not")
    func seconds() {
        let type = SQLType.timestamp(precision: 6, withTimeZone: false)
        #expect(choices(moments(""), type) == [0: PatchedColumn(unit: .seconds, isShort: true)])
        #expect(choices(moments("000"), type).isEmpty)
        #expect(choices(moments("123"), type).isEmpty)
        #expect(choices(moments(""), .timestamp(precision: 6, withTimeZone: true)).isEmpty)
    }

    @Test("Seconds take 32 bits whatever comes: what lies beyond stands as it is")
    func farMoments() throws {
        var values = moments("")
        values[3] = .text("9999-12-31 23:59:59.000000")
        values[4] = .text("1901-01-01 00:00:00.000000")
        let choice = try #require(choices(values, .timestamp(precision: 6, withTimeZone: false))[0])
        #expect(choice.numberType == .integer)
        #expect(PatchedColumn(unit: .seconds, isShort: false).numberType == .integer)
    }

    @Test("A few that are no such numbers, and no values at all, keep nothing from it")
    func exceptions() {
        var values = doubles(2)
        values[7] = .double(.nan)
        values[8] = .double(.infinity)
        values[9] = .double(-0.0)
        values[10] = .null
        values[11] = .double(0.1 + 0.2)
        #expect(choices(values, .double)[0]?.unit == .decimals(2))
    }

    @Test("Where little is saved, or the numbers are no decimals, they stay as they are")
    func none() {
        var generator = SplitMix(seed: 7)
        let any = (0..<5_000).map { _ in EngineValue.double(Double.random(in: 0..<1, using: &generator)) }
        #expect(choices(any, .double).isEmpty)
        #expect(choices(Array(doubles(2).prefix(100)), .double).isEmpty)
        #expect(choices(Array(repeating: .double(1.25), count: 5_000), .double).isEmpty)
        #expect(choices(Array(repeating: .null, count: 5_000), .double).isEmpty)
    }
}

/// On a real engine: every value comes back.
@Suite(
    "Columns kept as whole numbers give back every value", .adversarialLab,
    .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct PatchedColumnEngineTests {
    /// With the text of doubles: 0.0 and -0.0 are equal.
    private static let queries = [
        "SELECT id, x, y, CAST(x AS varchar) AS t FROM floats",
        "SELECT id, x, x * 2 AS twice FROM floats ORDER BY x, id",
        "SELECT id, weight, at FROM sales ORDER BY at, id",
        "SELECT at, id, max(at) OVER (ORDER BY id) AS latest FROM sales WHERE at IS NOT NULL",
        "SELECT id, at FROM moments", "SELECT shop, avg(weight) AS w, max(at) AS m FROM sales GROUP BY shop",
    ]

    @Test("in any unit", arguments: queries, PatchedColumn.units)
    func equal(sql: String, unit: PatchedColumn.Unit) async throws {
        let lab = try #require(AdversarialLab.current)
        let query = try #require(WorkloadModel(lab.input(sql), catalog: lab.catalog, notes: []).queries.first)
        let original = try #require(query.flat)
        var codings: [Int: PatchedColumn] = [:]
        for (place, output) in original.outputs.enumerated() {
            let isMoment = unit == .seconds
            let type = isMoment ? SQLType.timestamp(precision: 6, withTimeZone: false) : .double
            if output.type == type { codings[place] = PatchedColumn(unit: unit, isShort: place % 2 == 0) }
        }
        guard !codings.isEmpty else { return }
        var design = DesignBuilder(
            input: lab.input(sql), model: WorkloadModel(lab.input(sql), catalog: lab.catalog, notes: []),
            profile: lab.profile
        ).emptyDesign()
        let candidate = try ResultCandidate(original, name: "result_q", design: design, codings: codings)
        design.tables = [candidate.table]
        #expect(StaticVerifier(design: design).defect(of: candidate.rewritten, original: original) == nil)
        switch try await lab.compare(candidate.rewritten, with: original, design: design) {
        case .equal: break
        case let other: Issue.record("\(other.words)")
        }
    }
}
