import Optimizer

/// A request of so many queries over so many tables: filters, joins, groups, common tables.
struct SyntheticWorkload {
    let input: OptimizationInput

    init(queries: Int, tables: Int) {
        let columns = (0..<20).map { "c\($0) \(["bigint", "varchar", "double", "date", "decimal(12, 2)"][$0 % 5])" }
        let ddl = (0..<tables).map { "CREATE TABLE lake.raw.t\($0) (id bigint, \(columns.joined(separator: ", ")))" }
        let texts = (0..<queries).map { index -> InputQuery in
            let (a, b) = (index % tables, (index * 7 + 3) % tables)
            let text = """
                WITH recent AS (SELECT id, c\(index % 4 * 5) AS k, c2, c3 FROM lake.raw.t\(a) WHERE c3 >= DATE '2024-01-01')
                SELECT r.k, date_trunc('month', r.c3) AS m, count(*) AS n, sum(r.c2) AS s, avg(o.c4) AS average
                FROM recent r JOIN lake.raw.t\(b) o ON r.id = o.id
                WHERE o.c1 IN ('a', 'b\(index)') GROUP BY r.k, date_trunc('month', r.c3) HAVING count(*) > 1 ORDER BY n DESC LIMIT 100
                """
            return InputQuery(id: "q\(index)", text: text, runs: Double(1 + index), seconds: 1 + Double(index % 9))
        }
        input = OptimizationInput(
            ddl: ddl, queries: texts, defaultCatalog: "lake", defaultSchema: "raw", label: "bench")
    }
}
