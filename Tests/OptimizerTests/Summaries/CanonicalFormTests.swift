import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Conditions that mean the same have one form")
struct CanonicalFormTests {
    private func filters(_ condition: String, alias: String = "o") throws -> [String] {
        let sql = "SELECT count(*) FROM orders AS \(alias) WHERE \(condition)"
        return try SummaryBench().blocks(sql).found.flatMap(\.blocks).first?.filters.map { $0.sql() }.sorted() ?? []
    }

    @Test(
        "whatever the alias, the order and the spelling",
        arguments: [
            ("o.total > 5 AND o.custkey = 1", "1 = x.custkey AND 5 < x.total"),
            ("total BETWEEN 1 AND 2", "total <= 2 AND total >= 1"),
            ("status IN ('a', 'b')", "STATUS IN ('b', 'a')"),
            ("status IN ('a')", "status = 'a'"),
            ("NOT (status IS NULL)", "status IS NOT NULL"),
            ("(total > 5) = false", "NOT (total > 5)"),
            ("(total > 5) <> false", "total > 5"),
        ])
    func same(_ one: String, _ other: String) throws {
        let alias = other.contains("x.") ? "x" : "o"
        #expect(try filters(one) == filters(other, alias: alias))
    }

    @Test(
        "what differs stays different",
        arguments: [
            ("total > 5", "total >= 5"), ("total > 5", "total < 5"), ("status = 'a'", "status = 'A'"),
            ("status LIKE 'a%'", "status = 'a%'"), ("total NOT BETWEEN 1 AND 2", "total BETWEEN 1 AND 2"),
        ])
    func different(_ one: String, _ other: String) throws {
        #expect(try filters(one) != filters(other))
    }

    @Test(
        "BETWEEN is two comparisons where all three are of one type, or compare alike in whichever",
        arguments: [
            "total BETWEEN 1 AND 2", "total BETWEEN 0.5 AND 2", "total BETWEEN 0.5 AND 2.25", "custkey BETWEEN 1 AND 2",
            "custkey BETWEEN 1.5 AND 2", "price BETWEEN 0.5 AND 1.5", "price BETWEEN 1 AND 0.5",
            "status BETWEEN 'a' AND 'bcd'",
            "orderdate BETWEEN DATE '2024-01-01' AND DATE '2024-02-01'",
            "orderdate BETWEEN DATE '2024-01-01' AND TIMESTAMP '2024-02-01 00:00:00'",
            "placed BETWEEN DATE '2024-01-01' AND TIMESTAMP '2024-02-01 00:00:00.123456'",
            "CAST(price AS real) BETWEEN 0.1 AND 0.2", "custkey BETWEEN NULL AND 5",
        ])
    func split(_ condition: String) throws {
        #expect(try filters(condition).count == 2)
        #expect(try !filters(condition).contains { $0.contains("BETWEEN") })
    }

    @Test(
        "and stays as it is where a comparison would be made in another type",
        arguments: [
            "CAST(price AS real) BETWEEN 0.1 AND DOUBLE '0.2'", "custkey BETWEEN 1 AND DOUBLE '2.5'",
            "total BETWEEN 0.1 AND DOUBLE '2.5'", "note BETWEEN 'a' AND 'a text of more letters'",
            "CAST(total AS decimal(38, 0)) BETWEEN 0 AND 0.5", "total NOT BETWEEN 1 AND 2",
        ])
    func whole(_ condition: String) throws {
        let found = try filters(condition)
        #expect(found.count == 1)
        #expect(found.first?.contains("BETWEEN") == true)
    }

    @Test("what depends on more than rows has no form")
    func unstable() throws {
        #expect(try filters("orderdate < current_date").isEmpty)
        #expect(try filters("random() < 0.5").isEmpty)
    }
}
