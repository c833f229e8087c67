import Testing
import TrinoSQL

@Suite("Catalogues read from DDL")
struct CatalogTests {
    private func catalog(_ statements: String..., in catalog: String? = nil, _ schema: String? = nil) throws -> Catalog
    {
        Catalog(
            statements: try statements.map { try Parser.parseStatement($0) }, defaultCatalog: catalog,
            defaultSchema: schema)
    }

    @Test("A table keeps its columns, their order, types, comments and nullability")
    func createTable() throws {
        let catalog = try catalog(
            """
            CREATE TABLE Lake.Sales.Orders (OrderKey bigint NOT NULL COMMENT 'the key', total decimal(12,2), at timestamp)
            COMMENT 'orders' WITH (format = 'PARQUET', partitioning = ARRAY['month(at)'])
            """)
        let table = try #require(catalog.table(TableName(catalog: "lake", schema: "sales", table: "orders")))
        #expect(table.columns.map(\.name) == ["orderkey", "total", "at"])
        #expect(table.columns.map(\.type.description) == ["bigint", "decimal(12,2)", "timestamp(3)"])
        #expect(table.columns.map(\.isNullable) == [false, true, true])
        #expect(table.columns[0].comment == "the key")
        #expect(table.comment == "orders")
        #expect(table.properties["format"] == .string("PARQUET"))
        #expect(table.column(named: "ORDERKEY") == table.columns[0])
        #expect(catalog.problems.isEmpty)
    }

    @Test("Missing parts of a name come from the defaults")
    func defaults() throws {
        let catalog = try catalog("CREATE TABLE t (a int)", "CREATE TABLE s2.t (a int)", in: "c", "s")
        #expect(catalog.tables.keys.map(\.description).sorted() == ["c.s.t", "c.s2.t"])
    }

    @Test("USE sets the defaults for what follows")
    func use() throws {
        let catalog = try catalog("USE lake.raw", "CREATE TABLE t (a int)")
        #expect(catalog.tables.keys.map(\.description) == ["lake.raw.t"])
    }

    @Test("LIKE takes another table's columns, CREATE TABLE AS those of its query")
    func derivedTables() throws {
        let catalog = try catalog(
            "CREATE TABLE a (x int, y varchar(3))", "CREATE TABLE b (LIKE a, z date)",
            "CREATE TABLE c AS SELECT y, sum(x) AS total FROM a GROUP BY y",
            "CREATE TABLE d (k, n) AS SELECT y, count(*) FROM a GROUP BY y", in: "c", "s")
        func columns(_ name: String) -> [String]? {
            catalog.table(TableName(catalog: "c", schema: "s", table: name))?.columns.map { "\($0.name) \($0.type)" }
        }
        #expect(columns("b") == ["x integer", "y varchar(3)", "z date"])
        #expect(columns("c") == ["y varchar(3)", "total bigint"])
        #expect(columns("d") == ["k varchar(3)", "n bigint"])
        #expect(catalog.problems.isEmpty)
    }

    @Test("A bad definition is a problem of its own, and the others stand")
    func problems() throws {
        let catalog = try catalog(
            "CREATE TABLE a (x int)", "CREATE TABLE a (x int, y int)", "CREATE TABLE b (x string)",
            "CREATE TABLE c (x int, X int)", "CREATE TABLE d (LIKE nothing)",
            "CREATE TABLE e AS SELECT nothing FROM a", "CREATE TABLE f (x int)", in: "c", "s")
        #expect(catalog.tables.keys.map(\.table).sorted() == ["a", "f"])
        #expect(catalog.table(TableName(catalog: "c", schema: "s", table: "a"))?.columns.count == 1)
        #expect(catalog.problems.count == 5)
        #expect(catalog.problems.contains { $0.message.contains("varchar") })
        #expect(catalog.rejected.keys.map(\.table).sorted() == ["b", "c", "d", "e"])
        let query = try Parser.parseQuery("SELECT 1 FROM b")
        #expect { try Resolver(catalog: catalog).resolve(query) } throws: {
            ($0 as? ResolutionError)?.hint?.contains("definition was refused") == true
        }
    }

    @Test("The same definition twice, IF NOT EXISTS and OR REPLACE are no problems")
    func repeated() throws {
        let catalog = try catalog(
            "CREATE TABLE a (x int)", "CREATE TABLE a (x integer)", "CREATE TABLE IF NOT EXISTS a (y int)",
            "CREATE OR REPLACE TABLE a (z int)", in: "c", "s")
        #expect(catalog.problems.isEmpty)
        #expect(catalog.tables.values.first?.columns.map(\.name) == ["z"])
    }

    @Test("Without defaults a short name is a problem that says so")
    func missingDefault() throws {
        let catalog = try catalog("CREATE TABLE a (x int)")
        #expect(catalog.tables.isEmpty)
        #expect(catalog.problems.first?.message.contains("no default") == true)
    }

    @Test("Views are kept as queries")
    func views() throws {
        let catalog = try catalog(
            "CREATE TABLE a (x int)", "CREATE VIEW v AS SELECT x FROM a",
            "CREATE MATERIALIZED VIEW m AS SELECT x FROM a",
            in: "c", "s")
        #expect(catalog.views.values.map(\.name.table).sorted() == ["m", "v"])
        #expect(catalog.views[TableName(catalog: "c", schema: "s", table: "m")]?.isMaterialized == true)
    }

    /// Sources: Trino documentation, "Hive connector", "Iceberg connector": hidden columns.
    @Test("Hidden columns depend on the connector")
    func hiddenColumns() {
        #expect(
            HiddenColumns.columns(connector: "iceberg").map(\.name) == ["$path", "$file_modified_time", "$partition"])
        #expect(HiddenColumns.columns(connector: "hive").contains { $0.name == "$bucket" })
        #expect(HiddenColumns.columns(connector: "postgresql").isEmpty)
    }
}
