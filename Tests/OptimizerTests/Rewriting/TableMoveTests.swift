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

    @Test("Names that an alias alone would not tell apart stand in the way")
    func sharedNames() throws {
        let target = TableMove.Target(
            name: TableName(catalog: "lake", schema: "fast", table: "orders"),
            columns: [(name: "orderkey", type: .bigint, storedType: .bigint)])
        let targets = [TableName(catalog: "lake", schema: "raw", table: "orders"): target]
        func obstacle(_ sql: String) throws -> String? {
            TableMove(resolved: try Lakehouse.resolve(sql), targets: targets).obstacle
        }
        #expect(
            try obstacle(
                "SELECT 1 FROM raw.orders WHERE EXISTS (SELECT 1 FROM customers AS orders WHERE orders.custkey = raw.orders.custkey)"
            ) != nil)
        #expect(try obstacle("SELECT raw.orders.price FROM raw.orders JOIN raw.orders AS o ON o.orderkey = 1") == nil)
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
