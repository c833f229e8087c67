import TestSupport
import Testing

@testable import Optimizer

/// What a rehearsal does with rewritten queries that turn out to be slower, on an engine whose pace is set.
@Suite(
    "Rehearsals", .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct RehearsalTests {
    private static let workload = [
        "SELECT region, sum(amount) AS total FROM sales GROUP BY region",
        "SELECT region, count(*) AS n FROM sales WHERE shop < 5 GROUP BY region",
    ]

    private static let options = OptimizerOptions(
        verification: .rehearse, candidates: [.summary, .layout], objective: ObjectiveWeights(speed: 1, storage: 1))

    /// What a statement reads: the originals, a copy under the scratch name, or a summary there.
    private enum Reading {
        case originals, copies, summaries

        init?(_ sql: String) {
            guard sql.hasPrefix("SELECT") || sql.hasPrefix("WITH") else { return nil }
            let tables = sql.matches(of: /lw_rehearsal_\w+\.(\w+)/).map { String($0.1) }
            if tables.isEmpty {
                self = .originals
            } else {
                self = tables.allSatisfy { $0 == "sales" } ? .copies : .summaries
            }
        }
    }

    private func optimize(
        _ lake: LiveLake, copies: Double, summaries: Double
    ) async throws -> OptimizationOutcome {
        let engine = PacedEngine(base: lake.engine) { sql in
            switch Reading(sql) {
            case .originals: 0.5
            case .copies: copies
            case .summaries: summaries
            case nil: nil
            }
        }
        return try await lake.optimize(Self.workload, options: Self.options, engine: engine)
    }

    @Test("Summaries that are faster are kept, with what was measured")
    func faster() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let outcome = try await optimize(lake, copies: 0.4, summaries: 0.05)
        #expect(outcome.report.tables.map(\.kind) == ["summary"], "\(outcome.report.queries.map(\.reasons))")
        for query in outcome.report.queries {
            #expect(query.changed)
            #expect(query.after?.seconds == 0.05)
            #expect(query.after?.measured == true)
            #expect(query.before.seconds == 0.5)
        }
    }

    @Test("A query that is slower over a summary goes back to its next-best form, over a copy, and the summary goes")
    func nextBest() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let outcome = try await optimize(lake, copies: 0.4, summaries: 2)
        #expect(outcome.report.tables.map(\.kind) == ["layout"], "\(outcome.report.queries.map(\.reasons))")
        for query in outcome.report.queries {
            #expect(query.changed)
            #expect(query.after?.seconds == 0.4)
            #expect(query.evidence.label == .equalOnData)
            #expect(query.reasons.contains { $0.contains("in the rehearsal it was slower") }, "\(query.reasons)")
        }
        try await lake.run(outcome.ddl + outcome.migrations)
        #expect(try await lake.differing(outcome, from: Self.workload) == [])
    }

    @Test("A query that is slower in each form keeps its original text, and nothing is made for it")
    func originals() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let outcome = try await optimize(lake, copies: 2, summaries: 2)
        #expect(outcome.report.tables.map(\.kind) == [])
        #expect(outcome.queries.map(\.text) == Self.workload)
        for query in outcome.report.queries {
            #expect(!query.changed)
            #expect(query.reasons.contains { $0.contains("in the rehearsal it was slower") }, "\(query.reasons)")
        }
    }

    /// Fails each statement that fills a summary.
    private struct Unfilling: QueryEngine {
        let base: any QueryEngine

        func run(_ statement: EngineStatement) async throws -> EngineResult {
            if statement.sql.hasPrefix("INSERT INTO"), !statement.sql.contains(/lw_rehearsal_\w+\.sales\b/) {
                throw EngineError.failed(name: "DIVISION_BY_ZERO", message: "Division by zero")
            }
            return try await base.run(statement)
        }
    }

    @Test("A table that can't be filled is given up, and its queries with it take their next-best form")
    func unfilled() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let outcome = try await lake.optimize(
            Self.workload, options: Self.options,
            engine: PacedEngine(base: Unfilling(base: lake.engine)) { Reading($0) == .copies ? 0.1 : nil })
        #expect(!outcome.report.tables.contains { $0.kind == "summary" })
        let reasons = outcome.report.queries.map(\.reasons)
        #expect(
            reasons.joined().contains { $0.contains("could not be filled: DIVISION_BY_ZERO") }, "\(reasons)")
        try await lake.run(outcome.ddl + outcome.migrations)
        #expect(try await lake.differing(outcome, from: Self.workload) == [])
    }

    @Test("However it ends, no scratch schema is left")
    func scratch() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        _ = try await optimize(lake, copies: 0.4, summaries: 2)
        let schemas = try await lake.rows("SHOW SCHEMAS FROM iceberg").compactMap { $0.first?.text }
        #expect(!schemas.contains { $0.hasPrefix("lw_rehearsal_") })
    }
}
