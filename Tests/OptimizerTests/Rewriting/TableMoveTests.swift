import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Moving queries to new tables")
struct TableMoveTests {
    private func moved(_ sql: String, castNote: Bool = false) throws -> String {
        let orders = TableMove.Target(
            name: TableName(catalog: "lake", schema: "fast", table: "orders"),
            columns: [
                (name: "orderkey", type: .bigint, storedType: .bigint),
                (name: "custkey", type: .bigint, storedType: .bigint),
                (name: "price", type: .double, storedType: .double),
                (name: "note", type: .char(10), storedType: castNote ? .varchar(nil) : .char(10)),
            ])
        let customers = TableMove.Target(
            name: TableName(catalog: "lake", schema: "fast", table: "customers"),
            columns: [
                (name: "custkey", type: .bigint, storedType: .bigint),
                (name: "name", type: .varchar(nil), storedType: .varchar(nil)),
            ])
        let base = { TableName(catalog: "lake", schema: "raw", table: $0) }
        let move = TableMove(
            resolved: try Lakehouse.resolve(sql), targets: [base("orders"): orders, base("customers"): customers])
        return move.apply().sql()
    }

    @Test("A table without alias keeps its visible name")
    func visibleName() throws {
        #expect(
            try moved("SELECT orders.price FROM orders")
                == Lakehouse.compact("SELECT orders.price FROM lake.fast.orders AS orders"))
    }

    @Test("Columns named with schema and catalog are named by alias")
    func longNames() throws {
        #expect(
            try moved("SELECT lake.raw.orders.price, raw.orders.orderkey FROM lake.raw.orders")
                == Lakehouse.compact("SELECT orders.price, orders.orderkey FROM lake.fast.orders AS orders"))
    }

    @Test("A common table of the same name shadows the base table and is left alone")
    func shadowing() throws {
        #expect(
            try moved("WITH orders AS (SELECT price FROM lake.raw.orders) SELECT price FROM orders")
                == Lakehouse.compact(
                    "WITH orders AS (SELECT price FROM lake.fast.orders AS orders) SELECT price FROM orders"))
    }

    @Test("Tables inside subqueries and joins move too")
    func everywhere() throws {
        #expect(
            try moved(
                "SELECT c.name FROM customers c WHERE c.custkey IN (SELECT custkey FROM orders o WHERE o.custkey = c.custkey)"
            )
                == Lakehouse.compact(
                    "SELECT c.name FROM lake.fast.customers c WHERE c.custkey IN (SELECT custkey FROM lake.fast.orders o WHERE o.custkey = c.custkey)"
                ))
    }

    @Test("A column stored as a wider type is cast back, where it is read")
    func castBack() throws {
        #expect(
            try moved("SELECT o.note FROM orders o", castNote: true)
                == Lakehouse.compact(
                    "SELECT o.note FROM (SELECT CAST(kept.note AS char(10)) AS note FROM lake.fast.orders AS kept) o"))
        #expect(
            try moved("SELECT o.price FROM orders o", castNote: true)
                == Lakehouse.compact("SELECT o.price FROM lake.fast.orders o"))
    }

    @Test("A column list names by place, so the places are kept")
    func columnList() throws {
        #expect(
            try moved("SELECT k FROM customers AS c (k, n, x, y)").contains("SELECT kept.custkey, kept.name FROM"))
    }

    @Test(
        "Where an alias of the old name would mean another relation too, the alias is a new one that nothing else has")
    func sharedNames() throws {
        #expect(
            try moved(
                "SELECT 1 AS x FROM raw.orders WHERE EXISTS (SELECT 1 FROM customers AS orders WHERE orders.custkey = raw.orders.custkey)"
            )
                == Lakehouse.compact(
                    "SELECT 1 AS x FROM lake.fast.orders AS raw_orders WHERE EXISTS (SELECT 1 FROM lake.fast.customers AS orders WHERE orders.custkey = raw_orders.custkey)"
                ))
        #expect(
            try moved(
                "WITH raw_orders AS (SELECT 1 AS one) SELECT raw.orders.price FROM raw.orders, raw_orders, customers AS orders"
            )
                == Lakehouse.compact(
                    "WITH raw_orders AS (SELECT 1 AS one) SELECT raw_orders_2.price FROM lake.fast.orders AS raw_orders_2, raw_orders, lake.fast.customers AS orders"
                ))
        #expect(
            try moved("SELECT raw.orders.price FROM raw.orders JOIN raw.orders AS o ON o.orderkey = 1")
                == Lakehouse.compact(
                    "SELECT orders.price FROM lake.fast.orders AS orders JOIN lake.fast.orders AS o ON o.orderkey = 1"))
    }

    @Test("Tables of one name in two schemas are told apart by new aliases")
    func twoSchemas() throws {
        let ddl = Lakehouse.ddl + ["CREATE TABLE lake.old.orders (orderkey bigint, price double)"]
        let input = Lakehouse.input(
            ["SELECT raw.orders.price, old.orders.price AS former FROM raw.orders, old.orders"], ddl: ddl)
        let model = WorkloadModel(input)
        let builder = DesignBuilder(input: input, model: model, profile: .none)
        let built = builder.build(on: builder.emptyDesign(), model.queries.map { PlannedQuery($0) })
        let text = try #require(built.queries[0].rewritten?.sql())
        #expect(text.contains("SELECT raw_orders.price, old_orders.price AS former FROM"))
        #expect(text.contains("AS raw_orders"))
        #expect(
            StaticVerifier(design: built.design).defect(
                of: try #require(built.queries[0].rewritten), original: try #require(model.queries[0].original)) == nil)
    }

    @Test("A view is written out, and its tables moved; a materialized one is left, since its rows may be older")
    func views() throws {
        let ddl =
            Lakehouse.ddl + [
                "CREATE VIEW lake.raw.dear AS SELECT custkey, price AS p FROM orders WHERE price > 10",
                "CREATE MATERIALIZED VIEW lake.raw.kept AS SELECT custkey FROM orders",
            ]
        let input = Lakehouse.input(["SELECT dear.p FROM dear", "SELECT custkey FROM kept"], ddl: ddl)
        let model = WorkloadModel(input)
        let resolved = try #require(model.queries[0].resolved)
        #expect(resolved.tables.map(\.schema.name.description) == ["lake.raw.orders"])
        #expect(resolved.query.sql().contains("FROM lake.raw.orders AS orders WHERE"))
        #expect(model.queries[0].obstacle == nil)
        #expect(model.queries[1].obstacle?.contains("materialized view lake.raw.kept") == true)
    }

    @Test("TABLE t is read like any other table")
    func explicitTable() throws {
        let input = Lakehouse.input([
            "SELECT orderkey FROM orders WHERE custkey IN (SELECT custkey FROM (TABLE customers) c)"
        ])
        let query = try #require(WorkloadModel(input).queries.first?.resolved?.withFullNames().sql())
        #expect(!query.contains("TABLE"))
        #expect(query.contains("FROM lake.raw.customers"))
    }
}
