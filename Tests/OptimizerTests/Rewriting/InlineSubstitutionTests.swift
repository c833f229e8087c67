import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Substituting new tables by their definitions")
struct InlineSubstitutionTests {
    private func substituted(_ sql: String) throws -> String {
        let name = TableName(catalog: "lake", schema: "fast", table: "orders")
        let filling = try Parser.parseQuery("SELECT CAST(price AS double) AS price FROM lake.raw.orders")
        return InlineSubstitution(definitions: [(name: name, filling: filling)]).apply(to: try Parser.parseQuery(sql))
            .sql()
    }

    @Test("The definition becomes a common table in front")
    func plain() throws {
        #expect(
            try substituted("SELECT o.price FROM lake.fast.orders o")
                == Lakehouse.compact(
                    "WITH lw_orders AS (SELECT CAST(price AS double) AS price FROM lake.raw.orders) SELECT o.price FROM lw_orders o"
                ))
    }

    @Test("It comes before the query's own common tables, under a name that none of them has")
    func ownCommonTables() throws {
        let text = try substituted(
            "WITH lw_orders AS (SELECT price FROM lake.fast.orders o) SELECT price FROM lw_orders")
        #expect(text.hasPrefix("WITH lw_orders_2 AS ("))
        #expect(text.contains("FROM lw_orders_2 AS o") || text.contains("FROM lw_orders_2 o"))
    }

    @Test("A query that reads none of them stays as it is")
    func untouched() throws {
        #expect(try substituted("SELECT 1") == "SELECT 1")
    }
}
