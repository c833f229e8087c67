/// Workloads whose sub-queries are the same, or only look so.
enum SubqueryCases {
    static let all: [SubqueryCase] = spellings + shapes + differences + unstable + failing + ranges

    /// Equal work in other words.
    private static let spellings: [SubqueryCase] = [
        SubqueryCase(
            "a common table and a derived one, other aliases, conditions in another order",
            shared:
                "WITH c AS (SELECT s.region, count(*) AS n FROM sales AS s WHERE s.shop = 1 AND s.id > 0 GROUP BY s.region) SELECT c.region, c.n FROM c",
            "SELECT x.number FROM (SELECT count(*) AS number, q.region FROM sales AS q WHERE 0 < q.id AND q.shop = 1 GROUP BY 2) AS x WHERE x.region IS NOT NULL"
        ),
        SubqueryCase(
            "other outputs of the same rows",
            shared:
                "SELECT x.n FROM (SELECT region, count(*) AS n FROM sales GROUP BY region) AS x WHERE x.region = 'north'",
            "SELECT y.top, y.r FROM (SELECT region AS r, max(amount) AS top FROM sales GROUP BY region) AS y"),
        SubqueryCase(
            "IN, in two queries",
            shared:
                "SELECT id FROM sales WHERE shop IN (SELECT p.shop FROM shops AS p WHERE p.city = 'Oslo')",
            "SELECT count(*) AS n FROM ties WHERE id IN (SELECT shop FROM shops WHERE 'Oslo' = city)"),
        SubqueryCase(
            "NOT IN with NULL among its values",
            shared: "SELECT id FROM sales WHERE shop NOT IN (SELECT shop FROM shops WHERE opened IS NULL)",
            "SELECT id FROM ties WHERE id NOT IN (SELECT p.shop FROM shops AS p WHERE p.opened IS NULL)"),
        SubqueryCase(
            "joins in ON and in WHERE, in another order",
            shared:
                "SELECT x.name, x.n FROM (SELECT p.name, count(*) AS n FROM sales AS s JOIN shops AS p ON s.shop = p.shop WHERE s.id > 1 GROUP BY p.name) AS x",
            "WITH c AS (SELECT count(*) AS k, b.name FROM shops AS b, sales AS a WHERE b.shop = a.shop AND a.id > 1 GROUP BY b.name) SELECT sum(k) AS k FROM c"
        ),
        SubqueryCase(
            "twice in one query, with duplicates",
            shared:
                "SELECT a.id, b.region FROM (SELECT id, region FROM sales WHERE shop = 1) AS a JOIN (SELECT t.id, t.region FROM sales AS t WHERE t.shop = 1) AS b ON a.id = b.id"
        ),
        SubqueryCase(
            "a common table that is read twice",
            shared:
                "WITH c AS (SELECT region, count(*) AS n FROM sales GROUP BY region) SELECT a.region, b.n FROM c AS a JOIN c AS b ON a.region = b.region AND a.n = b.n"
        ),
        SubqueryCase(
            "common tables over common tables",
            shared:
                "WITH a AS (SELECT shop, sum(amount) AS total FROM sales GROUP BY shop), b AS (SELECT a.shop, p.city, a.total FROM a JOIN shops AS p ON a.shop = p.shop) SELECT city, total FROM b",
            "SELECT max(z.total) AS m FROM (SELECT q.total, p.city, q.shop FROM shops AS p JOIN (SELECT sum(amount) AS total, shop FROM sales GROUP BY shop) AS q ON p.shop = q.shop) AS z WHERE z.shop = 2 OR z.city IS NULL"
        ),
        SubqueryCase(
            "columns renamed by lists",
            shared:
                "WITH c (a, b) AS (SELECT region, min(shop) FROM sales WHERE id > 1 GROUP BY region) SELECT b, a FROM c",
            "SELECT x.u FROM (SELECT min(shop), region FROM sales WHERE id > 1 GROUP BY region) AS x (u, v) WHERE x.v > 'a'"
        ),
        SubqueryCase(
            "names that need quotes, and names that differ by case",
            shared:
                "SELECT x.\"the Total\", x.\"order\" FROM (SELECT region AS \"order\", sum(amount) AS \"the Total\" FROM sales GROUP BY region) AS x",
            "SELECT y.REGION FROM (SELECT sum(amount) AS Amount, Region FROM Sales GROUP BY region) AS y WHERE y.amount > 0"
        ),
        SubqueryCase(
            "another relation has columns of the table's other names",
            shared:
                "SELECT n, x.region FROM (SELECT region, count(*) AS k FROM sales GROUP BY region) AS x CROSS JOIN (SELECT 7 AS n) AS o",
            "SELECT y.n FROM (SELECT count(*) AS n, region FROM sales GROUP BY region) AS y",
            "SELECT z.n FROM (SELECT sum(id) AS n, region FROM sales GROUP BY region) AS z"),
    ]

    /// What may stand in them, and where they may stand.
    private static let shapes: [SubqueryCase] = [
        SubqueryCase(
            "EXISTS", shared: "SELECT id FROM ties WHERE EXISTS (SELECT 1 FROM sales WHERE amount > 9)",
            "SELECT shop FROM shops WHERE NOT EXISTS (SELECT id FROM sales AS s WHERE 9 < s.amount)"),
        SubqueryCase(
            "a value", shared: "SELECT id FROM sales WHERE amount > (SELECT avg(amount) FROM sales WHERE shop = 1)",
            "SELECT id, (SELECT avg(s.amount) FROM sales AS s WHERE s.shop = 1) AS a FROM ties"),
        SubqueryCase(
            "a value of no row", shared: "SELECT id FROM ties WHERE id > (SELECT max(id) FROM nothing)",
            "SELECT (SELECT max(n.id) FROM nothing AS n) AS m FROM shops"),
        SubqueryCase(
            "a constant beside an aggregate",
            shared: "SELECT x.one FROM (SELECT 'a' AS one, count(*) AS n FROM sales) AS x",
            "SELECT y.n FROM (SELECT count(*) AS n, sum(id) AS s FROM sales) AS y",
            "SELECT z.one FROM (SELECT 'a' AS one, sum(id) AS s FROM sales) AS z"),
        SubqueryCase(
            "ALL", shared: "SELECT id FROM sales WHERE id >= ALL (SELECT id FROM ties WHERE score = 10)",
            "SELECT id FROM sales WHERE id = ANY (SELECT t.id FROM ties AS t WHERE 10 = t.score)"),
        SubqueryCase(
            "DISTINCT with the same outputs in another order",
            shared: "SELECT x.region FROM (SELECT DISTINCT region, shop FROM sales) AS x WHERE x.shop = 1",
            "SELECT y.shop, y.region FROM (SELECT DISTINCT s.shop, s.region FROM sales AS s) AS y"),
        SubqueryCase(
            "a set operation",
            shared: "SELECT id FROM sales WHERE shop IN (SELECT shop FROM shops WHERE opened IS NULL UNION SELECT 3)",
            "SELECT id FROM ties WHERE id IN (SELECT p.shop FROM shops AS p WHERE p.opened IS NULL UNION SELECT 3)"),
        SubqueryCase(
            "a set operation of tables",
            shared:
                "SELECT x.k FROM (SELECT shop AS k FROM shops WHERE shop > 1 EXCEPT SELECT shop FROM sales WHERE id < 4) AS x",
            "SELECT count(*) AS n FROM (SELECT p.shop AS k FROM shops AS p WHERE p.shop > 1 EXCEPT DISTINCT SELECT s.shop FROM sales AS s WHERE s.id < 4) AS y"
        ),
        SubqueryCase(
            "branches of a set operation",
            shared:
                "SELECT region, count(*) AS n FROM sales WHERE shop = 1 GROUP BY region UNION ALL SELECT city, 1 FROM shops",
            "SELECT name, shop FROM shops UNION SELECT s.region, count(*) FROM sales AS s WHERE s.shop = 1 GROUP BY s.region"
        ),
        SubqueryCase(
            "the first rows in an order of all columns",
            shared: "SELECT x.id FROM (SELECT id, shop FROM sales ORDER BY id DESC, shop LIMIT 3) AS x",
            "WITH c AS (SELECT s.shop AS k, s.id AS i FROM sales AS s ORDER BY i DESC, 1 LIMIT 3) SELECT k, i FROM c"),
        SubqueryCase(
            "the first groups in an order of their keys",
            shared:
                "SELECT x.n FROM (SELECT region, count(*) AS n FROM sales GROUP BY region ORDER BY count(*) DESC, region LIMIT 2) AS x",
            "SELECT y.r FROM (SELECT s.region AS r, count(*) AS n FROM sales AS s GROUP BY 1 ORDER BY n DESC, r LIMIT 2) AS y"
        ),
        SubqueryCase(
            "the first rows with those that tie",
            shared:
                "SELECT x.id FROM (SELECT id, score FROM ties ORDER BY score FETCH FIRST 1 ROWS WITH TIES) AS x",
            "SELECT count(y.id) AS n FROM (SELECT t.id, t.score FROM ties AS t ORDER BY 2 FETCH FIRST 1 ROWS WITH TIES) AS y"
        ),
        SubqueryCase(
            "an outer join",
            shared:
                "SELECT x.id FROM (SELECT s.id, p.city FROM sales AS s LEFT JOIN shops AS p ON p.shop = s.shop AND p.city > 'A' WHERE s.id < 7) AS x WHERE x.city IS NULL",
            "WITH c AS (SELECT a.id, b.city FROM sales AS a LEFT JOIN shops AS b ON 'A' < b.city AND a.shop = b.shop WHERE a.id < 7) SELECT count(*) AS n, count(city) AS k FROM c"
        ),
        SubqueryCase(
            "a correlated EXISTS within",
            shared:
                "SELECT x.id FROM (SELECT s.id FROM sales AS s WHERE EXISTS (SELECT 1 FROM shops AS p WHERE p.shop = s.shop)) AS x",
            "SELECT max(y.id) AS m FROM (SELECT a.id FROM sales AS a WHERE EXISTS (SELECT 1 FROM shops AS b WHERE a.shop = b.shop)) AS y"
        ),
        SubqueryCase(
            "ranks, grouping sets and HAVING",
            shared:
                "SELECT x.r FROM (SELECT region, rank() OVER (ORDER BY count(*)) AS r FROM sales GROUP BY region HAVING count(*) > 1) AS x",
            "SELECT y.region FROM (SELECT s.region, rank() OVER (ORDER BY count(*)) AS k FROM sales AS s GROUP BY s.region HAVING 1 < count(*)) AS y WHERE y.k = 1",
            "SELECT u.shop FROM (SELECT region, shop, count(*) AS n FROM sales GROUP BY GROUPING SETS ((region), (shop))) AS u",
            "SELECT v.n FROM (SELECT s.region, s.shop, count(*) AS n FROM sales AS s GROUP BY GROUPING SETS ((s.region), (s.shop))) AS v"
        ),
        SubqueryCase(
            "types that are stored wider",
            shared:
                "SELECT x.c FROM (SELECT CAST(region AS varchar(3)) AS c, CAST(count(*) > 1 AS smallint) AS n FROM sales GROUP BY 1) AS x",
            "SELECT y.n, y.c FROM (SELECT CAST(s.region AS varchar(3)) AS c, CAST(count(*) > 1 AS smallint) AS n FROM sales AS s GROUP BY 1) AS y"
        ),
        SubqueryCase(
            "a floating-point sum that goes into the result alone",
            shared:
                "SELECT x.w, x.region FROM (SELECT region, sum(weight) AS w FROM sales GROUP BY region) AS x ORDER BY x.region",
            "SELECT y.u * 2 AS u FROM (SELECT sum(weight) AS u, region FROM sales GROUP BY region) AS y"),
        SubqueryCase(
            "a query in a query that repeats",
            shared:
                "SELECT x.m FROM (SELECT max(n) AS m FROM (SELECT region, count(*) AS n FROM sales GROUP BY region) AS i) AS x",
            "SELECT y.n FROM (SELECT region, count(*) AS n FROM sales GROUP BY region) AS y",
            "SELECT z.m FROM (SELECT max(n) AS m FROM (SELECT count(*) AS n, region FROM sales GROUP BY region) AS i) AS z"
        ),
    ]

    /// What only looks the same.
    private static let differences: [SubqueryCase] = [
        SubqueryCase(
            "one place alone", apart: "SELECT x.n FROM (SELECT region, count(*) AS n FROM sales GROUP BY region) AS x"),
        SubqueryCase(
            "columns of one table", apart: "SELECT x.id FROM (SELECT id, shop FROM sales) AS x",
            "SELECT y.shop FROM (SELECT shop FROM sales) AS y"),
        SubqueryCase(
            "other literals", apart: "SELECT x.id FROM (SELECT id, region FROM sales WHERE shop = 1) AS x",
            "SELECT x.id FROM (SELECT id, region FROM sales WHERE shop = 2) AS x"),
        SubqueryCase(
            "other keys", apart: "SELECT x.n FROM (SELECT count(*) AS n FROM sales GROUP BY region) AS x",
            "SELECT x.n FROM (SELECT count(*) AS n FROM sales GROUP BY shop) AS x"),
        SubqueryCase(
            "DISTINCT and not", apart: "SELECT x.shop FROM (SELECT DISTINCT shop FROM sales WHERE id > 1) AS x",
            "SELECT x.shop FROM (SELECT shop FROM sales WHERE id > 1) AS x"),
        SubqueryCase(
            "DISTINCT over other columns", apart: "SELECT x.shop FROM (SELECT DISTINCT shop FROM sales) AS x",
            "SELECT x.shop FROM (SELECT DISTINCT shop, region FROM sales) AS x"),
        SubqueryCase(
            "one row of all and every row",
            apart: "SELECT x.n FROM (SELECT count(*) AS n FROM sales WHERE id > 1) AS x",
            "SELECT x.shop FROM (SELECT shop FROM sales WHERE id > 1) AS x"),
        SubqueryCase(
            "one row of all and a constant in every row",
            apart: "SELECT x.n FROM (SELECT count(*) AS n FROM sales WHERE id > 1) AS x",
            "SELECT x.one FROM (SELECT 'a' AS one FROM sales WHERE id > 1) AS x"),
        SubqueryCase(
            "other numbers of first rows",
            apart: "SELECT x.id FROM (SELECT id FROM sales ORDER BY id LIMIT 2) AS x",
            "SELECT x.id FROM (SELECT id FROM sales ORDER BY id LIMIT 3) AS x"),
        SubqueryCase(
            "the first rows from either end",
            apart: "SELECT x.id FROM (SELECT id FROM sales ORDER BY id LIMIT 2) AS x",
            "SELECT x.id FROM (SELECT id FROM sales ORDER BY id DESC LIMIT 2) AS x"),
        SubqueryCase(
            "inner and outer joins",
            apart: "SELECT x.id FROM (SELECT s.id FROM sales AS s JOIN shops AS p ON p.shop = s.shop) AS x",
            "SELECT x.id FROM (SELECT s.id FROM sales AS s LEFT JOIN shops AS p ON p.shop = s.shop) AS x"),
        SubqueryCase(
            "a condition of an outer join and one of its rows",
            apart:
                "SELECT x.id FROM (SELECT s.id FROM sales AS s LEFT JOIN shops AS p ON p.shop = s.shop AND s.id > 3) AS x",
            "SELECT x.id FROM (SELECT s.id FROM sales AS s LEFT JOIN shops AS p ON p.shop = s.shop WHERE s.id > 3) AS x"
        ),
        SubqueryCase(
            "the sides of a self-join",
            apart: "SELECT x.id FROM (SELECT a.id FROM sales AS a JOIN sales AS b ON a.id < b.shop) AS x",
            "SELECT x.id FROM (SELECT a.id FROM sales AS a JOIN sales AS b ON b.id < a.shop) AS x"),
        SubqueryCase(
            "UNION and UNION ALL",
            apart: "SELECT x.s FROM (SELECT shop AS s FROM sales UNION SELECT shop FROM shops) AS x",
            "SELECT x.s FROM (SELECT shop AS s FROM sales UNION ALL SELECT shop FROM shops) AS x"),
        SubqueryCase(
            "columns of a set operation in another order",
            apart:
                "SELECT x.a FROM (SELECT shop AS a, 1 AS b FROM sales WHERE id > 2 UNION SELECT shop, 2 FROM shops WHERE city = 'Oslo') AS x",
            "SELECT x.a FROM (SELECT 1 AS b, shop AS a FROM sales WHERE id > 3 UNION SELECT 2, shop FROM shops WHERE city = 'Bonn') AS x"
        ),
        SubqueryCase(
            "tables of one name in two common tables",
            apart:
                "WITH c AS (SELECT shop FROM sales WHERE id > 5) SELECT x.n FROM (SELECT count(*) AS n FROM c) AS x",
            "WITH c AS (SELECT shop FROM sales WHERE id > 6) SELECT x.n FROM (SELECT count(*) AS n FROM c) AS x"),
    ]

    /// What depends on more than the tables' rows.
    private static let unstable: [SubqueryCase] = [
        twice(
            "rows of the query around it", "SELECT count(*) FROM shops AS p WHERE p.shop = s.shop", "query around it"),
        twice("the day", "SELECT count(*) FROM shops AS p WHERE p.opened < current_date", "current_date"),
        twice("chance", "SELECT count(*) FROM shops AS p WHERE random() < 0.5", "random()"),
        twice("a sample", "SELECT count(*) FROM shops AS p TABLESAMPLE BERNOULLI (50)", "not understood"),
        twice("the session", "SELECT count(*) FROM shops AS p WHERE p.name = current_user", "current_user"),
        twice("an estimate", "SELECT approx_distinct(p.city) FROM shops AS p", "approx_distinct()"),
        twice("any row", "SELECT p.shop FROM shops AS p WHERE p.shop > 1 LIMIT 1", "no order"),
        twice(
            "the first of rows that tie", "SELECT t.id FROM ties AS t ORDER BY t.score DESC NULLS LAST LIMIT 1",
            "no order"),
        twice("any value", "SELECT arbitrary(p.name) FROM shops AS p", "arbitrary()"),
        twice("a floating-point sum that is compared", "SELECT sum(f.y) FROM floats AS f", "last digits"),
        SubqueryCase(
            "an aggregate in an ORDER BY that means nothing else",
            apart: "SELECT x.one FROM (SELECT 'a' AS one FROM sales WHERE id > 1 ORDER BY count(*)) AS x",
            "SELECT y.one FROM (SELECT 'a' AS one FROM sales WHERE id > 1 ORDER BY count(*)) AS y",
            because: "ORDER BY alone"),
        SubqueryCase(
            "the first of floating-point values that tie, 0.0 and -0.0 among them",
            apart: "SELECT x.x FROM (SELECT x FROM floats ORDER BY x LIMIT 1) AS x",
            "SELECT y.x FROM (SELECT x FROM floats ORDER BY x LIMIT 1) AS y", because: "no order"),
        SubqueryCase(
            "rows that tie, of which OFFSET passes over some",
            apart:
                "SELECT x.id FROM (SELECT id, score FROM ties ORDER BY score OFFSET 1 ROW FETCH NEXT 1 ROW WITH TIES) AS x",
            "SELECT y.id FROM (SELECT id, score FROM ties ORDER BY score OFFSET 1 ROW FETCH NEXT 1 ROW WITH TIES) AS y",
            because: "no order"),
        SubqueryCase(
            "numbers of rows that tie",
            apart: "SELECT x.id FROM (SELECT id, row_number() OVER (ORDER BY score) AS n FROM ties) AS x WHERE x.n = 1",
            "SELECT y.id FROM (SELECT id, row_number() OVER (ORDER BY score) AS n FROM ties) AS y WHERE y.n = 2",
            because: "row_number()"),
        SubqueryCase(
            "a floating-point sum that is sorted by",
            apart:
                "SELECT x.w, x.region FROM (SELECT region, sum(weight) AS w FROM sales GROUP BY region) AS x ORDER BY w",
            "SELECT y.region FROM (SELECT sum(weight) AS w, region FROM sales GROUP BY region) AS y WHERE y.w > 1",
            because: "last digits"),
        SubqueryCase(
            "a floating-point sum that its groups are chosen by",
            apart:
                "SELECT x.region FROM (SELECT region FROM sales GROUP BY region HAVING sum(weight) > 1) AS x",
            "SELECT y.region FROM (SELECT region FROM sales GROUP BY region HAVING sum(weight) > 1) AS y",
            because: "last digits"),
        SubqueryCase(
            "a column without a type",
            apart: "SELECT x.n FROM (SELECT NULL AS n, region FROM sales WHERE shop = 1) AS x",
            "SELECT y.n FROM (SELECT NULL AS n FROM sales WHERE shop = 1) AS y", because: "type"),
        SubqueryCase(
            "zones that would be lost",
            apart: "SELECT x.z FROM (SELECT at_timezone(zoned, 'Asia/Tokyo') AS z FROM moments WHERE id > 1) AS x",
            "SELECT y.z FROM (SELECT at_timezone(zoned, 'Asia/Tokyo') AS z FROM moments WHERE id > 1) AS y",
            because: "UTC"),
    ]

    /// A value that two queries compare with.
    private static func twice(_ name: String, _ query: String, _ words: String) -> SubqueryCase {
        SubqueryCase(
            name, apart: "SELECT s.id FROM sales AS s WHERE s.id > (\(query))",
            "SELECT s.region FROM sales AS s WHERE s.shop > (\(query))", because: words)
    }
}
