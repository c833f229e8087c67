/// NULL is a group, equals nothing, and makes conditions unknown.
enum NullCases {
    private static let groups: [EquivalenceCase.Derived] = [
        .init("a", "SELECT region, count(*) AS n FROM sales GROUP BY region"),
        .init("b", "SELECT region, max(shop) AS m FROM sales GROUP BY region"),
    ]
    private static let both: [EquivalenceCase.Derived] = [
        .init("s", "SELECT id, region, shop, amount, weight FROM sales"), .init("p", "SELECT shop, city FROM shops"),
    ]

    static let all: [EquivalenceCase] = [
        EquivalenceCase(
            "groups joined by = lose the NULL group",
            original: "SELECT region, count(*) AS n, max(shop) AS m FROM sales GROUP BY region", tables: groups,
            unsound:
                "SELECT a.region, a.n, b.m FROM iceberg.new.a AS a JOIN iceberg.new.b AS b ON a.region = b.region",
            sound:
                "SELECT a.region, a.n, b.m FROM iceberg.new.a AS a JOIN iceberg.new.b AS b ON a.region IS NOT DISTINCT FROM b.region"
        ),
        EquivalenceCase(
            "count(*) counts the NULLs that count(x) does not",
            original: "SELECT region, count(weight) AS n FROM sales GROUP BY region", tables: groups,
            unsound: "SELECT a.region, a.n FROM iceberg.new.a AS a"),
        EquivalenceCase(
            "an average divided by count(*)",
            original: "SELECT avg(weight) AS w FROM sales",
            tables: [
                .init(
                    "a", "SELECT region, sum(weight) AS s, count(*) AS n, count(weight) AS k FROM sales GROUP BY region"
                )
            ],
            unsound: "SELECT sum(a.s) / sum(a.n) AS w FROM iceberg.new.a AS a",
            sound: "SELECT sum(a.s) / sum(a.k) AS w FROM iceberg.new.a AS a"),
        EquivalenceCase(
            "NOT IN over a NULL is empty, an anti join is not",
            original: "SELECT s.id FROM sales AS s WHERE s.shop NOT IN (SELECT p.shop FROM shops AS p)", tables: both,
            unsound:
                "SELECT s.id FROM iceberg.new.s AS s LEFT JOIN iceberg.new.p AS p ON s.shop = p.shop WHERE p.shop IS NULL",
            sound: "SELECT s.id FROM iceberg.new.s AS s WHERE s.shop NOT IN (SELECT p.shop FROM iceberg.new.p AS p)"),
        EquivalenceCase(
            "NOT IN (1, NULL) is never true",
            original: "SELECT id FROM sales WHERE shop NOT IN (1, NULL)", tables: both,
            unsound: "SELECT s.id FROM iceberg.new.s AS s WHERE s.shop <> 1",
            sound: "SELECT s.id FROM iceberg.new.s AS s WHERE s.shop NOT IN (1, NULL)"),
        EquivalenceCase(
            "<> leaves NULL out, IS DISTINCT FROM does not",
            original: "SELECT id FROM sales WHERE region <> 'north'", tables: both,
            unsound: "SELECT s.id FROM iceberg.new.s AS s WHERE s.region IS DISTINCT FROM 'north'",
            sound: "SELECT s.id FROM iceberg.new.s AS s WHERE s.region <> 'north'"),
        EquivalenceCase(
            "NOT (a AND b) is unknown where a or b is",
            original: "SELECT id FROM sales WHERE NOT (region = 'north' AND shop = 1)", tables: both,
            unsound:
                "SELECT s.id FROM iceberg.new.s AS s WHERE coalesce(s.region <> 'north', true) OR coalesce(s.shop <> 1, true)",
            sound: "SELECT s.id FROM iceberg.new.s AS s WHERE s.region <> 'north' OR s.shop <> 1"),
        EquivalenceCase(
            "coalesce makes one group of NULL and the empty text",
            original: "SELECT region, count(*) AS n FROM sales GROUP BY region",
            tables: [.init("g", "SELECT coalesce(region, '') AS region, id FROM sales")],
            unsound: "SELECT g.region, count(*) AS n FROM iceberg.new.g AS g GROUP BY g.region"),
        EquivalenceCase(
            "the maximum of NULLs is NULL, not 0",
            original: "SELECT region, max(weight) AS w FROM sales GROUP BY region",
            tables: [.init("m", "SELECT shop, region, max(coalesce(weight, 0)) AS w FROM sales GROUP BY shop, region")],
            unsound: "SELECT m.region, max(m.w) AS w FROM iceberg.new.m AS m GROUP BY m.region"),
        EquivalenceCase(
            "bool_and passes NULL over, a CASE does not",
            original: "SELECT region, bool_and(weight > 1) AS heavy FROM sales GROUP BY region",
            tables: [
                .init(
                    "c",
                    "SELECT region, min(CASE WHEN weight > 1 THEN 1 ELSE 0 END) AS c, bool_and(weight > 1) AS b FROM sales GROUP BY region"
                )
            ],
            unsound: "SELECT c.region, c.c = 1 AS heavy FROM iceberg.new.c AS c",
            sound: "SELECT c.region, bool_and(c.b) AS heavy FROM iceberg.new.c AS c GROUP BY c.region"),
        EquivalenceCase(
            "an equality of two columns leaves NULLs out of a kept filter",
            original: "SELECT id FROM sales WHERE shop = shop", tables: both,
            unsound: "SELECT s.id FROM iceberg.new.s AS s",
            sound: "SELECT s.id FROM iceberg.new.s AS s WHERE s.shop IS NOT NULL"),
        EquivalenceCase(
            "GROUPING SETS: the total row is no NULL group",
            original: "SELECT region, count(*) AS n FROM sales GROUP BY ROLLUP (region)",
            tables: groups,
            unsound: "SELECT a.region, CAST(sum(a.n) AS bigint) AS n FROM iceberg.new.a AS a GROUP BY a.region",
            sound: "SELECT a.region, CAST(sum(a.n) AS bigint) AS n FROM iceberg.new.a AS a GROUP BY ROLLUP (a.region)"),
        EquivalenceCase(
            "NULLs are first only where the query says so",
            original: "SELECT id, score FROM ties ORDER BY score NULLS FIRST, id",
            tables: [.init("t", "SELECT id, score FROM ties")],
            unsound: "SELECT t.id, t.score FROM iceberg.new.t AS t ORDER BY t.score, t.id",
            sound: "SELECT t.id, t.score FROM iceberg.new.t AS t ORDER BY t.score NULLS FIRST, t.id",
            stop: .onData("order")),
    ]
}
