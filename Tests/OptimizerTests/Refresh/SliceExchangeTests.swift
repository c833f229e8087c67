import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// Tables refreshed on a real engine: whatever happened to the source, afterwards both hold the same rows.
@Suite("Exchanging slices", .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct SliceExchangeTests {
    static let source = TableName(catalog: "iceberg", schema: "raw", table: "sales")
    static let copyName = QualifiedName("iceberg", "fast", "sales")

    static let columns: [NewTable.Column] = [
        .init(name: "id", storedType: .bigint, source: .column("id")),
        .init(name: "region", storedType: .unboundedVarchar, source: .column("region")),
        .init(name: "amount", storedType: .decimal(precision: 12, scale: 2), source: .column("amount")),
        .init(name: "weight", storedType: .double, source: .column("weight")),
        .init(name: "sold", storedType: .date, source: .column("sold")),
        .init(name: "at", storedType: .timestamp(precision: 6, withTimeZone: false), source: .column("at")),
    ]

    static func table(_ columns: [NewTable.Column], groupBy: GroupBy? = nil, filter: Expression? = nil) -> NewTable {
        NewTable(
            name: "sales", kind: .layout, columns: columns,
            definition: Select(
                items: [], from: [Relation(.table(TableReference(source.qualifiedName)))], filter: filter,
                groupBy: groupBy),
            sources: [source], layout: TableLayout(), reasons: [])
    }

    static let slicings = [
        Slicing(column: columns[4], step: .calendar("month"), count: 14),
        Slicing(column: columns[4], step: .calendar("day"), count: 400),
        Slicing(column: columns[5], step: .calendar("month"), count: 2),
        Slicing(column: columns[0], step: .numbers(100), count: 30),
    ]

    /// Late rows, rows without a value anywhere, duplicates; and rows that were changed and deleted.
    static let additions = [
        """
        INSERT INTO iceberg.raw.sales VALUES (9001, NULL, NULL, 99.99, 1e3, DATE '1999-01-01', NULL, 'late'), \
        (9001, NULL, NULL, 99.99, 1e3, DATE '1999-01-01', NULL, 'late'), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), \
        (9002, 'north', 1, 5.00, 2.5, DATE '2031-01-01', TIMESTAMP '2031-01-01 00:00:00', 'new')
        """,
        "INSERT INTO iceberg.raw.sales SELECT * FROM iceberg.raw.sales WHERE id BETWEEN 100 AND 110",
    ]
    static let changes = [
        "UPDATE iceberg.raw.sales SET amount = amount + 1 WHERE id = 500",
        "DELETE FROM iceberg.raw.sales WHERE id BETWEEN 700 AND 705",
    ]

    private func fill(_ lakehouse: LiveLake, _ table: NewTable) async throws {
        let design = Design(catalog: "iceberg", schema: "fast", connector: .iceberg, tables: [table])
        try await lakehouse.run((design.ddl + design.migrations).map { $0.sql() })
    }

    private func isCurrent(_ lakehouse: LiveLake, _ table: NewTable) async throws -> Bool {
        let wanted = try await lakehouse.rows(table.filling(casts: true).sql())
        let found = try await lakehouse.rows("SELECT * FROM iceberg.fast.sales")
        return RowComparison().compare(wanted, found) == .equal
    }

    /// When the source's current snapshot was made, and its id.
    private func current(_ lakehouse: LiveLake) async throws -> (moment: String, snapshot: String) {
        let newest = try await lakehouse.rows(
            """
            SELECT made_current_at, CAST(snapshot_id AS varchar) FROM iceberg.raw."sales$history" ORDER BY 1 DESC LIMIT 1
            """)
        return (try #require(newest.first?.first?.text), try #require(newest.first?.last?.text))
    }

    @Test("Late rows, NULL keys, duplicates, changed and deleted rows come out right, twice over", arguments: slicings)
    func digests(slicing: Slicing) async throws {
        let lakehouse = try await LiveLake()
        let table = Self.table(Self.columns)
        let exchange = try #require(
            SliceExchange(table, name: Self.copyName, slicing: slicing, comparison: .digests))
        try await fill(lakehouse, table)
        #expect(try await lakehouse.rows(exchange.differences.sql()).isEmpty)
        try await lakehouse.run(Self.additions + Self.changes)
        #expect(try await !isCurrent(lakehouse, table))
        #expect(try await !lakehouse.rows(exchange.differences.sql()).isEmpty)
        let statements = exchange.statements.map { $0.sql() }
        try await lakehouse.run(statements)
        #expect(try await isCurrent(lakehouse, table))
        try await lakehouse.run(statements)
        #expect(try await isCurrent(lakehouse, table))
        lakehouse.stop()
    }

    @Test("Values that change places within a slice, and a NULL that becomes 0, make it differ")
    func wholeRows() async throws {
        let lakehouse = try await LiveLake()
        let table = Self.table(Self.columns)
        let exchange = try #require(
            SliceExchange(table, name: Self.copyName, slicing: Self.slicings[0], comparison: .digests))
        // Trino's checksum of a ROW sees neither.
        #expect(!exchange.differences.sql().contains("ROW"))
        try await lakehouse.run([
            """
            INSERT INTO iceberg.raw.sales VALUES (9101, 'a', NULL, 1, NULL, DATE '2024-05-05', NULL, NULL), \
            (9102, 'b', NULL, 2, NULL, DATE '2024-05-05', NULL, NULL)
            """
        ])
        try await fill(lakehouse, table)
        for change in ["region = IF(region = 'a', 'b', 'a')", "weight = 0"] {
            try await lakehouse.run(["UPDATE iceberg.raw.sales SET \(change) WHERE id IN (9101, 9102)"])
            #expect(try await lakehouse.rows(exchange.differences.sql()).count == 1)
            try await lakehouse.run(exchange.statements.map { $0.sql() })
            #expect(try await isCurrent(lakehouse, table))
        }
        lakehouse.stop()
    }

    @Test("A table that went back, or began anew, has not only grown, though each snapshot only adds rows")
    func onlyAppended() async throws {
        let lakehouse = try await LiveLake()
        let (moment, first) = try await current(lakehouse)
        let check = MeasuredFact.onlyAppended(Self.source, since: moment).counterexamples.sql()
        let more = "INSERT INTO iceberg.raw.sales SELECT * FROM iceberg.raw.sales WHERE id < 10"
        try await lakehouse.run([more, more])
        #expect(try await lakehouse.rows(check).isEmpty)
        try await lakehouse.run(["ALTER TABLE iceberg.raw.sales EXECUTE rollback_to_snapshot(\(first))", more])
        #expect(try await lakehouse.rows(check).count == 2)
        // What follows began without a parent.
        try await lakehouse.run(["CREATE OR REPLACE TABLE iceberg.raw.sales AS SELECT * FROM iceberg.raw.sales"])
        #expect(try await !lakehouse.rows(check).isEmpty)
        lakehouse.stop()
    }

    @Test("A run that broke off is made good, and rows that arrive between its statements are not added twice")
    func interrupted() async throws {
        let lakehouse = try await LiveLake()
        let table = Self.table(Self.columns)
        let exchange = try #require(
            SliceExchange(table, name: Self.copyName, slicing: Self.slicings[0], comparison: .digests))
        let statements = exchange.statements.map { $0.sql() }
        try await fill(lakehouse, table)
        try await lakehouse.run(Self.additions)
        try await lakehouse.run([statements[0]])
        // Into a month that was not exchanged.
        try await lakehouse.run([
            "INSERT INTO iceberg.raw.sales SELECT * FROM iceberg.raw.sales WHERE sold = DATE '2024-09-09'"
        ])
        try await lakehouse.run([statements[1]])
        let surplus = try await lakehouse.rows(
            "SELECT * FROM iceberg.fast.sales EXCEPT ALL \(table.filling(casts: true).sql())")
        #expect(surplus.isEmpty)
        try await lakehouse.run(statements)
        #expect(try await isCurrent(lakehouse, table))
        lakehouse.stop()
    }

    @Test("Groups with a row count follow rows that were added, whatever their age")
    func groups() async throws {
        let lakehouse = try await LiveLake()
        let keys = [Self.columns[4], Self.columns[1]]
        let table = Self.table(
            keys + [
                .init(name: "n", storedType: .bigint, source: .countStar),
                .init(
                    name: "total", storedType: .decimal(precision: 38, scale: 2),
                    source: .call("sum", [.column("amount")])),
            ], groupBy: GroupBy(elements: keys.map { .expression($0.source) }),
            filter: .comparison(.column("weight"), .greater, .integer(2)))
        let exchange = try #require(
            SliceExchange(table, name: Self.copyName, slicing: Self.slicings[0], comparison: .counts))
        let grown = MeasuredFact.onlyAppended(Self.source, since: try await current(lakehouse).moment)
        try await fill(lakehouse, table)
        try await lakehouse.run(Self.additions)
        let statements = [grown.assertion.sql()] + exchange.statements.map { $0.sql() }
        try await lakehouse.run(statements + statements)
        #expect(try await isCurrent(lakehouse, table))
        // Changed rows keep their number: the assertion stops the refresh and says why.
        try await lakehouse.run(Self.changes)
        let error = await #expect(throws: (any Error).self) { try await lakehouse.run(statements) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("rows of iceberg.raw.sales were only added since"))
        lakehouse.stop()
    }

    @Test("A measured fact passes while it holds, and fails by name when it no longer does")
    func assertion() async throws {
        let lakehouse = try await LiveLake()
        let shared = try Parser.parseQuery(
            "SELECT shop FROM iceberg.raw.shops GROUP BY shop HAVING count(*) > 1")
        let check = MeasuredFact(claim: "shop of iceberg.raw.shops is unique", counterexamples: shared).assertion.sql()
        #expect(try await lakehouse.rows(check) == [[.integer(0)]])
        try await lakehouse.run(["INSERT INTO iceberg.raw.shops VALUES (3, 'another three', NULL, NULL)"])
        let error = await #expect(throws: (any Error).self) { _ = try await lakehouse.rows(check) }
        #expect("\(error.map { "\($0)" } ?? "")".contains("shop of iceberg.raw.shops is unique"))
        lakehouse.stop()
    }
}
