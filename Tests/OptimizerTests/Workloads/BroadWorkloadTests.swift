import TestSupport
import Testing

@testable import Optimizer

/// Workloads of shapes that nothing here was made for: the contract holds, and every query that changed gives its original's rows.
@Suite(
    "Workloads of other shapes", .serialized,
    .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct BroadWorkloadTests {
    static let families: [Set<NewTable.Kind>] = [
        Set(NewTable.Kind.allCases), Set(NewTable.Kind.allCases).subtracting([.result]), [.layout],
    ]

    @Test("A data vault of 45 tables", arguments: families)
    func vault(candidates: Set<NewTable.Kind>) async throws {
        let judge = try await WorkloadJudge.start(schema: "vault", VaultWorkload.ddl + VaultWorkload.fillings)
        defer { judge.trino.stop() }
        #expect(VaultWorkload.ddl.count == 45)
        let queries = VaultWorkload.queries
        let outcome = try await judge.optimise(ddl: VaultWorkload.ddl, queries: queries, candidates: candidates)
        #expect(try await judge.judge(outcome, queries) > 0)
    }

    @Test("Reports over a star: grouping sets, windows, set operations, correlated subqueries", arguments: families)
    func reports(candidates: Set<NewTable.Kind>) async throws {
        let judge = try await WorkloadJudge.start(schema: "tpch", ReportWorkload.ddl + ReportWorkload.fillings)
        defer { judge.trino.stop() }
        let queries = ReportWorkload.queries
        let outcome = try await judge.optimise(ddl: ReportWorkload.ddl, queries: queries, candidates: candidates)
        for (query, report) in zip(queries, outcome.report.queries) {
            #expect(report.problem == nil, "\(query): \(report.problem?.message ?? "")")
        }
        #expect(try await judge.judge(outcome, queries) > 0)
    }

    @Test("Broken queries and wrong DDL cost nobody else anything", arguments: families)
    func misfits(candidates: Set<NewTable.Kind>) async throws {
        let judge = try await WorkloadJudge.start(schema: "shop", MisfitWorkload.tables)
        defer { judge.trino.stop() }
        // Mixed, so that what follows a broken query shows whether it was harmed.
        var queries: [String] = []
        for index in 0..<max(MisfitWorkload.broken.count, MisfitWorkload.sound.count) {
            queries += MisfitWorkload.broken.dropFirst(index).prefix(1)
            queries += MisfitWorkload.sound.dropFirst(index).prefix(1)
        }
        // Broken queries keep the originals in use, so that copies save no storage: speed alone counts.
        let outcome = try await judge.optimise(
            ddl: MisfitWorkload.ddl, queries: queries, candidates: candidates,
            objective: ObjectiveWeights(speed: 1, storage: 0))
        #expect(try await judge.judge(outcome, queries) > 0)
        for (index, text) in queries.enumerated() {
            let report = outcome.report.queries[index]
            let why = "\(text): \(report.problem?.message ?? report.reasons.joined(separator: "; "))"
            if MisfitWorkload.sound.contains(text) {
                #expect(report.problem == nil, "\(why)")
            } else {
                #expect(!report.changed, "\(why)")
            }
        }
    }
}
