/// Rows that are there twice must stay so, and no row may become two.
enum DuplicateCases {
    static let all: [EquivalenceCase] = [
        EquivalenceCase(
            "UNION in place of UNION ALL drops doubles",
            original: "SELECT region FROM sales UNION ALL SELECT city FROM shops",
            tables: [.init("u", "SELECT region FROM sales UNION SELECT city FROM shops")],
            unsound: "SELECT u.region FROM iceberg.new.u AS u"),
        EquivalenceCase(
            "a copy without doubles counts too few",
            original: "SELECT region, count(*) AS n FROM sales GROUP BY region",
            tables: [.init("d", "SELECT DISTINCT id, region FROM sales"), .init("w", "SELECT id, region FROM sales")],
            unsound: "SELECT d.region, count(*) AS n FROM iceberg.new.d AS d GROUP BY d.region",
            sound: "SELECT w.region, count(*) AS n FROM iceberg.new.w AS w GROUP BY w.region"),
        EquivalenceCase(
            "a join over a key that is there twice multiplies rows",
            original: "SELECT s.id FROM sales AS s WHERE s.shop IN (SELECT p.shop FROM shops AS p)",
            tables: [
                .init("j", "SELECT s.id FROM sales AS s JOIN shops AS p ON s.shop = p.shop"),
                .init(
                    "k", "SELECT s.id FROM sales AS s JOIN (SELECT DISTINCT shop FROM shops) AS p ON s.shop = p.shop"),
            ],
            unsound: "SELECT j.id FROM iceberg.new.j AS j", sound: "SELECT k.id FROM iceberg.new.k AS k"),
        EquivalenceCase(
            "EXISTS as a join multiplies rows",
            original:
                "SELECT s.id, s.amount FROM sales AS s WHERE EXISTS (SELECT 1 FROM shops AS p WHERE p.shop = s.shop)",
            tables: [
                .init("s", "SELECT id, shop, amount FROM sales"), .init("p", "SELECT shop FROM shops"),
            ],
            unsound: "SELECT s.id, s.amount FROM iceberg.new.s AS s JOIN iceberg.new.p AS p ON p.shop = s.shop",
            sound:
                "SELECT s.id, s.amount FROM iceberg.new.s AS s WHERE s.shop IN (SELECT p.shop FROM iceberg.new.p AS p)"),
        EquivalenceCase(
            "a denormalised join sums an amount as often as its partner is there",
            original: "SELECT region, sum(amount) AS total FROM sales GROUP BY region",
            tables: [.init("j", "SELECT s.region, s.amount FROM sales AS s LEFT JOIN shops AS p ON s.shop = p.shop")],
            unsound: "SELECT j.region, sum(j.amount) AS total FROM iceberg.new.j AS j GROUP BY j.region"),
        EquivalenceCase(
            "EXCEPT in place of EXCEPT ALL",
            original: "SELECT region FROM sales EXCEPT ALL SELECT 'south'",
            tables: [.init("s", "SELECT region FROM sales")],
            unsound: "SELECT s.region FROM iceberg.new.s AS s EXCEPT SELECT 'south'",
            sound: "SELECT s.region FROM iceberg.new.s AS s EXCEPT ALL SELECT 'south'"),
        EquivalenceCase(
            "INTERSECT in place of INTERSECT ALL",
            original: "SELECT shop FROM sales INTERSECT ALL SELECT shop FROM sales WHERE id < 4",
            tables: [.init("s", "SELECT id, shop FROM sales")],
            unsound:
                "SELECT s.shop FROM iceberg.new.s AS s INTERSECT SELECT s.shop FROM iceberg.new.s AS s WHERE s.id < 4",
            sound:
                "SELECT s.shop FROM iceberg.new.s AS s INTERSECT ALL SELECT s.shop FROM iceberg.new.s AS s WHERE s.id < 4"
        ),
        EquivalenceCase(
            "overlapping parts count their common rows twice",
            original: "SELECT id FROM sales WHERE shop = 1 OR region = 'north'",
            tables: [
                .init("a", "SELECT id FROM sales WHERE shop = 1"),
                .init("b", "SELECT id FROM sales WHERE region = 'north'"),
            ],
            unsound: "SELECT a.id FROM iceberg.new.a AS a UNION ALL SELECT b.id FROM iceberg.new.b AS b"),
        EquivalenceCase(
            "distinct counts can't be added up",
            original: "SELECT count(DISTINCT shop) AS n FROM sales",
            tables: [
                .init("c", "SELECT region, count(DISTINCT shop) AS n FROM sales GROUP BY region"),
                .init("k", "SELECT region, shop FROM sales GROUP BY region, shop"),
            ],
            unsound: "SELECT CAST(sum(c.n) AS bigint) AS n FROM iceberg.new.c AS c",
            sound: "SELECT count(DISTINCT k.shop) AS n FROM iceberg.new.k AS k"),
        EquivalenceCase(
            "sum(DISTINCT) is no sum of sums",
            original: "SELECT sum(DISTINCT shop) AS s FROM sales",
            tables: [.init("c", "SELECT region, sum(DISTINCT shop) AS s FROM sales GROUP BY region")],
            unsound: "SELECT CAST(sum(c.s) AS bigint) AS s FROM iceberg.new.c AS c"),
        EquivalenceCase(
            "UNNEST behind a summary repeats what it summed",
            original: "SELECT sum(id) AS s FROM tagged",
            tables: [.init("u", "SELECT g.id, t.tag FROM tagged AS g CROSS JOIN UNNEST(g.tags) AS t (tag)")],
            unsound: "SELECT sum(u.id) AS s FROM iceberg.new.u AS u"),
    ]
}
