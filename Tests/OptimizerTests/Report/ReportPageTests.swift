import Testing

@testable import Optimizer

@Suite("The report as a page")
struct ReportPageTests {
    private func report() -> OptimizationReport {
        let problem = SelectionProblem(
            structures: [.init("lake.raw.orders", bytes: 5e9, isNew: false), .init("lake.fast.sums", bytes: 2e6)],
            queries: [
                .init(
                    "totals", weight: 10, secondsBefore: 8,
                    options: [
                        .init("original", seconds: 8, structures: [0]), .init("summary", seconds: 0.5, structures: [1]),
                        .init("result", seconds: 0.1, structures: [], refusal: "it reads the clock"),
                    ])
            ], bytesBefore: 5e9, storageLimit: 1e9)
        let unique = Assumption(
            "lake.raw.orders.orderkey is unique",
            check: "SELECT orderkey FROM lake.raw.orders GROUP BY orderkey HAVING count(*) > 1")
        return OptimizationReport(
            summary: "1 of 2 queries rewritten over 1 new tables", verification: "inline",
            engine: .init(version: "476", connectors: ["lake": "iceberg"]),
            objective: .init(predicted: .init(x: 16, y: 2_500, weights: ObjectiveWeights()), measured: nil),
            queries: [
                QueryReport(
                    queryid: "totals", changed: true,
                    evidence: Evidence(.equalOnData, "both gave the same rows", rowsCompared: 12),
                    reasons: ["reads a summary"], problem: nil,
                    before: .init(seconds: 8, bytesRead: 4_000_000_000, measured: true),
                    after: .init(seconds: 0.5, bytesRead: 2_000_000, measured: false), assumptions: [unique]),
                QueryReport(
                    queryid: "torn", changed: false, evidence: Evidence(.original, "it can't be read as it is"),
                    reasons: [], problem: QueryProblem(message: "unexpected '*'", line: 1, column: 14),
                    before: .init(seconds: nil, bytesRead: nil, measured: false),
                    after: nil, assumptions: []),
            ],
            tables: [
                TableReport(
                    name: "lake.fast.sums", sources: ["lake.raw.orders"], kind: "summary", columns: 3,
                    columnsNotCarried: [], partitioning: [], sortedBy: ["day"], reasons: ["serves 1 query"],
                    queriesServed: 1, bytesBefore: nil, bytesAfter: 2_000_000, bytesMeasured: false,
                    refresh: RefreshReport(
                        TableRefresh(
                            method: .full, facts: [], writes: [], full: [],
                            cost: RefreshCost(bytesRead: 4e9, bytesWritten: 2e6), reason: "filled anew")))
            ],
            selection: SelectionReport(problem, problem.solved()),
            storage: StorageLedger([
                .init(table: "lake.raw.orders", role: .original, bytes: 5_000_000_000, isMeasured: true),
                .init(table: "lake.fast.sums", role: .new, bytes: 2_000_000, isMeasured: false),
            ]),
            notCarried: [
                NotCarried(table: "lake.raw.orders", columns: [], isWholeTable: true),
                NotCarried(table: "lake.raw.sales", columns: ["note"], rows: "shop = 3", isWholeTable: false),
            ],
            migration: MigrationCost(
                bytesToRead: 4_000_000_000, bytesToWrite: 2_000_000, seconds: 40, isMeasured: false,
                secondsSavedPerRound: 75, runs: 10),
            assumptions: [unique], refresh: ["DELETE FROM lake.fast.sums"], rollback: ["DROP TABLE lake.fast.sums"],
            proposals: nil, notes: ["no query reads lake.raw.returns"])
    }

    @Test("Says of the whole: x, y, z, the storage of each table, the migration and when it is earned back")
    func whole() {
        let page = ReportPage(report()).text
        #expect(page.contains("lake.raw.sales: note; all rows but those of shop = 3"))
        let lines = page.split(separator: "\n").map { String($0) }
        #expect(lines[0] == "1 of 2 queries rewritten over 1 new tables.")
        #expect(lines[1] == "Verification: inline; Trino 476, catalogs lake (iceberg).")
        #expect(lines.contains { $0.hasPrefix("  predicted") && $0.hasSuffix("15874") })
        #expect(lines.contains("  storage limit of 1.0 GB for new tables: held"))
        #expect(
            lines.contains { $0.hasPrefix("  lake.raw.orders") && $0.contains("5.0 GB") && $0.hasSuffix("measured") })
        #expect(lines.contains { $0.hasPrefix("  after, C") && $0.hasSuffix("2.0 MB") })
        #expect(lines.contains("  reads 4.0 GB, writes 2.0 MB, takes 40.0 s (estimated)"))
        #expect(lines.contains("  earned back after 6 runs of queries in the workload's mix"))
        #expect(lines.contains("  lake.raw.orders: has no copy"))
        #expect(lines.contains("      DELETE FROM lake.fast.sums;"))
        #expect(lines.contains("      DROP TABLE lake.fast.sums;"))
    }

    @Test("Says of each query what it became, what shows it, what it costs, and what else was considered or refused")
    func query() {
        let page = ReportPage(report()).text
        let lines = page.split(separator: "\n").map { String($0) }
        #expect(lines.contains("  totals: rewritten, equal on data: both gave the same rows, 12 rows compared"))
        #expect(
            lines.contains(
                "      before 8.0 s, 4.0 GB read (measured); after 0.500 s, 2.0 MB read (as given, or estimated); 16.00 times as fast"
            ))
        #expect(lines.contains { $0.hasPrefix("      chosen: summary, about 0.500 s, z ") })
        #expect(lines.contains { $0.hasPrefix("      considered: original, about 8.0 s, z 1.00") })
        #expect(lines.contains("      refused: result, about 0.100 s: it reads the clock"))
        #expect(lines.contains("      rests on: lake.raw.orders.orderkey is unique"))
        #expect(lines.contains { $0.hasPrefix("  lake.fast.sums  2.0 MB  1 query") && $0.hasSuffix("1.00") })
    }

    @Test("Assumptions come with the statement that checks them again; broken queries with their place")
    func assumptionsAndBroken() {
        let page = ReportPage(report()).text
        #expect(page.contains("SELECT orderkey FROM lake.raw.orders GROUP BY orderkey HAVING count(*) > 1"))
        #expect(page.contains("  torn, line 1, column 14: unexpected '*'"))
        #expect(!page.contains("  torn: unchanged"))
    }

    @Test("A run without a connection has a page too, without figures that nobody knows")
    func withoutConnection() async throws {
        let outcome = try await Advisor(
            Lakehouse.input(["SELECT status, count(*) AS n FROM orders GROUP BY status"]), engine: nil
        ).run()
        let page = ReportPage(outcome.report).text
        #expect(page.contains("1 of 1 queries rewritten"))
        #expect(page.contains("nothing can be predicted without statistics"))
        #expect(page.contains("lake.raw.orders: orderkey, custkey, price, total, orderdate, placed, note"))
        #expect(page.contains("lake.raw.customers: has no copy"))
        #expect(!page.contains("Migration"))
        #expect(page.contains("unverified"))
    }
}
