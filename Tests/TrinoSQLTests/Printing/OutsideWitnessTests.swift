import Foundation
import Testing

@testable import TrinoSQL

/// sqlglot, a parser that nobody here wrote, reads what is printed as the same query that it reads in the original text.
@Suite struct OutsideWitnessTests {
    /// The interpreter that has sqlglot, if it is there.
    static let python: URL? = {
        let environment = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../deploy/dev-trino/.venv").standardizedFileURL
        let libraries = environment.appending(path: "lib")
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: libraries.path)) ?? []
        let hasWitness = versions.contains { version in
            let package = libraries.appending(path: "\(version)/site-packages/sqlglot/__init__.py")
            return FileManager.default.fileExists(atPath: package.path)
        }
        return hasWitness ? environment.appending(path: "bin/python") : nil
    }()

    /// What both understand: queries of everyday shape.
    static let queries = [
        "select a + b * c - (d - e) from t where not a = b and (c or d)",
        "SELECT count(*) FILTER (WHERE x > 1), sum(DISTINCT y) FROM s.t GROUP BY a, b HAVING count(*) > 3",
        "WITH x AS (SELECT 1 AS a), y AS (SELECT a FROM x) SELECT * FROM y JOIN x USING (a) ORDER BY a DESC NULLS FIRST LIMIT 3",
        "SELECT CASE WHEN a IN (1, 2) THEN 'x' WHEN b LIKE 'a%' THEN 'it''s' ELSE NULL END FROM t",
        "SELECT rank() OVER (PARTITION BY a ORDER BY b DESC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t",
        "SELECT a FROM t UNION ALL SELECT b FROM u EXCEPT SELECT c FROM v",
        "SELECT a FROM t LEFT JOIN u ON t.x = u.x AND u.y BETWEEN 1 AND 2 CROSS JOIN v",
        "SELECT (SELECT max(a) FROM u WHERE u.k = t.k), EXISTS (SELECT 1 FROM v) FROM t WHERE a NOT IN (SELECT b FROM w)",
        "SELECT CAST(a AS DECIMAL(12, 2)), TRY_CAST(b AS BIGINT), a || b || 'c', -a, x[1] FROM t",
        "SELECT a, sum(b) FROM t GROUP BY GROUPING SETS ((a), (a, b), ())",
        "SELECT transform(a, x -> x + 1), ARRAY[1, 2], date_trunc('month', d) FROM t CROSS JOIN UNNEST(a) AS u (e)",
    ]

    @Test(.enabled(if: python != nil, "needs sqlglot: run `make trino_start` once, which makes deploy/dev-trino/.venv"))
    func sqlglotReadsTheSameQuery() throws {
        var pairs: [[String]] = []
        for text in Self.queries {
            let tree = try Parser.parseStatement(text)
            pairs.append([text, tree.sql()])
            pairs.append([text, tree.formatted()])
        }
        let script = """
            import json, sys
            import sqlglot
            for text, printed in json.load(sys.stdin):
                a = sqlglot.parse_one(text, read="trino")
                b = sqlglot.parse_one(printed, read="trino")
                if a != b:
                    print(text, "became", printed)
            """
        let process = Process()
        process.executableURL = Self.python
        process.arguments = ["-c", script]
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        input.fileHandleForWriting.write(try JSONEncoder().encode(pairs))
        try input.fileHandleForWriting.close()
        let difference = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(difference.isEmpty, "\(difference)")
    }
}
