import Testing
import TrinoSQL

@testable import Optimizer

/// Whether a table of joined rows is chosen follows from what it costs and saves.
@Suite("Joined rows are chosen where they pay")
struct JoinSelectionTests {
    static let ddl = [
        "CREATE TABLE lake.raw.visits (visit bigint, person bigint, place bigint, minutes integer)",
        "CREATE TABLE lake.raw.people (person bigint, name varchar, born date)",
        "CREATE TABLE lake.raw.places (place bigint, town varchar, kind varchar)",
    ]
    static let queries = [
        """
        SELECT l.town, v.minutes FROM visits v JOIN places l ON v.place = l.place JOIN people p ON p.person = v.person
        WHERE p.born > DATE '2000-01-01'
        """,
        "SELECT v.visit, l.kind FROM visits v LEFT JOIN places l ON v.place = l.place WHERE v.minutes > 5",
        "SELECT max(v.minutes) AS longest FROM visits v JOIN people p ON p.person = v.person WHERE p.born < DATE '1960-01-01'",
    ]

    @Test("Tables of about as many rows, joined by every query, become one")
    func pays() async throws {
        let plan = try await plan(rows: ["visits": 12_000_000, "people": 9_000_000, "places": 10_000_000])
        #expect(plan.ways.allSatisfy { if case .join = $0 { true } else { false } }, "\(plan.ways)")
        #expect(plan.tables.map(\.name) == ["visits_joined"])
        let table = try #require(plan.tables.first)
        #expect(table.facts.count == 2)
        #expect(
            table.columns.map(\.name).sorted() == [
                "minutes", "people_born", "people_matched", "places_kind", "places_matched", "places_town", "visit",
            ])
    }

    @Test("A long text that many rows share is not written down for each of them")
    func costsMore() async throws {
        let plan = try await plan(
            rows: ["visits": 50_000_000, "people": 1_000_000, "places": 6_000_000], textBytes: 4_000)
        #expect(plan.tables.allSatisfy { table in !table.columns.contains { $0.name == "places_town" } })
    }

    @Test("Nothing is proposed where keys are not unique")
    func keys() async throws {
        let plan = try await plan(
            rows: ["visits": 12_000_000, "people": 9_000_000, "places": 10_000_000], isUnique: false)
        #expect(plan.ways.allSatisfy { $0 == .layout })
    }

    /// Of which each asks for few visits, by what is looked up for them too.
    static let selective = [
        """
        SELECT l.town, v.minutes FROM visits v JOIN places l ON v.place = l.place WHERE l.kind = 'spa' AND v.minutes > 500
        """,
        "SELECT v.visit, l.town FROM visits v LEFT JOIN places l ON v.place = l.place WHERE v.minutes > 900",
    ]
    static let whole = "SELECT l.kind, max(v.minutes) FROM visits v JOIN places l ON v.place = l.place GROUP BY 1"
    static let evenRows: [String: Int64] = ["visits": 12_000_000, "people": 9_000_000, "places": 10_000_000]

    @Test("Rows that no reader looks at are left out, and not paid for")
    func rows() async throws {
        let plan = try await plan(Self.selective, rows: Self.evenRows, accepted: [0, 1])
        let table = try #require(plan.tables.first)
        #expect(plan.tables.map(\.kind) == [.join])
        #expect(
            table.definition.filter?.sql()
                == "t0.minutes > 500 AND t1.kind = 'spa' AND t1.place IS NOT NULL OR t0.minutes > 900")
        #expect(try #require(table.expectedRows) < 12_000_000)
        #expect(table.guardedFilling(.none).sql().contains("(t0.minutes > 500 AND"), "beside what asserts the key")
    }

    @Test(
        "All rows stay where a reader looks at all, where no engine has taken a reader, and where the request wants them",
        arguments: [
            (selective + [whole], [0, 1, 2], .workload),
            (selective, [0], .workload), (selective, [0, 1], .all),
        ] as [([String], Set<Int>, OptimizerOptions.Retention)])
    func allRows(queries: [String], accepted: Set<Int>, retention: OptimizerOptions.Retention) async throws {
        let plan = try await plan(queries, rows: Self.evenRows, accepted: accepted, retention: retention)
        let table = try #require(plan.tables.first { $0.kind == .join })
        let filter = table.definition.filter?.sql()
        // That all are looked at is said by whoever needs a row and its match.
        #expect(filter == (queries.count == 3 ? "t0.minutes > 900 OR t1.place IS NOT NULL" : nil))
    }

    // MARK: -

    private func plan(
        _ queries: [String] = Self.queries, rows: [String: Int64], textBytes: Double = 12, isUnique: Bool = true,
        accepted: Set<Int> = [], retention: OptimizerOptions.Retention = OptimizerOptions().retention
    ) async throws -> (tables: [NewTable], ways: [DesignPlanner.Way]) {
        var options = OptimizerOptions()
        options.retention = retention
        let input = Lakehouse.input(queries, options: options, ddl: Self.ddl)
        let model = WorkloadModel(input)
        var profile = LakehouseProfile.none
        profile.accepted = accepted
        for schema in model.catalog.tables.values {
            let count = rows[schema.name.table] ?? 0
            var table = TableProfile(rowCount: count)
            var bytes = 0.0
            for column in schema.columns {
                let distinct = column.name == "born" ? 30_000 : column.name == "kind" ? 20 : Double(count)
                let size = column.type == .varchar(nil) ? Double(count) * textBytes : nil
                table.columns[column.name] = ColumnStatistics(
                    dataSize: size, distinctValues: distinct, nullsFraction: 0)
                bytes += ColumnSize.encoded(column.type, rows: Double(count), table.columns[column.name]) / 2
            }
            table.bytes = Int64(bytes)
            table.liveColumns = schema.columns.map { .init(name: $0.name, type: $0.type.description) }
            profile.tables[schema.name] = table
        }
        // Visits share persons and places; the keys of these two are unique, or nothing is.
        let engine = ScriptedEngine { sql, _ in
            let isKey = isUnique && !sql.contains("lake.raw.visits")
            return EngineResult(
                columns: [.init(name: "k", type: "bigint")], rows: isKey ? [] : [[.integer(1)]])
        }
        let builder = DesignBuilder(input: input, model: model, profile: profile)
        let target = builder.emptyDesign()
        let advice = try await JoinAdvisor(
            engine: engine, deadline: Deadline(seconds: 3_600), model: model, profile: profile, design: target,
            taken: []
        ).advise(model.queries) { _ in }
        let planner = DesignPlanner(
            input: input, builder: builder, cost: WorkloadCost(model, profile: profile), target: target,
            attempts: model.queries.map { PlannedQuery($0) }, results: [:], advice: SummaryAdvice(), joins: advice)
        var (built, ways) = planner.plan()
        built.dropUnusedTables()
        return (built.design.tables, ways)
    }
}
