import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Designing tables")
struct DesignBuilderTests {
    private func build(_ queries: [String], ddl: [String]) -> DesignBuilder.Result {
        let input = Lakehouse.input(queries, ddl: ddl)
        let model = WorkloadModel(input)
        let builder = DesignBuilder(input: input, model: model, profile: .none)
        return builder.build(on: builder.emptyDesign(), model.queries.map { PlannedQuery($0) })
    }

    @Test("A column with an irregular name is kept, and stands in no table property")
    func irregularNames() throws {
        let built = build(
            [
                "SELECT * FROM lake.raw.odd WHERE \"Mixed Case\" = 'a'",
                "SELECT \"Mixed Case\", count(*) FROM lake.raw.odd GROUP BY 1",
            ],
            ddl: ["CREATE TABLE lake.raw.odd (id bigint, \"Mixed Case\" varchar)"])
        let table = try #require(built.design.tables.first)
        #expect(table.columns.map(\.name) == ["id", "mixed case"])
        #expect(table.layout.sortedBy.isEmpty && table.layout.partitioning.isEmpty)
        let verifier = StaticVerifier(design: built.design)
        for query in built.queries {
            let rewritten = try #require(query.rewritten)
            let original = try #require(query.analysed.original)
            #expect(verifier.defect(of: rewritten, original: original) == nil)
        }
    }

    @Test(
        "Tables whose names an alias alone would not tell apart move under new aliases, also from an inner query outwards"
    )
    func sharedNames() throws {
        let sql =
            "SELECT 1 FROM lake.raw.t WHERE EXISTS (SELECT 1 FROM lake.old.t WHERE lake.old.t.id = lake.raw.t.id)"
        let built = build([sql], ddl: ["CREATE TABLE lake.raw.t (id bigint)", "CREATE TABLE lake.old.t (id bigint)"])
        let rewritten = try #require(built.queries[0].rewritten)
        let original = try #require(built.queries[0].analysed.original)
        #expect(rewritten.sql().contains("old_t.id = raw_t.id"))
        #expect(StaticVerifier(design: built.design).defect(of: rewritten, original: original) == nil)
    }

    @Test("A zoned column of another catalog is not moved to where its zones would become UTC")
    func zones() {
        let built = build(
            ["SELECT id FROM lake.raw.a", "SELECT id FROM lake.raw.a", "SELECT at FROM memory.raw.b"],
            ddl: [
                "CREATE TABLE lake.raw.a (id bigint)",
                "CREATE TABLE memory.raw.b (at timestamp(3) with time zone)",
            ])
        #expect(built.queries.map(\.keepsOriginal) == [false, false, true])
    }
}
