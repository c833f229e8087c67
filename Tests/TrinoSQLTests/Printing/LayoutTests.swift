import Testing

@testable import TrinoSQL

/// The readable style, as people see it.
@Suite struct LayoutTests {
    private func formatted(_ text: String) throws -> String { try Parser.parseStatement(text).formatted() }

    @Test func clausesStandOnLinesOfTheirOwn() throws {
        #expect(
            try formatted(
                """
                with d as (select a, sum(b) as total from lake.sales.orders_of_the_year where a > 1 group by a) select d.a, x.name \
                from d left join x on d.a = x.a and x.kind = 'k' where d.total between 1 and 2 order by 1 desc limit 10
                """) == """
                    WITH d AS (
                        SELECT a, sum(b) AS total
                        FROM lake.sales.orders_of_the_year
                        WHERE a > 1
                        GROUP BY a
                    )

                    SELECT d.a, x.name
                    FROM d
                    LEFT JOIN x ON d.a = x.a AND x.kind = 'k'
                    WHERE d.total BETWEEN 1 AND 2
                    ORDER BY 1 DESC
                    LIMIT 10
                    """)
    }

    @Test func whatDoesNotFitIsBrokenAtItsParts() throws {
        let long = try formatted(
            """
            SELECT first_long_column_name, second_long_column_name, third_long_column_name, fourth_column_name, fifth FROM t \
            WHERE first_long_column_name = 'some value' AND (second_long_column_name = 2 OR third_long_column_name = 3)
            """)
        #expect(
            long == """
                SELECT
                    first_long_column_name,
                    second_long_column_name,
                    third_long_column_name,
                    fourth_column_name,
                    fifth
                FROM t
                WHERE first_long_column_name = 'some value'
                    AND (second_long_column_name = 2 OR third_long_column_name = 3)
                """)
    }

    @Test func shortQueriesStayShort() throws {
        #expect(try formatted("select count(*) from t") == "SELECT count(*) FROM t")
        #expect(
            try formatted("select a from t where b in (select max(b) from t)").contains("b IN (SELECT max(b) FROM t)"))
    }

    @Test func longListsAreFilledNotStacked() throws {
        let values = (1...200).map(String.init).joined(separator: ", ")
        let lines = try formatted("SELECT a FROM t WHERE a IN (\(values))").split(separator: "\n")
        #expect(lines.count < 20)
        #expect(lines.allSatisfy { $0.count <= 100 })
    }

    @Test func noLineIsLongerThanItMustBe() throws {
        for seed in 1...300 as ClosedRange<UInt64> {
            var generator = TreeGenerator(seed: seed, depth: 4)
            let tree = generator.statement()
            #expect(
                !tree.sql().contains("\n") || tree.sql().contains("a\nb") || tree.sql().contains("$$"), "seed \(seed)")
            #expect(!tree.formatted().contains(" \n"), "seed \(seed): blanks at a line's end")
        }
    }

    @Test func printingTakesLinearTimeInSpaceToo() throws {
        // Ten thousand conjuncts and a thousand joins, printed both ways and read back.
        let conjuncts = (0..<10_000).map { "c\($0) = \($0)" }.joined(separator: " AND ")
        let tree = try Parser.parseStatement("SELECT 1 FROM t WHERE \(conjuncts)")
        #expect(try Parser.parseStatement(tree.sql()) == tree)
        #expect(try Parser.parseStatement(tree.formatted()) == tree)
        #expect(tree.formatted().split(separator: "\n").count == 10_002)
    }
}
