/// What aggregates give over no rows, and what joins do with them.
enum EmptyCases {
    private static let counts: [EquivalenceCase.Derived] = [
        .init("e", "SELECT reason, count(*) AS n, sum(amount) AS s FROM nothing GROUP BY reason"),
        .init("h", "SELECT shop, count(*) AS n FROM sales GROUP BY shop"),
    ]

    static let all: [EquivalenceCase] = [
        EquivalenceCase(
            "the count over no rows is 0, the sum of no counts is NULL",
            original: "SELECT count(*) AS n FROM nothing", tables: counts,
            unsound: "SELECT CAST(sum(e.n) AS bigint) AS n FROM iceberg.new.e AS e",
            sound: "SELECT coalesce(CAST(sum(e.n) AS bigint), 0) AS n FROM iceberg.new.e AS e"),
        EquivalenceCase(
            "a grouped query over no rows gives no row",
            original: "SELECT reason, count(*) AS n FROM nothing GROUP BY reason", tables: counts,
            unsound:
                "SELECT max(e.reason) AS reason, coalesce(CAST(sum(e.n) AS bigint), 0) AS n FROM iceberg.new.e AS e",
            sound:
                "SELECT e.reason, coalesce(CAST(sum(e.n) AS bigint), 0) AS n FROM iceberg.new.e AS e GROUP BY e.reason"),
        EquivalenceCase(
            "the sum of nothing is NULL",
            original: "SELECT sum(amount) AS s FROM nothing", tables: counts,
            unsound: "SELECT CAST(coalesce(sum(e.s), 0) AS decimal(38, 2)) AS s FROM iceberg.new.e AS e",
            sound: "SELECT CAST(sum(e.s) AS decimal(38, 2)) AS s FROM iceberg.new.e AS e"),
        EquivalenceCase(
            "a group that a filter leaves empty counts 0",
            original: "SELECT count(*) AS n FROM sales WHERE shop = 77", tables: counts,
            unsound: "SELECT h.n FROM iceberg.new.h AS h WHERE h.shop = 77",
            sound:
                "SELECT coalesce(CAST(sum(h.n) AS bigint), 0) AS n FROM iceberg.new.h AS h WHERE h.shop = 77"),
        EquivalenceCase(
            "an aggregate without groups always has a row for EXISTS",
            original: "SELECT id FROM sales WHERE EXISTS (SELECT 1 FROM nothing)",
            tables: [
                .init("s", "SELECT id FROM sales"), .init("g", "SELECT count(*) AS n FROM nothing"),
                .init("r", "SELECT id FROM nothing"),
            ],
            unsound: "SELECT s.id FROM iceberg.new.s AS s WHERE EXISTS (SELECT 1 FROM iceberg.new.g AS g)",
            sound: "SELECT s.id FROM iceberg.new.s AS s WHERE EXISTS (SELECT 1 FROM iceberg.new.r AS r)"),
        EquivalenceCase(
            "a cross join with nothing is nothing",
            original: "SELECT s.id FROM sales AS s CROSS JOIN nothing AS n",
            tables: [.init("s", "SELECT id FROM sales")],
            unsound: "SELECT s.id FROM iceberg.new.s AS s"),
        EquivalenceCase(
            "a scalar subquery without rows is NULL, a join drops the row",
            original:
                "SELECT s.id, (SELECT max(p.name) FROM shops AS p WHERE p.shop = s.shop) AS name FROM sales AS s",
            tables: [
                .init("s", "SELECT id, shop FROM sales"),
                .init("m", "SELECT shop, max(name) AS name FROM shops GROUP BY shop"),
            ],
            unsound: "SELECT s.id, m.name FROM iceberg.new.s AS s JOIN iceberg.new.m AS m ON m.shop = s.shop",
            sound: "SELECT s.id, m.name FROM iceberg.new.s AS s LEFT JOIN iceberg.new.m AS m ON m.shop = s.shop"),
        EquivalenceCase(
            "a correlated count without rows is 0, an outer join gives NULL",
            original:
                "SELECT s.id, (SELECT count(*) FROM shops AS p WHERE p.shop = s.shop) AS n FROM sales AS s",
            tables: [
                .init("s", "SELECT id, shop FROM sales"),
                .init("m", "SELECT shop, count(*) AS n FROM shops GROUP BY shop"),
            ],
            unsound: "SELECT s.id, m.n FROM iceberg.new.s AS s LEFT JOIN iceberg.new.m AS m ON m.shop = s.shop",
            sound:
                "SELECT s.id, coalesce(m.n, 0) AS n FROM iceberg.new.s AS s LEFT JOIN iceberg.new.m AS m ON m.shop = s.shop"
        ),
        EquivalenceCase(
            "count FILTER counts 0 where a sum of a CASE is NULL",
            original: "SELECT region, count(*) FILTER (WHERE shop = 3) AS n FROM sales GROUP BY region",
            tables: [
                .init(
                    "c", "SELECT region, shop, count(*) AS n FROM sales GROUP BY region, shop")
            ],
            unsound:
                "SELECT c.region, CAST(sum(CASE WHEN c.shop = 3 THEN c.n END) AS bigint) AS n FROM iceberg.new.c AS c GROUP BY c.region",
            sound:
                "SELECT c.region, coalesce(CAST(sum(c.n) FILTER (WHERE c.shop = 3) AS bigint), 0) AS n FROM iceberg.new.c AS c GROUP BY c.region"
        ),
        EquivalenceCase(
            "CROSS JOIN UNNEST drops rows with empty arrays, a LEFT JOIN keeps them",
            original: "SELECT g.id, t.tag FROM tagged AS g CROSS JOIN UNNEST(g.tags) AS t (tag)",
            tables: [
                .init("u", "SELECT g.id, t.tag FROM tagged AS g LEFT JOIN UNNEST(g.tags) AS t (tag) ON TRUE"),
                .init("v", "SELECT g.id, t.tag FROM tagged AS g CROSS JOIN UNNEST(g.tags) AS t (tag)"),
            ],
            unsound: "SELECT u.id, u.tag FROM iceberg.new.u AS u", sound: "SELECT v.id, v.tag FROM iceberg.new.v AS v"),
    ]
}
