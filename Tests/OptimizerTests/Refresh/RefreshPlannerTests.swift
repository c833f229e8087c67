import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Choosing how a table is refreshed")
struct RefreshPlannerTests {
    private let base = TableName(catalog: "lake", schema: "raw", table: "orders")
    private let gigabyte = 1_073_741_824.0

    private func copy(partitioning: [String] = []) -> NewTable {
        NewTable(
            name: "orders", kind: .layout,
            columns: [
                .init(name: "orderkey", storedType: .bigint, source: .column("orderkey")),
                .init(name: "orderdate", storedType: .date, source: .column("orderdate")),
                .init(
                    name: "note", storedType: .unboundedVarchar,
                    source: .cast(.column("note"), to: DataType(.unboundedVarchar))),
            ],
            definition: Select(items: [], from: [Relation(.table(TableReference(base.qualifiedName)))]),
            sources: [base], layout: TableLayout(partitioning: partitioning), reasons: [])
    }

    private func plan(
        _ table: NewTable, bytes: Double?, freshness: Freshness = .append, connector: ConnectorKind = .iceberg,
        history: SnapshotHistory? = nil, version: String? = nil
    ) -> TableRefresh {
        var profile = LakehouseProfile.none
        profile.version = version
        profile.tables[base] = TableProfile(
            bytes: bytes.map { Int64(2 * $0) },
            columns: [
                "orderkey": ColumnStatistics(distinctValues: 1e6, low: "1", high: "6000000"),
                "orderdate": ColumnStatistics(distinctValues: 2400, low: "1992-01-01", high: "1998-08-02"),
            ], history: history)
        let design = Design(catalog: "lake", schema: "fast", connector: connector, tables: [table])
        return RefreshPlanner(
            design, profile: profile, freshness: freshness, sizes: bytes.map { [table.name: $0] } ?? [:]
        ).plan(table)
    }

    @Test("A small table, one of unknown size, or one that need not change is filled anew")
    func full() {
        #expect(plan(copy(), bytes: 1e6).method == .full)
        #expect(plan(copy(), bytes: nil).method == .full)
        let still = plan(copy(), bytes: 10 * gigabyte, freshness: .static)
        #expect(still.method == .full)
        #expect(
            still.writes.map { $0.sql() } == [
                "CREATE OR REPLACE TABLE lake.fast.orders AS SELECT orderkey, orderdate, CAST(note AS varchar) AS note FROM lake.raw.orders"
            ])
        #expect(!still.reason.contains("empty"))
    }

    @Test(
        "Where the connector replaces a table at once, that is the whole refresh",
        arguments: [
            (ConnectorKind.iceberg, nil), (.iceberg, "431"), (.iceberg, "435-e.2"), (.iceberg, "dev-trino-1.0"),
            (.deltaLake, nil), (.deltaLake, "445"),
        ] as [(ConnectorKind, String?)])
    func replaced(connector: ConnectorKind, version: String?) {
        let refresh = plan(copy(), bytes: 1e6, connector: connector, version: version)
        #expect(refresh.writes.count == 1)
        #expect(refresh.writes.first?.sql().hasPrefix("CREATE OR REPLACE TABLE lake.fast.orders AS SELECT") == true)
    }

    @Test(
        "Where it doesn't, the table is emptied and filled, and the reason says what readers see meanwhile",
        arguments: [
            (ConnectorKind.iceberg, "430"), (.deltaLake, "444"), (.hive, "476"), (.hive, nil), (.memory, "476"),
        ] as [(ConnectorKind, String?)])
    func emptiedAndFilled(connector: ConnectorKind, version: String?) {
        let refresh = plan(copy(), bytes: 1e6, connector: connector, version: version)
        #expect(
            refresh.writes.last?.sql()
                == "INSERT INTO lake.fast.orders (orderkey, orderdate, note) SELECT orderkey, orderdate, CAST(note AS varchar) AS note FROM lake.raw.orders"
        )
        #expect(refresh.writes.count == 2)
        #expect(refresh.reason.hasSuffix("until its last statement has ended readers see an empty table"))
    }

    @Test(
        "A table is replaced by one of the same properties; what is computed is cast to its column's type, columns of tables are not"
    )
    func sameTable() throws {
        let source = try Parser.parseQuery(
            "SELECT t0.region AS region, sum(t0.price) AS total FROM lake.raw.orders AS t0 GROUP BY t0.region")
        guard case .select(let select) = source.body else { return }
        var table = NewTable(
            name: "sums", kind: .summary,
            columns: [
                .init(name: "region", storedType: .unboundedVarchar, source: .column("t0", "region")),
                .init(name: "total", storedType: .double, source: .call("sum", [.column("t0", "price")])),
                .init(
                    name: "kept", storedType: .bigint,
                    source: .cast(.call("sum", [.column("t0", "n")]), to: DataType(.bigint))),
                .init(name: "weight", storedType: .real, source: .call("max", [.column("t0", "weight")])),
            ], definition: select, sources: [base],
            layout: TableLayout(
                partitioning: ["region"], sortedBy: ["total"], properties: ["format": .text("PARQUET")]), reasons: [])
        let refresh = plan(table, bytes: 1e6)
        #expect(
            refresh.writes.map { $0.sql() } == [
                "CREATE OR REPLACE TABLE lake.fast.sums WITH (format = 'PARQUET', partitioning = ARRAY['region'], sorted_by = ARRAY['total']) AS SELECT t0.region AS region, CAST(sum(t0.price) AS double) AS total, CAST(sum(t0.n) AS bigint) AS kept, max(t0.weight) AS weight FROM lake.raw.orders AS t0 GROUP BY t0.region"
            ])
        let created = Design(catalog: "lake", schema: "fast", connector: .iceberg, tables: [table]).create(table).sql()
        #expect(
            created.contains("WITH (format = 'PARQUET', partitioning = ARRAY['region'], sorted_by = ARRAY['total'])"))

        table.definition.from = [
            Relation(
                .aliased(
                    Relation(.subquery(source)), alias: Identifier("r"),
                    columns: [Identifier("region"), Identifier("total")]))
        ]
        table.definition.groupBy = nil
        table.columns = [.init(name: "region", storedType: .unboundedVarchar, source: .column("r", "region"))]
        #expect(
            plan(table, bytes: 1e6).writes[0].sql().contains(
                "AS SELECT CAST(r.region AS varchar) AS region FROM (SELECT"), "a query's column is computed")
    }

    @Test(
        "A connector that deletes no single rows empties the table, in the way that it takes",
        arguments: [
            (ConnectorKind.hive, "DELETE FROM lake.fast.orders"), (.memory, "TRUNCATE TABLE lake.fast.orders"),
        ])
    func emptied(connector: ConnectorKind, statement: String) {
        let refresh = plan(copy(), bytes: 10 * gigabyte, connector: connector)
        #expect(refresh.method == .full)
        #expect(refresh.writes.first?.sql() == statement)
    }

    @Test("A large table is compared slice by slice, by the month that its partitions have")
    func slices() throws {
        let refresh = plan(copy(partitioning: ["month(orderdate)"]), bytes: gigabyte)
        guard case .slices(let slicing, .digests) = refresh.method else {
            Issue.record("\(refresh.method)")
            return
        }
        #expect(slicing.column.name == "orderdate")
        #expect(slicing.step == .calendar("month"))
        #expect(refresh.writes.count == 2)
        #expect(refresh.facts.isEmpty)
        let cost = try #require(refresh.cost)
        #expect(cost.bytesWritten < gigabyte / 10)
        let text = refresh.writes[1].sql()
        #expect(text.contains("NOT IN (SELECT coalesce(date_trunc('month', orderdate), DATE '0001-01-01') AS slice"))
    }

    @Test(
        "Counts stand for rows only where nothing but additions is allowed for, shown so far, and asserted at each refresh"
    )
    func counts() {
        let grown = SnapshotHistory(onlyAppends: true, newest: "2024-01-01 00:00:00.000 UTC")
        let counted = plan(copy(), bytes: 20 * gigabyte, history: grown)
        guard case .slices(_, .counts) = counted.method else {
            Issue.record("\(counted.method)")
            return
        }
        #expect(counted.facts.count == 1)
        #expect(counted.statements.count == 3)
        #expect(counted.statements.first?.sql().contains("\"orders$snapshots\"") == true)

        let changed = SnapshotHistory(onlyAppends: false, newest: "2024-01-01 00:00:00.000 UTC")
        for refresh in [
            plan(copy(), bytes: 20 * gigabyte, history: changed), plan(copy(), bytes: 20 * gigabyte),
            plan(copy(), bytes: 20 * gigabyte, freshness: .strict, history: grown),
        ] {
            guard case .slices(_, .digests) = refresh.method else {
                Issue.record("\(refresh.method)")
                return
            }
        }
    }

    @Test("What was measured is asserted before anything is written, whatever the method")
    func facts() throws {
        var table = copy()
        let shared = try Parser.parseQuery("SELECT orderkey FROM lake.raw.orders GROUP BY orderkey HAVING count(*) > 1")
        table.facts = [MeasuredFact(claim: "orderkey of lake.raw.orders is unique", counterexamples: shared)]
        let refresh = plan(table, bytes: 1e6)
        #expect(refresh.statements.count == 2)
        let check = refresh.statements[0].sql()
        #expect(check.contains("no longer true, so nothing was refreshed: orderkey of lake.raw.orders is unique"))
        guard case .query = refresh.statements[0].kind else {
            Issue.record("an assertion writes nothing")
            return
        }
    }

    @Test("Strict freshness leaves copies alone, whatever candidates are asked for")
    func strict() {
        #expect(OptimizerOptions(freshness: .strict).candidates == [.layout])
        #expect(OptimizerOptions(candidates: [.result], freshness: .strict).candidates == [])
        #expect(OptimizerOptions().candidates == Set(NewTable.Kind.allCases))
    }

    @Test("A join's rows, HAVING and groups without a row count are not cut into slices")
    func refused() throws {
        let slicing = Slicing(
            column: .init(name: "orderdate", storedType: .date, source: .column("orderdate")),
            step: .calendar("month"), count: 80)
        let name = QualifiedName("lake", "fast", "orders")
        var joined = copy()
        joined.definition.from.append(Relation(.table(TableReference(QualifiedName("lake", "raw", "customers")))))
        #expect(SliceExchange(joined, name: name, slicing: slicing, comparison: .digests) == nil)
        var grouped = copy()
        grouped.definition.groupBy = GroupBy(elements: [.expression(.column("orderdate"))])
        #expect(SliceExchange(grouped, name: name, slicing: slicing, comparison: .counts) == nil)
        grouped.columns = [
            slicing.column, .init(name: "n", storedType: .bigint, source: .countStar),
        ]
        #expect(SliceExchange(grouped, name: name, slicing: slicing, comparison: .counts) != nil)
        #expect(SliceExchange(grouped, name: name, slicing: slicing, comparison: .digests) == nil)
        grouped.definition.having = .comparison(.countStar, .greater, .integer(1))
        #expect(SliceExchange(grouped, name: name, slicing: slicing, comparison: .counts) == nil)
    }
}
