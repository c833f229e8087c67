import Testing
import TrinoSQL

@testable import Optimizer

@Suite("The order that a query promises")
struct RowOrderTests {
    private func order(_ sql: String) throws -> RowOrder { RowOrder(of: try Lakehouse.resolve(sql)) }

    @Test("Outputs by name, by place, and by their own expression are keys that can be seen")
    func visibleKeys() throws {
        let seen = try order(
            "SELECT status, lower(status) AS l, price * 2 AS p FROM orders ORDER BY 3, status, lower(status)")
        #expect(seen.isComplete)
        #expect(seen.columns == [2, 0, 1])
    }

    @Test("The same words are not the same key where a name in them means another output")
    func shadowedKey() throws {
        #expect(try !order("SELECT -price AS price, price + 1 AS z FROM orders ORDER BY price + 1").isComplete)
    }

    @Test("An order promises another whose keys it begins with, in the same directions")
    func promises() throws {
        let wanted = try order("SELECT status, price FROM orders ORDER BY price DESC")
        #expect(try order("SELECT status, price FROM orders ORDER BY 2 DESC, 1").promises(wanted))
        for other in ["", "ORDER BY price", "ORDER BY status, price DESC", "ORDER BY price DESC NULLS FIRST"] {
            #expect(try !order("SELECT status, price FROM orders \(other)").promises(wanted))
        }
        #expect(try !wanted.promises(order("SELECT status, price FROM orders ORDER BY length(status)")))
    }

    @Test("Keys that are no output are shown behind the outputs, where that changes no row")
    func shownKeys() throws {
        func shown(_ sql: String) throws -> (sql: String, columns: [Int])? {
            let query = try Lakehouse.resolve(sql)
            let names = query.outputs.enumerated().map { $0.element.shownName(at: $0.offset) }
            return RowOrder.showingKeys(of: query.query, outputs: names).map { ($0.query.sql(), $0.order.columns) }
        }
        let simple = try shown("SELECT status FROM orders ORDER BY price DESC, status, total + 1")
        #expect(simple?.columns == [1, 0, 2])
        #expect(simple?.sql.contains("price AS lw_key_1, total + 1 AS lw_key_2 FROM") == true)
        #expect(try shown("SELECT DISTINCT status FROM orders ORDER BY status")?.columns == nil)
        #expect(try shown("SELECT -price AS price FROM orders ORDER BY price + 1")?.columns == nil)
    }
}
