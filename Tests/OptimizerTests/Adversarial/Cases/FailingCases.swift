// Expressions that fail on some row, and what keeps such rows from them.

extension SummaryCases {
    static let failing: [SummaryCase] = [
        SummaryCase(
            "a quotient over rows that a sub-query chooses",
            reader:
                "SELECT region, sum(amount / shop) AS q FROM sales WHERE shop IN (SELECT p.shop FROM shops AS p) GROUP BY region",
            isServed: false),
        SummaryCase(
            "a quotient over rows that a join keeps which the summary lacks",
            reader:
                "SELECT s.region, sum(s.amount / s.shop) AS q FROM sales AS s JOIN shops AS p ON p.shop < s.shop GROUP BY s.region",
            isServed: false),
        SummaryCase(
            "a quotient over joined rows, with the join inside",
            reader:
                "SELECT s.region, sum(s.amount / s.shop) AS q FROM sales AS s JOIN shops AS p ON p.shop = s.shop GROUP BY s.region",
            isServed: true),
        SummaryCase(
            "a quotient in groups that a condition around them chooses",
            reader:
                "SELECT x.region, x.q FROM (SELECT region, sum(amount / shop) AS q FROM sales GROUP BY region) AS x WHERE x.region = 'north'",
            isServed: false),
        SummaryCase(
            "a quotient in groups that HAVING chooses",
            reader: "SELECT region, sum(amount / shop) AS q FROM sales GROUP BY region HAVING region = 'north'",
            isServed: false),
        SummaryCase(
            "a key that can fail beside a join", maker: "SELECT region, count(*) AS n FROM sales GROUP BY region",
            reader:
                "SELECT s.region, CAST(s.note AS bigint) AS k, count(*) AS n FROM sales AS s JOIN shops AS p ON p.shop < s.shop WHERE s.note = '1' GROUP BY 1, 2",
            isServed: false),
    ]
}

extension SubqueryCases {
    private static let reason = "can fail on rows"

    static let failing: [SubqueryCase] = [
        SubqueryCase(
            "a quotient of sums that a filter outside shields",
            apart:
                "SELECT x.region, x.q FROM (SELECT region, sum(amount) / sum(shop) AS q, count(shop) AS n FROM sales GROUP BY region) AS x WHERE x.n > 0",
            "SELECT y.q FROM (SELECT region, sum(amount) / sum(shop) AS q, count(shop) AS n FROM sales GROUP BY region) AS y WHERE y.n > 1",
            because: reason),
        SubqueryCase(
            "a quotient of rows that a filter outside shields",
            apart:
                "WITH c AS (SELECT id, region, amount / shop AS q FROM sales WHERE id > 1) SELECT c.q FROM c WHERE c.region = 'north'",
            "WITH c AS (SELECT id, region, amount / shop AS q FROM sales WHERE id > 1) SELECT max(c.q) AS q FROM c JOIN shops AS p ON p.shop = c.id",
            because: reason),
        SubqueryCase(
            "a cast of a text in a common table of a sub-query",
            apart:
                "WITH c AS (SELECT region, CAST(note AS bigint) AS k FROM sales), d AS (SELECT region, max(k) AS k FROM c GROUP BY region) SELECT d.k FROM d WHERE d.region = 'north'",
            "WITH c AS (SELECT region, CAST(note AS bigint) AS k FROM sales), d AS (SELECT region, max(k) AS k FROM c GROUP BY region) SELECT d.k FROM d WHERE d.region = 'south'",
            because: reason),
        SubqueryCase(
            "an order that can fail",
            apart:
                "SELECT x.region FROM (SELECT region, count(*) AS n FROM sales GROUP BY region ORDER BY 1 / count(*), region LIMIT 2) AS x WHERE x.n > 1",
            "SELECT y.n FROM (SELECT region, count(*) AS n FROM sales GROUP BY region ORDER BY 1 / count(*), region LIMIT 2) AS y",
            because: reason),
        SubqueryCase(
            "quotients that fail never",
            shared:
                "SELECT x.region, x.q FROM (SELECT region, sum(weight) / count(*) AS q, max(try(amount / shop)) AS t FROM sales WHERE id > 0 GROUP BY region) AS x",
            "SELECT y.t FROM (SELECT region, max(try(amount / shop)) AS t FROM sales WHERE id > 0 GROUP BY region) AS y WHERE y.region > 'a'"
        ),
    ]
}
