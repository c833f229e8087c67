import Synchronization
import Testing
import TrinoSQL

@testable import Optimizer

/// What is asked of the engine, and what follows from its answers; that rows are compared rightly is shown by the adversarial cases.
@Suite("Comparing on live data")
struct InlineVerifierTests {
    private static let rows: [[EngineValue]] = [[.integer(1)], [.integer(2)]]

    private static func result(_ rows: [[EngineValue]], isCut: Bool = false) -> EngineResult {
        EngineResult(
            columns: [.init(name: "orderkey", type: "bigint")], rows: rows, isCut: isCut,
            statistics: RunStatistics(wallSeconds: 1, bytesRead: 40))
    }

    private func check(
        _ engine: ScriptedEngine, profile: LakehouseProfile = .none, pins: SnapshotPins = SnapshotPins(),
        budget: ByteBudget = ByteBudget(1_000), sql: String = "SELECT orderkey FROM orders",
        rewritten: String = "SELECT o.orderkey FROM lake.raw.orders AS o"
    ) async throws -> CheckedRuns {
        let original = try Lakehouse.resolve(sql)
        let sources = Set(original.tables.map(\.schema.name))
        let pair = QueryPair(
            original: original, rewritten: pins.pin(try Parser.parseQuery(rewritten), sources: sources), pins: pins,
            sources: sources, columns: ["orderkey"])
        let verifier = InlineVerifier(
            engine: engine, profile: profile, deadline: Deadline(seconds: 3_600), limits: VerificationLimits(),
            budget: budget)
        return try await verifier.check(pair)
    }

    private static let orders = TableName(catalog: "lake", schema: "raw", table: "orders")

    private static func profile(bytes: Int64) -> LakehouseProfile {
        var profile = LakehouseProfile.none
        profile.tables[orders] = TableProfile(rowCount: 2, bytes: bytes)
        return profile
    }

    @Test("On one snapshot each query runs once, and the rewritten one was validated before anything was read")
    func pinned() async throws {
        let engine = ScriptedEngine { _, _ in Self.result(Self.rows) }
        let runs = try await check(engine, pins: SnapshotPins([Self.orders: 7]))
        #expect(runs.check == .equal(rows: 2, note: nil))
        let statements = engine.statements
        #expect(statements.count == 3)
        #expect(statements[0].hasPrefix("EXPLAIN (TYPE VALIDATE) "))
        #expect(statements.allSatisfy { $0.contains("FOR VERSION AS OF 7") })
    }

    @Test(
        "A text that the engine refuses costs no read, and is its own fault or the original's",
        arguments: [false, true])
    func invalid(isOriginal: Bool) async throws {
        let engine = ScriptedEngine { sql, _ in
            guard sql.hasPrefix("EXPLAIN"), isOriginal || sql.contains("AS o") else { return Self.result(Self.rows) }
            throw EngineError.failed(name: "COLUMN_NOT_FOUND", message: "no such column")
        }
        let runs = try await check(engine)
        switch (isOriginal, runs.check) {
        case (false, .failed(let reason)):
            #expect(reason.contains("COLUMN_NOT_FOUND"))
            #expect(runs.originalFailure == nil)
        case (true, .incomparable(let reason)):
            #expect(reason.hasPrefix("the original does not run: "))
            #expect(runs.originalFailure?.contains("COLUMN_NOT_FOUND") == true)
        default: Issue.record("\(runs.check)")
        }
        #expect(engine.statements.allSatisfy { $0.hasPrefix("EXPLAIN (TYPE VALIDATE)") })
    }

    @Test("Without snapshots equal rows are seen once more in one statement that holds both queries")
    func together() async throws {
        let engine = ScriptedEngine { sql, _ in
            sql.contains("UNION ALL")
                ? EngineResult(
                    columns: [.init(name: "side", type: "integer"), .init(name: "c1", type: "bigint")],
                    rows: [Int64(0), 1].flatMap { side in Self.rows.map { [EngineValue.integer(side)] + $0 } })
                : Self.result(Self.rows)
        }
        let runs = try await check(engine)
        #expect(runs.check == .equal(rows: 2, note: "compared in one statement that holds both queries"))
    }

    @Test("Rows that agreed by chance, while the data moved, are a difference once both stand in one statement")
    func disagreeingTogether() async throws {
        let engine = ScriptedEngine { sql, _ in
            sql.contains("UNION ALL")
                ? EngineResult(
                    columns: [.init(name: "side", type: "integer"), .init(name: "c1", type: "bigint")],
                    rows: [[.integer(0), .integer(1)], [.integer(1), .integer(3)]])
                : Self.result(Self.rows)
        }
        guard case .different = try await check(engine).check else {
            Issue.record("expected a difference")
            return
        }
    }

    @Test("Where one statement can't hold both, the original runs again; other rows then mean that nothing was shown")
    func beforeAndAfter() async throws {
        func engine(last: [[EngineValue]]) -> ScriptedEngine {
            ScriptedEngine { sql, before in
                if sql.contains("UNION ALL") { throw EngineError.failed(name: "EXCEEDED_MEMORY", message: "too much") }
                return Self.result(before < 4 ? Self.rows : last)
            }
        }
        let still = try await check(engine(last: Self.rows))
        #expect(still.check == .equal(rows: 2, note: "the original gave the same rows before and after"))
        let moved = try await check(engine(last: [[.integer(9)]]))
        #expect(moved.check == .incomparable("the data changed while both queries ran"))
    }

    @Test("An original that disagrees with itself shows nothing")
    func noise() async throws {
        let engine = ScriptedEngine { sql, before in Self.result([[.integer(Int64(before))]]) }
        let runs = try await check(engine, pins: SnapshotPins([Self.orders: 7]))
        #expect(runs.check == .incomparable("two runs of the original give different rows"))
    }

    private static func estimates(_ rows: [(Int64, Int64?)], isCut: Bool = false) -> EngineResult {
        EngineResult(
            columns: [.init(name: "custkey", type: "bigint"), .init(name: "n", type: "bigint")],
            rows: rows.map { [.integer($0), $1.map { .integer($0) } ?? .null] }, isCut: isCut)
    }

    private func checkEstimates(
        pins: SnapshotPins = SnapshotPins([Self.orders: 7]),
        _ answer: @escaping @Sendable (_ sql: String, _ isRewritten: Bool) -> EngineResult
    ) async throws -> DataCheck {
        try await check(
            ScriptedEngine { sql, _ in answer(sql, sql.contains("AS o ")) }, pins: pins,
            sql: "SELECT custkey, approx_distinct(status) AS n FROM orders GROUP BY custkey ORDER BY custkey",
            rewritten: """
                SELECT o.custkey, approx_distinct(o.status) AS n FROM lake.raw.orders AS o GROUP BY o.custkey ORDER BY o.custkey
                """
        ).check
    }

    @Test("An estimate may differ between two texts though each repeats itself")
    func estimates() async throws {
        let check = try await checkEstimates { _, isRewritten in
            Self.estimates(isRewritten ? [(1, 8), (2, 4)] : [(1, 7), (2, 4)])
        }
        #expect(check == .equalBut("n"))
    }

    @Test(
        "What stands beside an estimate may not differ, nor its being NULL, nor the order",
        arguments: [[(1, 8), (3, 4)], [(1, nil), (2, 4)], [(2, 4), (1, 8)], [(1, 8)]] as [[(Int64, Int64?)]])
    func besideEstimates(rewritten: [(Int64, Int64?)]) async throws {
        let check = try await checkEstimates { _, isRewritten in
            Self.estimates(isRewritten ? rewritten : [(1, 7), (2, 4)])
        }
        guard case .different = check else {
            Issue.record("\(check)")
            return
        }
    }

    @Test("Of a result too large to fetch the engine compares all but the estimates", arguments: [0, 3])
    func manyEstimates(differing: Int64) async throws {
        let check = try await checkEstimates { sql, isRewritten in
            guard sql.contains("differing") else { return Self.estimates([(1, 7)], isCut: true) }
            let isHidden = sql.contains("o.c2 IS NULL AS c2") && sql.contains("r.c2 IS NULL AS c2")
            return EngineResult(
                columns: [.init(name: "differing", type: "bigint"), .init(name: "originals", type: "bigint")],
                rows: [[.integer(isHidden ? differing : 5), .integer(200_000)]])
        }
        #expect(
            differing == 0
                ? check == .equalBut("n") : check == .different("5 groups of rows differ"))
    }

    @Test("One statement that holds both queries shows exact values that differ beside estimates", arguments: [1, 3])
    func estimatesTogether(key: Int64) async throws {
        let check = try await checkEstimates(pins: SnapshotPins()) { sql, _ in
            guard sql.contains("UNION ALL") else { return Self.estimates([(1, 7)]) }
            return EngineResult(
                columns: ["side", "c1", "c2"].map { .init(name: $0, type: "bigint") },
                rows: [[.integer(0), .integer(1), .integer(7)], [.integer(1), .integer(key), .integer(8)]])
        }
        if key == 1 {
            #expect(check == .equalBut("n"))
        } else if case .different = check {
        } else {
            Issue.record("\(check)")
        }
    }

    @Test(
        "Estimates are told from other outputs, unless one stands where all outputs may depend on it",
        arguments: [
            ("SELECT custkey, approx_distinct(status), count(*) FROM orders GROUP BY custkey", [1]),
            (
                "SELECT 2 * approx_percentile(price, 0.5) + 1, array_agg(custkey), array_agg(custkey ORDER BY custkey) FROM orders",
                [0, 1]
            ),
            ("SELECT count(*) FROM orders", []),
            (
                "SELECT custkey, approx_distinct(status) FROM orders GROUP BY custkey HAVING approx_distinct(note) > 1",
                []
            ),
            ("SELECT max(n), approx_distinct(n) FROM (SELECT approx_distinct(status) AS n FROM orders)", []),
            ("SELECT custkey FROM orders GROUP BY custkey ORDER BY approx_distinct(status)", []),
            ("SELECT custkey, arbitrary(status) FROM orders GROUP BY custkey", [1]),
            ("SELECT custkey, arbitrary(status) FROM orders GROUP BY custkey LIMIT 5", []),
        ])
    func unsteady(sql: String, outputs: [Int]) throws {
        #expect(try Lakehouse.resolve(sql).unsettledOutputs == Set(outputs))
    }

    @Test("A comparison that would read more than is left is not begun, and says how much it would read")
    func tooManyBytes() async throws {
        let engine = ScriptedEngine { _, _ in Self.result(Self.rows) }
        let runs = try await check(engine, profile: Self.profile(bytes: 600))
        guard case .incomparable(let reason) = runs.check else {
            Issue.record("expected no comparison")
            return
        }
        #expect(reason.contains("1.2 KB") && reason.contains("1.0 KB"), "\(reason)")
        #expect(engine.statements.isEmpty)
    }

    @Test("What the engine says it read is taken off, not what was estimated")
    func settling() async throws {
        let budget = ByteBudget(1_000)
        let engine = ScriptedEngine { _, _ in Self.result(Self.rows) }
        _ = try await check(
            engine, profile: Self.profile(bytes: 300), pins: SnapshotPins([Self.orders: 7]), budget: budget)
        #expect(await budget.left == 1_000 - 2 * 40)
    }

    @Test("A result that is cut is compared by the engine, and counts with its own number of rows")
    func large() async throws {
        let engine = ScriptedEngine { sql, _ in
            sql.contains("differing")
                ? EngineResult(
                    columns: [.init(name: "differing", type: "bigint"), .init(name: "originals", type: "bigint")],
                    rows: [[.integer(0), .integer(1_234_567)]])
                : Self.result(Self.rows, isCut: true)
        }
        let runs = try await check(engine, pins: SnapshotPins([Self.orders: 7]))
        #expect(runs.check == .equal(rows: 1_234_567, note: "compared by the engine, whole rows as a multiset"))
        #expect(runs.original == nil, "a run that was broken off has measured nothing")
        #expect(runs.rewritten == nil)
        let first = try #require(runs.originalRows?.storedColumnBytes.first)
        #expect(runs.originalColumnBytes == [first * 1_234_567 / Double(Self.rows.count)])
    }

    @Test("Checks run side by side, no more than allowed at a time, and keep their order")
    func sideBySide() async throws {
        let round = VerificationRound(
            engine: GuardedEngine(ScriptedEngine { _, _ in Self.result([]) }), profile: .none,
            deadline: Deadline(seconds: 3_600), reserve: 0,
            allowsUnverified: false, limits: VerificationLimits(width: 2))
        let running = Mutex((now: 0, most: 0))
        let results = try await round.sideBySide(Array(10..<30)) { index in
            running.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            await Task.yield()
            running.withLock { $0.now -= 1 }
            return index
        }
        #expect(results == Array(10..<30))
        #expect(running.withLock { $0.most } <= 2)
    }
}
