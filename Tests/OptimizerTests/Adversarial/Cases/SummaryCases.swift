/// Pairs of queries: what one asks for and the other could read.
enum SummaryCases {
    private static let fine =
        "SELECT region, shop, count(*) AS n, count(amount) AS k, sum(amount) AS s, min(id) AS m FROM sales GROUP BY region, shop"

    static let all: [SummaryCase] = containment + aggregates + joins + shapes + failing

    /// Keys, filters, sources.
    private static let containment: [SummaryCase] = [
        SummaryCase(
            "a coarser group", maker: fine,
            reader:
                "SELECT region, count(*) AS n, count(amount) AS k, sum(amount) AS s, avg(amount) AS a, min(id) AS m FROM sales GROUP BY region",
            isServed: true),
        SummaryCase(
            "the groups of another key", maker: "SELECT region, count(*) AS n FROM sales GROUP BY region",
            reader: "SELECT shop, count(*) AS n FROM sales GROUP BY shop", isServed: false),
        SummaryCase(
            "a filter on what is no key", maker: "SELECT region, count(*) AS n FROM sales GROUP BY region",
            reader: "SELECT region, count(*) AS n FROM sales WHERE note = 'a' GROUP BY region", isServed: false),
        SummaryCase(
            "rows that a baked filter left out",
            maker: "SELECT shop, stddev(id) AS d FROM sales WHERE region = 'north' GROUP BY shop",
            reader: "SELECT shop, stddev(id) AS d FROM sales GROUP BY shop", isServed: false),
        SummaryCase(
            "rows that a baked filter left out, where groups are put together",
            maker: "SELECT shop, count(*) AS n FROM sales WHERE region = 'north' GROUP BY shop",
            reader: "SELECT shop, count(*) AS n FROM sales GROUP BY shop", isServed: nil),
        SummaryCase(
            "a further filter over a baked one",
            maker: "SELECT shop, count(*) AS n FROM sales WHERE region = 'north' GROUP BY shop",
            reader: "SELECT shop, count(*) AS n FROM sales WHERE region = 'north' AND shop = 1 GROUP BY shop",
            isServed: true),
        SummaryCase(
            "other literals", maker: "SELECT shop, count(*) AS n FROM sales WHERE region = 'north' GROUP BY shop",
            reader: "SELECT shop, count(*) AS n FROM sales WHERE region = 'south' GROUP BY shop", isServed: true),
        SummaryCase(
            "a wider range",
            maker: "SELECT region, count(*) AS n FROM sales WHERE sold >= DATE '2024-01-02' GROUP BY region",
            reader: "SELECT region, count(*) AS n FROM sales WHERE sold >= DATE '2024-01-01' GROUP BY region",
            isServed: true),
        SummaryCase(
            "own groups under another filter",
            maker: "SELECT region, stddev(id) AS d FROM sales WHERE shop = 1 GROUP BY region",
            reader: "SELECT region, stddev(id) AS d FROM sales WHERE shop = 2 GROUP BY region", isServed: false),
        SummaryCase(
            "own groups, of which the clock takes rows",
            reader:
                "SELECT region, stddev(id) AS d FROM sales WHERE sold >= current_date - INTERVAL '3000' DAY GROUP BY region",
            isServed: false),
        SummaryCase(
            "own groups, none of them",
            reader:
                "SELECT approx_distinct(id) AS d, stddev(id) AS s, count(*) AS n FROM sales WHERE current_date < DATE '2020-01-01'",
            isServed: true),
        SummaryCase(
            "own groups, some of them",
            maker: "SELECT region, shop, stddev(id) AS d FROM sales WHERE region <> 'x' GROUP BY region, shop",
            reader:
                "SELECT region, shop, stddev(id) AS d FROM sales WHERE region <> 'x' AND shop < 3 AND current_date > DATE '2020-01-01' GROUP BY region, shop",
            isServed: true),
        SummaryCase(
            "own groups under a filter of their keys, without it",
            maker: "SELECT region, stddev(id) AS d FROM sales WHERE region = 'north' GROUP BY region",
            reader: "SELECT region, stddev(id) AS d FROM sales GROUP BY region", isServed: true
        ),
        SummaryCase(
            "own groups that are finer", maker: "SELECT region, shop, stddev(id) AS d FROM sales GROUP BY region, shop",
            reader: "SELECT region, stddev(id) AS d FROM sales GROUP BY region", isServed: false),
        SummaryCase(
            "own groups", maker: "SELECT region, stddev(id) AS d, corr(id, shop) AS c FROM sales GROUP BY region",
            reader: "SELECT region, stddev(id) AS d FROM sales GROUP BY region ORDER BY region", isServed: true),
        SummaryCase(
            "months of days", maker: "SELECT sold, count(*) AS n FROM sales GROUP BY sold",
            reader:
                "SELECT date_trunc('month', sold) AS m, count(*) AS n FROM sales WHERE year(sold) = 2024 GROUP BY 1",
            isServed: true),
        SummaryCase(
            "weeks of months", maker: "SELECT date_trunc('month', sold) AS m, count(*) AS n FROM sales GROUP BY 1",
            reader: "SELECT date_trunc('week', sold) AS w, count(*) AS n FROM sales GROUP BY 1", isServed: false),
        SummaryCase(
            "a moment of its day", maker: "SELECT CAST(at AS date) AS d, count(*) AS n FROM sales GROUP BY 1",
            reader:
                "SELECT CAST(at AS date) AS d, count(*) AS n FROM sales WHERE at <= TIMESTAMP '2024-01-02 00:00:00' GROUP BY 1",
            isServed: false),
        SummaryCase(
            "0.0 and -0.0 are one group and two texts",
            maker: "SELECT x, count(*) AS n FROM floats WHERE id IN (6, 7) GROUP BY x",
            reader:
                "SELECT CAST(x AS varchar) AS t, count(*) AS n FROM floats WHERE id IN (6, 7) GROUP BY CAST(x AS varchar)",
            isServed: false),
        SummaryCase(
            "0.0 and -0.0 are one group, and another table tells them apart",
            maker: "SELECT id, x, count(*) AS n FROM floats WHERE id IN (6, 7) GROUP BY id, x",
            reader:
                "SELECT c.label, count(*) AS n FROM floats AS f JOIN codes AS c ON c.code = f.id WHERE power(f.x, c.approximate * 0e0 - 1e0) > 0e0 AND f.id IN (6, 7) GROUP BY c.label",
            isServed: false),
        SummaryCase(
            "0.0 and -0.0 are one group, and a sub-query tells them apart",
            maker: "SELECT id, x, count(*) AS n FROM floats WHERE id IN (6, 7) GROUP BY id, x",
            reader:
                "SELECT f.id, count(*) AS n FROM floats AS f WHERE f.id IN (6, 7) AND EXISTS (SELECT 1 FROM codes AS c WHERE power(f.x, -1e0) > c.approximate) GROUP BY f.id",
            isServed: false),
        SummaryCase(
            "floating-point keys that are compared with another table's",
            maker: "SELECT id, x, count(*) AS n FROM floats GROUP BY id, x",
            reader:
                "SELECT c.label, count(*) AS n FROM floats AS f JOIN codes AS c ON c.code = f.id WHERE f.x >= c.approximate GROUP BY c.label",
            isServed: true),
        SummaryCase(
            "a moment with a zone less a plain one",
            reader:
                "SELECT at, count(*) AS n FROM moments WHERE zoned - at > INTERVAL '1' HOUR GROUP BY at",
            isServed: false),
        SummaryCase(
            "what fails for another query",
            maker: "SELECT region, sum(100 / shop) AS q, count(*) AS n FROM sales GROUP BY region",
            reader: "SELECT region, count(*) AS n FROM sales GROUP BY region", isServed: false),
        SummaryCase(
            "what fails for another query and is kept from failing here",
            maker: "SELECT region, sum(100 / shop) AS q FROM sales GROUP BY region",
            reader: "SELECT region, sum(if(shop > 3, 100 / shop)) AS q FROM sales GROUP BY region", isServed: false),
        SummaryCase(
            "what fails for another query and is filtered here",
            maker: "SELECT region, sum(100 / shop) AS q FROM sales GROUP BY region",
            reader: "SELECT region, sum(100 / shop) FILTER (WHERE shop > 3) AS q FROM sales GROUP BY region",
            isServed: false),
        SummaryCase(
            "a guard around what can't be a key",
            reader:
                "SELECT region, CASE WHEN note <> 'x' THEN ARRAY[100 / shop] END AS z, count(*) AS n FROM sales GROUP BY region, CASE WHEN note <> 'x' THEN ARRAY[100 / shop] END",
            isServed: false),
        SummaryCase(
            "no guard is needed around what can't be a key",
            reader:
                "SELECT region, CASE WHEN note <> 'x' THEN ARRAY[shop] END AS z, count(*) AS n FROM sales GROUP BY region, CASE WHEN note <> 'x' THEN ARRAY[shop] END",
            isServed: true),
        SummaryCase(
            "the clock in a filter that keeps rows from what can fail",
            reader:
                "SELECT region, sum(100 / shop) FILTER (WHERE sold < current_date) AS q, count(*) AS n FROM sales GROUP BY region",
            isServed: false),
        SummaryCase(
            "what fails for both",
            maker: "SELECT region, sum(100 / shop) AS q, count(*) AS n FROM sales GROUP BY region",
            reader: "SELECT sum(100 / shop) AS q FROM sales", isServed: true),
        SummaryCase(
            "filters that all compute what can fail",
            reader:
                "SELECT shop, count(*) AS n FROM sales WHERE CAST(id AS smallint) >= 1 AND CAST(id AS smallint) <= 3 GROUP BY shop",
            isServed: true),
        SummaryCase(
            "filters that all compute what can fail, the clock in one",
            reader:
                "SELECT shop, count(*) AS n FROM sales WHERE CAST(CAST(sold AS varchar) AS date) >= date_add('day', -300, DATE '2024-06-01') AND CAST(CAST(sold AS varchar) AS date) <= current_date GROUP BY shop",
            isServed: true),
        SummaryCase(
            "filters that compare what can fail with what may be NULL",
            reader:
                "SELECT shop, count(*) AS n FROM sales WHERE CAST(id AS smallint) >= 1 AND CAST(id AS smallint) <= nullif(3, 3) GROUP BY shop",
            isServed: false),
        SummaryCase(
            "filters of which one doesn't compute what can fail",
            reader:
                "SELECT shop, count(*) AS n FROM sales WHERE CAST(id AS smallint) >= 1 AND weight < 3e0 GROUP BY shop",
            isServed: false),
        SummaryCase(
            "a condition on groups beside filters that all compute what can fail",
            reader:
                "SELECT shop, count(*) AS n FROM sales WHERE CAST(id AS smallint) >= 1 AND CAST(id AS smallint) <= 3 GROUP BY shop HAVING shop > 1",
            isServed: false),
        SummaryCase(
            "filters that compute what can fail in two ways",
            reader:
                "SELECT shop, count(*) AS n FROM sales WHERE CAST(id AS smallint) >= 1 AND CAST(id AS tinyint) <= 3 GROUP BY shop",
            isServed: false),
        SummaryCase(
            "a join that keeps rows from filters that can fail",
            reader:
                "SELECT s.shop, count(*) AS n FROM sales AS s JOIN shops AS p ON p.shop = s.shop WHERE CAST(s.id AS smallint) >= 1 AND CAST(s.id AS smallint) <= 3 GROUP BY s.shop",
            isServed: false),
        SummaryCase(
            "NULLs that a filter leaves out",
            maker: "SELECT region, shop, count(*) AS n FROM sales GROUP BY region, shop",
            reader:
                "SELECT shop, count(*) AS n FROM sales WHERE region <> 'north' AND shop NOT IN (2, 9) GROUP BY shop",
            isServed: true),
        SummaryCase(
            "another table of the same columns", maker: "SELECT shop, count(*) AS n FROM sales GROUP BY shop",
            reader: "SELECT shop, count(*) AS n FROM shops GROUP BY shop", isServed: false),
        SummaryCase(
            "chance in a filter looks at rows, not at groups",
            maker: "SELECT region, count(*) AS n FROM sales GROUP BY region",
            reader: "SELECT region, count(*) AS n FROM sales WHERE random() < 0.5 GROUP BY region", isServed: false),
        SummaryCase(
            "a sample has other rows", maker: "SELECT region, count(*) AS n FROM sales GROUP BY region",
            reader: "SELECT region, count(*) AS n FROM sales TABLESAMPLE BERNOULLI (50) GROUP BY region",
            isServed: false),
        SummaryCase(
            "an older version has other rows", maker: "SELECT region, count(*) AS n FROM sales GROUP BY region",
            reader: "SELECT region, count(*) AS n FROM sales FOR VERSION AS OF 1 GROUP BY region", isServed: false),
    ]

    /// What can be put together, and what can't.
    private static let aggregates: [SummaryCase] = [
        SummaryCase(
            "counts without rows are 0", maker: fine,
            reader: "SELECT count(*) AS n, count(amount) AS k, sum(amount) AS s FROM sales WHERE shop = 77",
            isServed: true),
        SummaryCase(
            "counts of nothing", reader: "SELECT count(*) AS n, count(reason) AS k, sum(amount) AS s FROM nothing",
            isServed: true),
        SummaryCase(
            "groups of nothing", reader: "SELECT reason, count(*) AS n FROM nothing GROUP BY reason", isServed: true),
        SummaryCase(
            "a total row of nothing", reader: "SELECT reason, count(*) AS n FROM nothing GROUP BY ROLLUP (reason)",
            isServed: true),
        SummaryCase(
            "grouping sets", maker: fine,
            reader: "SELECT region, shop, count(*) AS n FROM sales GROUP BY GROUPING SETS ((region), (shop), ())",
            isServed: true),
        SummaryCase(
            "GROUPING names the summary's columns", maker: fine,
            reader: """
                SELECT x.region, shop, grouping(shop, x.region) AS g, count(*) AS n FROM sales x
                GROUP BY GROUPING SETS ((x.region, shop), (shop), ()) HAVING grouping(x.region) = 0 OR count(*) > 1
                """,
            isServed: true),
        SummaryCase(
            "GROUPING of a key alone", maker: fine,
            reader: "SELECT region, grouping(region) AS g, count(*) AS n FROM sales GROUP BY region", isServed: true),
        SummaryCase(
            "distinct counts over keys that are kept", maker: fine,
            reader: "SELECT region, count(DISTINCT shop) AS n, sum(DISTINCT shop) AS s FROM sales GROUP BY region",
            isServed: true),
        SummaryCase(
            "distinct counts over what is no key", maker: fine,
            reader: "SELECT region, count(DISTINCT note) AS n FROM sales GROUP BY region",
            isServed: false),
        SummaryCase(
            "a FILTER on a key", maker: fine,
            reader:
                "SELECT region, count(*) FILTER (WHERE shop = 3) AS n, sum(amount) FILTER (WHERE shop = 1) AS s FROM sales GROUP BY region",
            isServed: nil),
        SummaryCase(
            "estimates", maker: fine, reader: "SELECT region, approx_distinct(shop) AS n FROM sales GROUP BY region",
            isServed: false),
        SummaryCase(
            "the order of arrival", maker: fine,
            reader: "SELECT region, array_agg(shop) AS n FROM sales GROUP BY region", isServed: false),
        SummaryCase(
            "the row of the greatest", maker: fine,
            reader: "SELECT region, max_by(shop, id) AS n FROM sales GROUP BY region", isServed: false),
        SummaryCase(
            "a spread is none of spreads",
            maker: "SELECT region, shop, variance(id) AS v FROM sales GROUP BY region, shop",
            reader: "SELECT region, variance(id) AS v FROM sales GROUP BY region", isServed: false),
        SummaryCase(
            "sums that overflow in parts",
            maker: "SELECT id % 2 AS odd, sum(n) AS s FROM big WHERE id < 5 GROUP BY id % 2",
            reader: "SELECT id % 2 AS odd, count(*) AS c FROM big WHERE id < 5 GROUP BY id % 2", isServed: true),
        SummaryCase(
            "a sum whose parts overflow and whose whole does not",
            reader: "SELECT sum(n) AS s, avg(n) AS a FROM big WHERE id < 5", isServed: true),
        SummaryCase(
            "decimal averages",
            reader: "SELECT avg(price) AS p, avg(rate) AS r, sum(rate) AS s FROM prices WHERE id < 4", isServed: true),
        SummaryCase(
            "a floating-point sum that is compared",
            reader: "SELECT region, count(*) AS n FROM sales GROUP BY region HAVING sum(weight) > 0.3",
            isServed: false, putTogetherOnly: true),
        SummaryCase(
            "a floating-point sum that is rounded",
            reader: "SELECT region, round(sum(weight), 1) AS w FROM sales GROUP BY region", isServed: false,
            putTogetherOnly: true),
        SummaryCase(
            "a floating-point sum that is sorted by",
            reader: "SELECT region, sum(weight) AS w FROM sales GROUP BY region ORDER BY 2", isServed: false,
            putTogetherOnly: true),
        SummaryCase(
            "a floating-point sum that is ranked",
            reader: "SELECT region, rank() OVER (ORDER BY sum(weight)) AS r FROM sales GROUP BY region",
            isServed: false, putTogetherOnly: true
        ),
        SummaryCase(
            "a floating-point sum that is taken from another",
            reader: "SELECT region, sum(weight) - avg(weight) AS w FROM sales GROUP BY region", isServed: false,
            putTogetherOnly: true),
        SummaryCase(
            "a floating-point sum that is shown",
            reader: "SELECT region, sum(weight) AS w, avg(weight) AS a FROM sales GROUP BY region", isServed: true),
        SummaryCase(
            "a CASE that is summed", maker: fine,
            reader:
                "SELECT region, sum(CASE WHEN note = 'a' THEN 1 ELSE 0 END) AS n, sum(CASE WHEN shop = 1 THEN amount END) AS s FROM sales GROUP BY region",
            isServed: true),
        SummaryCase(
            "bool_and and a filtered count", maker: fine,
            reader:
                "SELECT region, bool_and(weight > 1) AS b, count(*) FILTER (WHERE weight > 1) AS n FROM sales GROUP BY region",
            isServed: true),
        SummaryCase(
            "HAVING over a coarser group", maker: fine,
            reader: "SELECT region FROM sales GROUP BY region HAVING count(*) > 2 AND max(shop) < 3", isServed: true),
        SummaryCase(
            "a window over groups", maker: fine,
            reader: "SELECT region, count(*) AS n, sum(count(*)) OVER () AS w FROM sales GROUP BY region",
            isServed: true),
        SummaryCase(
            "a window over rows", maker: fine, reader: "SELECT id, count(*) OVER (PARTITION BY region) AS n FROM sales",
            isServed: false),
    ]

    /// What a group stands for beside other relations.
    private static let joins: [SummaryCase] = [
        SummaryCase(
            "a group joined to several rows",
            reader:
                "SELECT p.city, count(*) AS n, sum(s.amount) AS t FROM sales AS s JOIN shops AS p ON s.shop = p.shop GROUP BY p.city",
            isServed: true),
        SummaryCase(
            "the other side's values stand once for each row",
            reader:
                "SELECT s.region, sum(p.shop) AS t, count(p.name) AS n FROM sales AS s JOIN shops AS p ON s.shop = p.shop GROUP BY s.region",
            isServed: nil),
        SummaryCase(
            "the preserved side of an outer join",
            reader:
                "SELECT s.region, count(*) AS n, sum(s.amount) AS t FROM sales AS s LEFT JOIN shops AS p ON s.shop = p.shop AND s.note = 'a' GROUP BY s.region",
            isServed: true),
        SummaryCase(
            "the other side of an outer join",
            reader:
                "SELECT p.name, count(s.id) AS n, sum(s.amount) AS t FROM shops AS p LEFT JOIN sales AS s ON s.shop = p.shop GROUP BY p.name",
            isServed: nil),
        SummaryCase(
            "a filter behind an outer join",
            reader:
                "SELECT s.region, count(*) AS n FROM sales AS s LEFT JOIN shops AS p ON s.shop = p.shop WHERE p.city IS NULL GROUP BY s.region",
            isServed: true),
        SummaryCase(
            "both sides of a full join",
            reader:
                "SELECT s.region, count(*) AS n FROM sales AS s FULL JOIN shops AS p ON s.shop = p.shop GROUP BY s.region",
            isServed: false),
        SummaryCase(
            "another join of the same tables",
            maker: "SELECT p.city, count(*) AS n FROM sales AS s JOIN shops AS p ON s.shop = p.shop GROUP BY p.city",
            reader: "SELECT p.city, count(*) AS n FROM sales AS s JOIN shops AS p ON s.id = p.shop GROUP BY p.city",
            isServed: nil),
        SummaryCase(
            "a table joined to itself, from either side",
            maker:
                "SELECT a.region, count(*) AS n FROM sales AS a JOIN sales AS b ON a.shop = b.shop WHERE b.note = 'a' GROUP BY a.region",
            reader:
                "SELECT b.region, count(*) AS n FROM sales AS a JOIN sales AS b ON a.shop = b.shop WHERE b.note = 'a' GROUP BY b.region",
            isServed: nil),
        SummaryCase(
            "a group without rows joined to others gives no row",
            reader:
                "SELECT p.city, count(*) AS n FROM shops AS p CROSS JOIN sales AS s WHERE s.shop = 77 GROUP BY p.city",
            isServed: nil),
        SummaryCase(
            "rows of nothing joined to others give no row",
            reader: "SELECT p.city, count(*) AS n FROM shops AS p CROSS JOIN nothing AS e GROUP BY p.city",
            isServed: nil),
        SummaryCase(
            "a subquery that looks at the source",
            reader:
                "SELECT s.region, count(*) AS n FROM sales AS s WHERE EXISTS (SELECT 1 FROM shops AS p WHERE p.shop = s.shop) GROUP BY s.region",
            isServed: true),
        SummaryCase(
            "a FILTER on another relation",
            reader:
                "SELECT s.region, count(*) FILTER (WHERE p.city = 'Bonn') AS n, sum(s.amount) FILTER (WHERE p.city = 'Bonn') AS t FROM sales AS s JOIN shops AS p ON s.shop = p.shop GROUP BY s.region",
            isServed: true),
        SummaryCase(
            "the summary's name is taken",
            reader:
                "SELECT p.region, s.city, count(*) AS n FROM sales AS p JOIN shops AS s ON p.shop = s.shop GROUP BY p.region, s.city",
            isServed: true),
        SummaryCase(
            "columns without a table's name",
            reader:
                "SELECT city, name, count(*) AS n, sum(amount) AS s FROM sales JOIN shops ON sales.shop = shops.shop GROUP BY city, name ORDER BY city, name",
            isServed: true),
    ]

    /// Inner queries, outputs, order.
    private static let shapes: [SummaryCase] = [
        SummaryCase(
            "DISTINCT over a finer group", maker: fine, reader: "SELECT DISTINCT region FROM sales", isServed: true),
        SummaryCase(
            "an inner query that computes",
            reader:
                "WITH t AS (SELECT region, amount * 2 AS twice FROM sales WHERE shop = 1) SELECT region, sum(twice) AS s FROM t GROUP BY region",
            isServed: true),
        SummaryCase(
            "an inner query with a LIMIT", maker: fine,
            reader:
                "SELECT q.region, count(*) AS n FROM (SELECT region FROM sales ORDER BY id LIMIT 3) AS q GROUP BY q.region",
            isServed: false),
        SummaryCase(
            "an inner query that is DISTINCT", maker: fine,
            reader:
                "SELECT q.region, count(*) AS n FROM (SELECT DISTINCT region, shop FROM sales) AS q GROUP BY q.region",
            isServed: nil),
        SummaryCase(
            "an inner query with a window", maker: fine,
            reader:
                "SELECT q.region, max(q.r) AS n FROM (SELECT region, row_number() OVER (ORDER BY id, at) AS r FROM sales) AS q GROUP BY q.region",
            isServed: false),
        SummaryCase(
            "an inner outer join",
            reader:
                "SELECT q.city, count(*) AS n FROM (SELECT s.id, p.city FROM sales AS s LEFT JOIN shops AS p ON s.shop = p.shop) AS q GROUP BY q.city",
            isServed: nil),
        SummaryCase(
            "a constant on the side that is filled up with NULL",
            reader:
                "SELECT p.name, max(q.one) AS m, count(*) AS n FROM shops AS p LEFT JOIN (SELECT shop, 1 AS one FROM sales WHERE region = 'north') AS q ON q.shop = p.shop GROUP BY p.name",
            isServed: nil),
        SummaryCase(
            "a constant of an inner query is no ordinal",
            reader:
                "SELECT q.k, q.region, count(*) AS n FROM (SELECT 2 AS k, region FROM sales) AS q GROUP BY q.k, q.region ORDER BY q.k, n DESC, q.region",
            isServed: nil),
        SummaryCase(
            "order by a key that is no output, and a LIMIT", maker: fine,
            reader: "SELECT count(*) AS n FROM sales GROUP BY region ORDER BY region NULLS FIRST LIMIT 2",
            isServed: true),
        SummaryCase(
            "names in capitals, and an unnamed output", maker: fine,
            reader: "SELECT REGION, Count(*), sum(Amount) / 2 FROM Sales GROUP BY Region", isServed: true),
        SummaryCase(
            "two SELECTs of a union",
            reader:
                "SELECT region AS k, count(*) AS n FROM sales GROUP BY region UNION ALL SELECT note, count(*) FROM sales GROUP BY note",
            isServed: true),
        SummaryCase(
            "an aggregate that is compared with rows",
            reader: "SELECT id FROM sales WHERE amount > (SELECT avg(amount) FROM sales)", isServed: true),
    ]
}
