/// Roll-ups that look right and are not.
enum AggregateCases {
    private static let byShop: [EquivalenceCase.Derived] = [
        .init(
            "a",
            """
            SELECT region, shop, count(*) AS n, count(amount) AS k, sum(amount) AS s, avg(amount) AS mean, max(amount) AS most, \
            stddev(weight) AS spread FROM sales GROUP BY region, shop
            """)
    ]

    static let all: [EquivalenceCase] = [
        EquivalenceCase(
            "an average of averages",
            original: "SELECT avg(amount) AS a FROM sales", tables: byShop,
            unsound: "SELECT CAST(avg(a.mean) AS decimal(12, 2)) AS a FROM iceberg.new.a AS a",
            sound: "SELECT CAST(sum(a.s) / sum(a.k) AS decimal(12, 2)) AS a FROM iceberg.new.a AS a"),
        EquivalenceCase(
            "a decimal average rounded before it is added up",
            original: "SELECT sum(price) AS s FROM prices WHERE id < 4",
            tables: [
                .init(
                    "p",
                    "SELECT avg(price) AS mean, count(price) AS k, sum(price) AS s FROM prices WHERE id < 4")
            ],
            unsound: "SELECT CAST(p.mean * p.k AS decimal(38, 2)) AS s FROM iceberg.new.p AS p",
            sound: "SELECT p.s FROM iceberg.new.p AS p"),
        EquivalenceCase(
            "a decimal average cut off in place of rounded",
            original: "SELECT avg(price) AS a FROM prices WHERE id < 4",
            tables: [.init("p", "SELECT id, sum(price) AS s, count(price) AS k FROM prices GROUP BY id")],
            unsound:
                "SELECT CAST(truncate(CAST(sum(p.s) AS double) * 100 / sum(p.k)) / 100 AS decimal(38, 2)) AS a FROM iceberg.new.p AS p WHERE p.id < 4",
            sound:
                "SELECT CAST(CAST(sum(p.s) AS decimal(38, 2)) / CAST(sum(p.k) AS bigint) AS decimal(38, 2)) AS a FROM iceberg.new.p AS p WHERE p.id < 4"
        ),
        EquivalenceCase(
            "the spread of spreads",
            original: "SELECT stddev(weight) AS d FROM sales", tables: byShop,
            unsound: "SELECT avg(a.spread) AS d FROM iceberg.new.a AS a"),
        EquivalenceCase(
            "the largest sum is no sum of the largest",
            original:
                "SELECT max(t.s) AS m FROM (SELECT region, sum(amount) AS s FROM sales GROUP BY region) AS t",
            tables: byShop,
            unsound: "SELECT max(a.s) AS m FROM iceberg.new.a AS a",
            sound:
                "SELECT max(t.s) AS m FROM (SELECT a.region, CAST(sum(a.s) AS decimal(38, 2)) AS s FROM iceberg.new.a AS a GROUP BY a.region) AS t"
        ),
        EquivalenceCase(
            "HAVING on the parts of a group",
            original: "SELECT region, count(*) AS n FROM sales GROUP BY region HAVING count(*) > 2", tables: byShop,
            unsound:
                "SELECT a.region, CAST(sum(a.n) AS bigint) AS n FROM iceberg.new.a AS a WHERE a.n > 2 GROUP BY a.region",
            sound:
                "SELECT a.region, CAST(sum(a.n) AS bigint) AS n FROM iceberg.new.a AS a GROUP BY a.region HAVING sum(a.n) > 2"
        ),
        EquivalenceCase(
            "a filter on a value that was summed up already",
            original: "SELECT region, count(*) AS n FROM sales WHERE amount > 5 GROUP BY region",
            tables: [
                .init("r", "SELECT region, count(*) AS n, max(amount) AS most FROM sales GROUP BY region"),
                .init("f", "SELECT region, amount, count(*) AS n FROM sales GROUP BY region, amount"),
            ],
            unsound: "SELECT r.region, r.n FROM iceberg.new.r AS r WHERE r.most > 5",
            sound:
                "SELECT f.region, CAST(sum(f.n) AS bigint) AS n FROM iceberg.new.f AS f WHERE f.amount > 5 GROUP BY f.region"
        ),
        EquivalenceCase(
            "a FILTER that was lost",
            original: "SELECT region, sum(amount) FILTER (WHERE shop = 1) AS s FROM sales GROUP BY region",
            tables: byShop,
            unsound:
                "SELECT a.region, CAST(sum(a.s) AS decimal(38, 2)) AS s FROM iceberg.new.a AS a GROUP BY a.region",
            sound:
                "SELECT a.region, CAST(sum(a.s) FILTER (WHERE a.shop = 1) AS decimal(38, 2)) AS s FROM iceberg.new.a AS a GROUP BY a.region"
        ),
        EquivalenceCase(
            "sums that cancel hide rows",
            original: "SELECT region, sum(amount) AS s FROM sales GROUP BY region",
            tables: [
                .init(
                    "z",
                    "SELECT region, shop, sum(amount) AS s FROM sales GROUP BY region, shop HAVING sum(amount) <> 0")
            ],
            unsound:
                "SELECT z.region, CAST(sum(z.s) AS decimal(38, 2)) AS s FROM iceberg.new.z AS z WHERE z.s > -10 GROUP BY z.region"
        ),
        EquivalenceCase(
            "compensating errors leave every total right",
            original: "SELECT id, amount FROM sales",
            tables: [
                .init(
                    "e",
                    "SELECT id, CAST(CASE id WHEN 3 THEN amount + 1 WHEN 4 THEN amount - 1 ELSE amount END AS decimal(12, 2)) AS amount FROM sales"
                )
            ],
            unsound: "SELECT e.id, e.amount FROM iceberg.new.e AS e"),
        EquivalenceCase(
            "values swapped between rows leave every column as it was",
            original: "SELECT id, region, note FROM sales WHERE id IN (2, 3)",
            tables: [
                .init(
                    "w",
                    "SELECT id, CASE id WHEN 2 THEN 'south' ELSE 'north' END AS region, note FROM sales WHERE id IN (2, 3)"
                )
            ],
            unsound: "SELECT w.id, w.region, w.note FROM iceberg.new.w AS w"),
        EquivalenceCase(
            "an average of whole numbers by whole division",
            original: "SELECT avg(shop) AS a FROM sales",
            tables: [.init("i", "SELECT region, sum(shop) AS s, count(shop) AS k FROM sales GROUP BY region")],
            unsound: "SELECT sum(i.s) / sum(i.k) AS a FROM iceberg.new.i AS i",
            sound: "SELECT CAST(sum(i.s) AS double) / CAST(sum(i.k) AS double) AS a FROM iceberg.new.i AS i",
            stop: .statically("changed its type")),
        EquivalenceCase(
            "parts that overflow where the whole does not",
            original: "SELECT sum(n) AS s FROM big WHERE id < 5",
            tables: [.init("o", "SELECT id % 2 AS odd, sum(n) AS s FROM big WHERE id < 5 GROUP BY id % 2")],
            unsound: "SELECT CAST(sum(o.s) AS bigint) AS s FROM iceberg.new.o AS o", stop: .failing),
        EquivalenceCase(
            "parts kept as decimal(38, 0) don't overflow; kept as double they round",
            original: "SELECT sum(n) AS s FROM big WHERE id < 6",
            tables: [
                .init(
                    "d",
                    "SELECT id % 2 AS odd, sum(CAST(n AS double)) AS f, sum(CAST(n AS decimal(38, 0))) AS s FROM big WHERE id < 6 GROUP BY id % 2"
                )
            ],
            unsound: "SELECT CAST(sum(d.f) AS bigint) AS s FROM iceberg.new.d AS d",
            sound: "SELECT CAST(sum(d.s) AS bigint) AS s FROM iceberg.new.d AS d"),
        EquivalenceCase(
            "GROUP BY a coarser key than the query's",
            original: "SELECT sold, count(*) AS n FROM sales GROUP BY sold",
            tables: [
                .init(
                    "m",
                    "SELECT date_trunc('month', sold) AS sold, count(*) AS n FROM sales GROUP BY date_trunc('month', sold)"
                )
            ],
            unsound: "SELECT m.sold, m.n FROM iceberg.new.m AS m"),
        EquivalenceCase(
            "weeks can't be made of months",
            original:
                "SELECT date_trunc('week', sold) AS w, count(*) AS n FROM sales GROUP BY date_trunc('week', sold)",
            tables: [
                .init(
                    "m",
                    "SELECT date_trunc('month', sold) AS month, count(*) AS n FROM sales GROUP BY date_trunc('month', sold)"
                ),
                .init("d", "SELECT sold, count(*) AS n FROM sales GROUP BY sold"),
            ],
            unsound:
                "SELECT date_trunc('week', m.month) AS w, CAST(sum(m.n) AS bigint) AS n FROM iceberg.new.m AS m GROUP BY date_trunc('week', m.month)",
            sound:
                "SELECT date_trunc('week', d.sold) AS w, CAST(sum(d.n) AS bigint) AS n FROM iceberg.new.d AS d GROUP BY date_trunc('week', d.sold)"
        ),
        EquivalenceCase(
            "DISTINCT behind an aggregate is not DISTINCT before it",
            original: "SELECT sum(t.shop) AS s FROM (SELECT DISTINCT shop, region FROM sales) AS t",
            tables: byShop,
            unsound: "SELECT sum(t.shop) AS s FROM (SELECT DISTINCT a.shop FROM iceberg.new.a AS a) AS t",
            sound: "SELECT sum(a.shop) AS s FROM iceberg.new.a AS a"),
        EquivalenceCase(
            "array_agg in another order",
            original: "SELECT region, array_agg(id ORDER BY id) AS ids FROM sales GROUP BY region",
            tables: [.init("s", "SELECT region, id FROM sales")],
            unsound:
                "SELECT s.region, array_agg(s.id ORDER BY s.id DESC) AS ids FROM iceberg.new.s AS s GROUP BY s.region",
            sound: "SELECT s.region, array_agg(s.id ORDER BY s.id) AS ids FROM iceberg.new.s AS s GROUP BY s.region"),
    ]
}
