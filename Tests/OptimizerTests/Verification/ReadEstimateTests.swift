import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Bytes that a query reads")
struct ReadEstimateTests {
    private static let orders = TableName(catalog: "lake", schema: "raw", table: "orders")
    private static let customers = TableName(catalog: "lake", schema: "raw", table: "customers")

    private func references(_ sql: String) throws -> [TableName: Double] {
        ReadEstimate.references(in: try Parser.parseQuery(sql))
    }

    @Test("Each reference counts, in joins, set operations and subqueries")
    func references() throws {
        let counts = try references(
            """
            SELECT 1 FROM lake.raw.orders AS a JOIN lake.raw.orders AS b ON a.k = b.k WHERE a.k IN (SELECT k FROM lake.raw.customers)
            UNION ALL SELECT 1 FROM lake.raw.orders
            """)
        #expect(counts == [Self.orders: 3, Self.customers: 1])
    }

    @Test(
        "What stands in a common table counts at each of its references, also through another; unread it counts nothing"
    )
    func commonTables() throws {
        let counts = try references(
            """
            WITH a AS (SELECT k FROM lake.raw.orders), b AS (SELECT x.k FROM a AS x JOIN a AS y ON x.k = y.k),
              unread AS (SELECT 1 FROM lake.raw.customers)
            SELECT 1 FROM b AS p CROSS JOIN b AS q
            """)
        #expect(counts == [Self.orders: 4])
    }

    @Test("A common table hides another of its name, within its query alone")
    func scopes() throws {
        let counts = try references(
            """
            WITH a AS (SELECT k FROM lake.raw.orders)
            SELECT 1 FROM (WITH a AS (SELECT k FROM lake.raw.customers) SELECT k FROM a) AS q, a
            """)
        #expect(counts == [Self.orders: 1, Self.customers: 1])
    }

    @Test("Columns that are not named are not read; a star reads all")
    func columns() throws {
        var profile = LakehouseProfile.none
        profile.tables[Self.orders] = TableProfile(
            rowCount: 100, bytes: 10_440,
            columns: [
                "k": ColumnStatistics(dataSize: 100), "note": ColumnStatistics(dataSize: 900),
            ],
            liveColumns: [.init(name: "k", type: "bigint"), .init(name: "note", type: "varchar")])
        let estimate = ReadEstimate(profile: profile)
        func bytes(_ sql: String) throws -> Int64? {
            let query = try Parser.parseQuery(sql)
            return estimate.bytes(of: query, naming: ReadEstimate.columnsNamed(in: query))
        }
        #expect(try bytes("SELECT o.k FROM lake.raw.orders AS o") == 1_000)
        #expect(try bytes("SELECT * FROM lake.raw.orders") == 10_440)
        #expect(try bytes("SELECT 1 FROM lake.raw.elsewhere") == nil)
        #expect(try bytes("SELECT 1") == 0)
    }
}
