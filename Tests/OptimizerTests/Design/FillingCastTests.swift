import Testing
import TrinoSQL

@testable import Optimizer

@Suite("What the statement that fills a table casts")
struct FillingCastTests {
    private func insert(_ kind: NewTable.Kind, isFirst: Bool) throws -> String {
        let query = try Parser.parseQuery(
            """
            SELECT t0.status, date_trunc('month', t0.orderdate), max(t0.note), max(t0.rate), count(*),
                CAST(sum(t0.total) AS decimal(38, 2)) FROM lake.raw.orders AS t0 GROUP BY 1, 2
            """)
        guard case .select(let select) = query.body else { return "" }
        let types: [SQLType] = [
            .varchar(10), .date, .varchar(10), .real, .bigint, .decimal(precision: 38, scale: 2),
        ]
        let columns = zip(select.items, types).enumerated().compactMap { index, column -> NewTable.Column? in
            guard case .expression(let value, _) = column.0.kind else { return nil }
            return NewTable.Column(name: "c\(index)", storedType: column.1, source: value)
        }
        let table = NewTable(
            name: "s", kind: kind, columns: columns, definition: select, sources: [],
            layout: TableLayout(), reasons: [])
        let design = Design(catalog: "lake", schema: "fast", location: nil, connector: .hive, tables: [table])
        return design.fill(table, isFirst: isFirst).sql()
    }

    @Test("What is computed, as it was verified; no text, which a cast might cut off, and no count")
    func first() throws {
        let sql = try insert(.summary, isFirst: true)
        #expect(
            sql.contains(
                """
                SELECT t0.status AS c0, CAST(date_trunc('month', t0.orderdate) AS date) AS c1, max(t0.note) AS c2, \
                CAST(max(t0.rate) AS real) AS c3, count(*) AS c4, CAST(sum(t0.total) AS decimal(38, 2)) AS c5 FROM
                """), "\(sql)")
    }

    @Test("No real that may have become a double by the time that it is filled again")
    func again() throws {
        let sql = try insert(.summary, isFirst: false)
        #expect(sql.contains("CAST(date_trunc('month', t0.orderdate) AS date) AS c1"))
        #expect(sql.contains(", max(t0.rate) AS c3"))
    }

    @Test("Nothing of a result, whose types are the engine's")
    func result() throws {
        #expect(try insert(.result, isFirst: true).contains("date_trunc('month', t0.orderdate) AS c1"))
    }
}
