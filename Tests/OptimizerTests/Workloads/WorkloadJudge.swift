import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// Optimises a whole workload on a development Trino, applies what comes back, and holds every query against its original.
struct WorkloadJudge {
    let trino: DevelopmentTrino
    let engine: LaboratoryEngine
    let schema: String

    /// - Parameters:
    ///   - schema: the schema that unqualified names mean.
    ///   - statements: what makes and fills the tables.
    static func start(schema: String, _ statements: [String]) async throws -> WorkloadJudge {
        let trino = try await DevelopmentTrino.start()
        let judge = WorkloadJudge(trino: trino, engine: try LaboratoryEngine(trino, schema: schema), schema: schema)
        try await judge.run(["CREATE SCHEMA iceberg.\(schema)"] + statements)
        return judge
    }

    func run(_ statements: [String]) async throws {
        for sql in statements {
            do {
                _ = try await engine.run(EngineStatement(sql.hasSuffix(";") ? String(sql.dropLast()) : sql))
            } catch {
                Issue.record("\(error) in \(sql.prefix(300))")
            }
        }
    }

    /// Tables this small are read in no time: storage alone counts, so that there are new tables to judge.
    func optimise(
        ddl: [String], queries: [String], candidates: Set<NewTable.Kind> = Set(NewTable.Kind.allCases),
        objective: ObjectiveWeights = ObjectiveWeights(speed: 0, storage: 1)
    ) async throws -> OptimizationOutcome {
        let named = queries.enumerated().map { InputQuery(id: "q\($0.offset)", text: $0.element, runs: 10, seconds: 1) }
        let input = OptimizationInput(
            ddl: ddl, queries: named,
            options: OptimizerOptions(
                candidates: candidates, objective: objective, deadlineSeconds: 3_600),
            defaultCatalog: "iceberg", defaultSchema: schema, label: "judged")
        return try await Advisor(input, engine: engine).run()
    }

    /// The contract: one schema of its own is made and written to, the queries come back in order, and those that changed read
    /// nothing else; then each changed query gives its original's rows, in its order.
    /// - Returns: how many queries were changed and compared.
    func judge(_ outcome: OptimizationOutcome, _ queries: [String]) async throws -> Int {
        #expect(outcome.queries.map(\.id) == queries.indices.map { "q\($0)" })
        guard case .createSchema(let creation) = try Parser.parseStatement(outcome.ddl.first ?? "").kind else {
            Issue.record("the first statement makes no schema: \(outcome.ddl.first ?? "")")
            return 0
        }
        let home = creation.name.canonical
        #expect(home.last != schema)
        for text in outcome.ddl.dropFirst() + outcome.migrations {
            switch try Parser.parseStatement(text).kind {
            case .createTable(let creation): #expect(Array(creation.name.canonical.prefix(2)) == home)
            case .insert(let insert): #expect(Array(insert.table.name.canonical.prefix(2)) == home)
            default: Issue.record("neither makes nor fills a table: \(text.prefix(200))")
            }
        }
        try await run(outcome.ddl + outcome.migrations)
        var compared = 0
        for (index, original) in queries.enumerated() where outcome.report.queries[index].changed {
            let rewritten = outcome.queries[index].text
            let parsed = try Parser.parseQuery(rewritten)
            let foreign = parsed.tableNames.filter { $0.parts.count > 1 && Array($0.canonical.prefix(2)) != home }
            #expect(foreign.isEmpty, "query \(index) reads \(foreign)")
            try await compare(original, rewritten, index: index)
            compared += 1
        }
        for (index, original) in queries.enumerated() where !outcome.report.queries[index].changed {
            #expect(outcome.queries[index].text == original)
        }
        return compared
    }

    private func compare(_ original: String, _ rewritten: String, index: Int) async throws {
        do {
            let before = try await engine.run(EngineStatement(original, maxRows: 200_000))
            let after = try await engine.run(EngineStatement(rewritten, maxRows: 200_000))
            #expect(before.columns.map { $0.name.lowercased() } == after.columns.map { $0.name.lowercased() })
            #expect(
                RowComparison().compare(before.rows, after.rows) == .equal, "query \(index): \(original)\n\(rewritten)")
            let order = RowOrder(of: try Parser.parseQuery(original), outputs: before.columns.map(\.name))
            let left = KeyedRows(before.rows, outputs: before.columns.count, order: order)
            let right = KeyedRows(after.rows, outputs: after.columns.count, order: order)
            #expect(left.isOrderedLike(right), "query \(index) in another order: \(original)\n\(rewritten)")
        } catch {
            Issue.record("query \(index): \(error)\n\(original)\n\(rewritten)")
        }
    }
}
