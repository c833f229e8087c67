/// Results that depend on more than the tables' rows, or can't be stored.
enum ResultRefusals {
    static let all: [RefusalCase] = [
        RefusalCase(
            "chance: random()", "SELECT orderkey, random() AS r FROM orders", .keptResult, refused: "random()",
            sound: "SELECT orderkey, 0.5 AS r FROM orders"),
        RefusalCase("chance: uuid()", "SELECT uuid() AS u FROM orders", .keptResult, refused: "uuid()"),
        RefusalCase(
            "chance: shuffle()", "SELECT shuffle(ARRAY[orderkey, custkey]) AS s FROM orders", .keptResult,
            refused: "shuffle()"),
        RefusalCase(
            "chance: a sample", "SELECT count(*) AS n FROM orders TABLESAMPLE BERNOULLI (10)", .keptResult,
            refused: "TABLESAMPLE", sound: "SELECT count(*) AS n FROM orders"),
        RefusalCase(
            "chance behind a common table",
            "WITH c AS (SELECT rand() AS r, orderkey FROM orders) SELECT max(r) AS m FROM c",
            .keptResult, refused: "rand"),
        RefusalCase(
            "the clock: now()", "SELECT count(*) AS n FROM orders WHERE placed < now()", .keptResult, refused: "now()"),
        RefusalCase(
            "the clock: current_date",
            "SELECT count(*) AS n FROM orders WHERE orderdate >= current_date - INTERVAL '7' DAY",
            .keptResult, refused: "current_date",
            sound: "SELECT count(*) AS n FROM orders WHERE orderdate >= DATE '2024-01-08' - INTERVAL '7' DAY"),
        RefusalCase(
            "the clock: localtimestamp", "SELECT max(placed) AS m FROM orders WHERE placed < localtimestamp",
            .keptResult,
            refused: "localtimestamp"),
        RefusalCase(
            "the clock in ORDER BY",
            "SELECT orderkey FROM orders ORDER BY date_diff('day', orderdate, current_date) % 7",
            .keptResult, refused: "current_date"),
        RefusalCase(
            "the clock in a subquery",
            "SELECT c.name FROM customers AS c WHERE EXISTS (SELECT 1 FROM orders AS o WHERE o.custkey = c.custkey AND o.orderdate = current_date)",
            .keptResult, refused: "current_date"),
        RefusalCase(
            "the clock decides a row beside an output",
            "SELECT custkey, date_diff('day', max(orderdate), current_date) AS age FROM orders GROUP BY custkey HAVING max(orderdate) < current_date",
            .keptResult, refused: "current_date",
            sound: "SELECT custkey, date_diff('day', max(orderdate), current_date) AS age FROM orders GROUP BY custkey"),
        RefusalCase(
            "the clock in a window",
            "SELECT orderkey, rank() OVER (ORDER BY date_diff('day', orderdate, current_date) % 7) AS r FROM orders",
            .keptResult, refused: "current_date"),
        RefusalCase(
            "the clock in an aggregate",
            "SELECT sum(date_diff('day', orderdate, current_date)) AS ages FROM orders", .keptResult,
            refused: "current_date"),
        RefusalCase(
            "the clock counts a LIMIT",
            "SELECT orderkey, date_diff('day', orderdate, current_date) % 7 AS a FROM orders ORDER BY a LIMIT 5",
            .keptResult, refused: "current_date",
            sound:
                "SELECT orderkey, date_diff('day', orderdate, current_date) % 7 AS a FROM orders ORDER BY orderkey LIMIT 5"
        ),
        RefusalCase(
            "the clock in a key that is computed of an output",
            "SELECT orderkey, date_diff('day', orderdate, current_date) AS a FROM orders ORDER BY a % 7",
            .keptResult, refused: "current_date",
            sound: "SELECT orderkey, date_diff('day', orderdate, current_date) AS a FROM orders ORDER BY a"),
        RefusalCase(
            "the clock in rows that are made distinct",
            "SELECT DISTINCT date_diff('month', orderdate, current_date) AS a FROM orders", .keptResult,
            refused: "current_date"),
        RefusalCase(
            "the clock in a group's key",
            "SELECT date_diff('month', orderdate, current_date) AS a, count(*) AS n FROM orders GROUP BY 1",
            .keptResult, refused: "current_date"),
        RefusalCase(
            "an output without kept parts before one that is named by its place",
            "SELECT current_date AS today, status, count(*) AS n FROM orders GROUP BY 2", .keptResult,
            refused: "current_date",
            sound: "SELECT current_date AS today, status, count(*) AS n FROM orders GROUP BY status"),
        RefusalCase(
            "what can fail of groups and the clock keeps from some",
            "SELECT custkey, CASE WHEN max(orderdate) < current_date THEN reduce(ARRAY[sum(orderkey)], 0, (s, x) -> s / x, s -> s) END AS q FROM orders GROUP BY custkey",
            .keptResult, refused: "current_date",
            sound:
                "SELECT custkey, CASE WHEN max(orderdate) < current_date THEN sum(orderkey) / count(status) END AS q FROM orders GROUP BY custkey"
        ),
        RefusalCase(
            "an expression that is grouped by and can't be stored",
            "SELECT row(custkey, status) AS r, count(*) AS n FROM orders GROUP BY row(custkey, status)", .keptResult,
            refused: "no name",
            sound: "SELECT row(custkey, status) AS r, count(*) AS n FROM orders GROUP BY custkey, status"),
        RefusalCase(
            "the clock beside grouping sets",
            "SELECT custkey, date_diff('day', max(orderdate), current_date) AS a FROM orders GROUP BY ROLLUP (custkey)",
            .keptResult, refused: "current_date"),
        RefusalCase(
            "what can fail and the clock keeps from some rows",
            "SELECT CASE WHEN orderdate < current_date THEN cardinality(transform(ARRAY[custkey], x -> 1 / x)) ELSE 0 END AS q FROM orders",
            .keptResult, refused: "current_date",
            sound: "SELECT CASE WHEN orderdate < current_date THEN 1 / custkey ELSE 0 END AS q FROM orders"),
        RefusalCase(
            "a function that nobody knows", "SELECT custkey FROM orders WHERE ours.fns.is_recent(orderdate)",
            .keptResult,
            refused: "ours.fns.is_recent(), which is not known",
            sound: "SELECT custkey FROM orders WHERE orderdate >= DATE '2024-01-01'"),
        RefusalCase(
            "a time of day that becomes one of today",
            "SELECT custkey FROM orders WHERE CAST(TIME '10:00:00' AS timestamp(3)) > orderdate", .keptResult,
            refused: "CAST(time(0) AS timestamp(3))",
            sound: "SELECT custkey FROM orders WHERE TIMESTAMP '2024-01-01 10:00:00' > orderdate"),
        RefusalCase(
            "the session: current_user", "SELECT name FROM customers WHERE name = current_user", .keptResult,
            refused: "current_user"),
        RefusalCase(
            "the session: current_schema", "SELECT current_schema AS s, count(*) AS n FROM orders GROUP BY 1",
            .keptResult,
            refused: "current_schema"),
        RefusalCase(
            "the zone: current_timezone()", "SELECT current_timezone() AS z, count(*) AS n FROM orders GROUP BY 1",
            .keptResult, refused: "current_timezone()"),
        RefusalCase(
            "the zone: a timestamp taken as one with a zone",
            "SELECT orderkey FROM orders WHERE CAST(placed AS timestamp(3) with time zone) > TIMESTAMP '2024-01-01 00:00:00 UTC'",
            .keptResult, refused: "CAST",
            sound: "SELECT orderkey FROM orders WHERE placed > TIMESTAMP '2024-01-01 00:00:00'"),
        RefusalCase(
            "the zone: from_unixtime()",
            "SELECT CAST(from_unixtime(orderkey) AS date) AS d, count(*) AS n FROM orders GROUP BY 1", .keptResult,
            refused: "from_unixtime()", sound: "SELECT CAST(from_unixtime(orderkey) AS date) AS d FROM orders"),
        RefusalCase(
            "the language: names of months",
            "SELECT date_format(placed, '%M') AS month, count(*) AS n FROM orders GROUP BY 1",
            .keptResult, refused: "date_format()",
            sound: "SELECT date_format(placed, '%Y-%m') AS month, count(*) AS n FROM orders GROUP BY 1"),
        RefusalCase(
            "storage: a moment whose zone would become UTC",
            "SELECT max(with_timezone(placed, 'Europe/Rome')) AS local FROM orders", .keptResult, refused: "UTC",
            sound: "SELECT with_timezone(max(placed), 'Europe/Rome') AS local FROM orders"),
        RefusalCase(
            "storage: a time with more digits than are kept",
            "SELECT max(CAST(placed AS timestamp(9))) AS fine FROM orders", .keptResult, refused: "digits",
            sound: "SELECT max(CAST(placed AS timestamp(6))) AS fine FROM orders"),
        RefusalCase(
            "storage: a row without names", "SELECT max(row(orderkey, custkey)) AS r FROM orders", .keptResult,
            refused: "no name",
            sound: "SELECT row(orderkey, max(custkey)) AS r FROM orders GROUP BY orderkey"),
        RefusalCase(
            "storage: a row without names, where little is known of the connector",
            "SELECT max(row(orderkey, custkey)) AS r FROM orders", .keptResult, refused: "no name",
            sound: "SELECT row(orderkey, max(custkey)) AS r FROM orders GROUP BY orderkey",
            connector: .other("unknown")),
        RefusalCase(
            "storage: an interval of months", "SELECT max(INTERVAL '1' MONTH) AS term FROM orders", .keptResult,
            refused: "can't be stored",
            sound:
                "SELECT orderkey, INTERVAL '1' MONTH AS term, placed - TIMESTAMP '2024-01-01 00:00:00' AS age FROM orders"
        ),
        RefusalCase(
            "storage: an array of what can't be stored",
            "SELECT array_agg(INTERVAL '1' MONTH ORDER BY tier) AS terms FROM customers",
            .keptResult, refused: "can't be stored",
            sound: "SELECT array_agg(tier ORDER BY tier) AS tiers FROM customers"),
        RefusalCase(
            "a column of unknown type", "SELECT DISTINCT NULL AS nothing, orderkey FROM orders", .keptResult,
            refused: "not known", sound: "SELECT NULL AS nothing, orderkey FROM orders"),
        RefusalCase(
            "order: a name that is both a column's and an output's",
            "SELECT -price AS price, orderkey FROM orders ORDER BY price + 1", .keptResult, refused: "both",
            sound: "SELECT -price AS negative, orderkey FROM orders ORDER BY price + 1"),
        RefusalCase(
            "order: a key of a star over two relations",
            "SELECT * FROM (SELECT custkey AS k, price FROM orders) AS o JOIN customers AS c ON c.custkey = o.k ORDER BY price + nation",
            .keptResult, refused: "computes with a column of the result",
            sound: "SELECT * FROM (SELECT custkey AS k, price FROM orders) AS o ORDER BY price + k"),
        RefusalCase(
            "order: a key within a subquery",
            "SELECT custkey AS k FROM orders ORDER BY (SELECT max(c.nation) FROM customers AS c WHERE c.custkey = k)",
            .keptResult, refused: "computes with a column of the result"),
    ]
}
