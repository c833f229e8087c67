import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// Every way in which a query could read kept sub-queries gives its original's rows; what only looks the same is kept apart. No check
/// on data may take a way back here: what rules let through must be right by itself.
@Suite(
    "Queries over kept sub-queries", .adversarialLab,
    .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct SubqueryMatchingTests {
    @Test("Queries share what is the same, and nothing else", arguments: SubqueryCases.all)
    func matching(item: SubqueryCase) async throws {
        let lab = try #require(AdversarialLab.current)
        let (model, advice) = try await lab.subqueries(of: item.queries)
        for query in model.queries {
            try #require(query.problem == nil, "\(item.name): \(query.problem?.message ?? "")")
            let options = advice.options[query.index, default: []]
            let texts = options.map { $0.resolved.query.sql() }
            #expect(
                options.isEmpty != item.isShared,
                "\(item.name), query \(query.index): \(texts) \(advice.refusals[query.index] ?? [])")
            if let words = item.words {
                let reasons = advice.refusals[query.index, default: []]
                #expect(reasons.contains { $0.contains(words) }, "\(item.name): \(reasons)")
            }
        }
        try await compare(model, advice, lab)
    }

    @Test("Each of the cases' originals, twice", arguments: OwnRewritingTests.queries)
    func twice(sql: String) async throws {
        let lab = try #require(AdversarialLab.current)
        let (model, advice) = try await lab.subqueries(of: [sql, sql])
        try await compare(model, advice, lab)
    }

    @Test("There are no two cases of one name")
    func names() {
        #expect(Set(SubqueryCases.all.map(\.name)).count == SubqueryCases.all.count)
    }

    private func compare(_ model: WorkloadModel, _ advice: SubqueryAdvice, _ lab: AdversarialLab) async throws {
        for query in model.queries {
            let original = try #require(query.original)
            for option in advice.options[query.index, default: []] {
                // As the table would be: with the columns that the query reads, and no others.
                var design = Design(catalog: "iceberg", schema: "new", location: nil, connector: .iceberg, tables: [])
                design.tables = option.columns.sorted { $0.key < $1.key }.map { part, columns in
                    advice.parts[part].table(reading: columns)
                }
                let check = try await lab.compare(option.resolved.query, with: original, design: design)
                switch check {
                // The development Trino infers some types otherwise than Trino; rows were not compared then.
                case .equal, .otherTypes: break
                default:
                    let filling = design.tables.map { $0.filling(casts: false).sql() }
                    Issue.record(
                        "\(query.input.text): \(check.words)\n\(option.resolved.query.sql())\nover \(filling)")
                }
            }
        }
    }
}

extension AdversarialLab {
    /// What a workload's queries could read of kept sub-queries.
    func subqueries(of queries: [String]) async throws -> (WorkloadModel, SubqueryAdvice) {
        let named = queries.enumerated().map { InputQuery(id: "q\($0.offset)", text: $0.element, runs: 1, seconds: 1) }
        let input = OptimizationInput(
            ddl: LabTables.ddl, queries: named, defaultCatalog: "iceberg", defaultSchema: "raw", label: "test")
        let model = WorkloadModel(input, catalog: catalog, notes: [])
        let design = Design(catalog: "iceberg", schema: "new", location: nil, connector: .iceberg, tables: [])
        let advisor = SubqueryAdvisor(
            engine: engine, deadline: Deadline(seconds: 3_600), model: model, profile: profile,
            cost: WorkloadCost(model, profile: profile), design: design)
        return (model, try await advisor.advise(model.queries) { _ in })
    }
}
