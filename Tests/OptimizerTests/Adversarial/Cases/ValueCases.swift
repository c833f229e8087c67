/// Values that change on their way through storage or a rewriting.
enum ValueCases {
    static let all: [EquivalenceCase] = [
        EquivalenceCase(
            "a trailing blank is part of a varchar",
            original: "SELECT t, count(*) AS n FROM texts GROUP BY t",
            tables: [.init("x", "SELECT rtrim(t) AS t FROM texts"), .init("y", "SELECT t FROM texts")],
            unsound: "SELECT x.t, count(*) AS n FROM iceberg.new.x AS x GROUP BY x.t",
            sound: "SELECT y.t, count(*) AS n FROM iceberg.new.y AS y GROUP BY y.t"),
        EquivalenceCase(
            "texts differ by case",
            original: "SELECT count(*) AS n FROM texts WHERE t = 'a'",
            tables: [.init("x", "SELECT lower(t) AS t FROM texts")],
            unsound: "SELECT count(*) AS n FROM iceberg.new.x AS x WHERE x.t = 'a'"),
        EquivalenceCase(
            "an underscore stands for any character in LIKE",
            original: "SELECT id FROM texts WHERE t LIKE 'a_b'", tables: [.init("y", "SELECT id, t FROM texts")],
            unsound: "SELECT y.id FROM iceberg.new.y AS y WHERE y.t = 'a_b'",
            sound:
                "SELECT y.id FROM iceberg.new.y AS y WHERE length(y.t) = 3 AND substr(y.t, 1, 1) = 'a' AND substr(y.t, 3, 1) = 'b'"
        ),
        EquivalenceCase(
            "the empty text is not NULL",
            original: "SELECT id FROM texts WHERE t IS NULL", tables: [.init("y", "SELECT id, t FROM texts")],
            unsound: "SELECT y.id FROM iceberg.new.y AS y WHERE coalesce(y.t, '') = ''",
            sound: "SELECT y.id FROM iceberg.new.y AS y WHERE coalesce(y.t, 'x') = 'x' AND y.t IS NULL"),
        EquivalenceCase(
            "a text cut to its stored length",
            original: "SELECT region FROM sales",
            tables: [.init("x", "SELECT CAST(substr(region, 1, 3) AS varchar) AS region FROM sales")],
            unsound: "SELECT x.region FROM iceberg.new.x AS x"),
        EquivalenceCase(
            "a double kept as real",
            original: "SELECT id, weight FROM sales",
            tables: [.init("x", "SELECT id, CAST(weight AS real) AS weight FROM sales")],
            unsound: "SELECT x.id, CAST(x.weight AS double) AS weight FROM iceberg.new.x AS x"),
        EquivalenceCase(
            "a bigint kept as double",
            original: "SELECT n FROM big WHERE id = 5",
            tables: [.init("x", "SELECT id, CAST(n AS double) AS n FROM big")],
            unsound: "SELECT CAST(x.n AS bigint) AS n FROM iceberg.new.x AS x WHERE x.id = 5"),
        EquivalenceCase(
            "a decimal kept with fewer digits",
            original: "SELECT rate FROM prices",
            tables: [.init("x", "SELECT CAST(rate AS decimal(10, 2)) AS rate FROM prices")],
            unsound: "SELECT CAST(x.rate AS decimal(10, 4)) AS rate FROM iceberg.new.x AS x"),
        EquivalenceCase(
            "a decimal kept as double",
            original: "SELECT price FROM prices",
            tables: [.init("x", "SELECT CAST(price AS double) AS price FROM prices")],
            unsound: "SELECT CAST(x.price AS decimal(38, 2)) AS price FROM iceberg.new.x AS x"),
        EquivalenceCase(
            "a timestamp kept in milliseconds",
            original: "SELECT at FROM sales",
            tables: [.init("x", "SELECT date_trunc('millisecond', at) AS at FROM sales")],
            unsound: "SELECT x.at FROM iceberg.new.x AS x"),
        EquivalenceCase(
            "a moment within its last day is not on that day's midnight",
            original: "SELECT count(*) AS n FROM sales WHERE at <= TIMESTAMP '2024-01-02 00:00:00'",
            tables: [
                .init("d", "SELECT CAST(at AS date) AS day, count(*) AS n FROM sales GROUP BY CAST(at AS date)"),
                .init("m", "SELECT at FROM sales"),
            ],
            unsound: "SELECT CAST(sum(d.n) AS bigint) AS n FROM iceberg.new.d AS d WHERE d.day <= DATE '2024-01-02'",
            sound: "SELECT count(*) AS n FROM iceberg.new.m AS m WHERE m.at <= TIMESTAMP '2024-01-02 00:00:00'"),
        EquivalenceCase(
            "a range of moments that ends at midnight",
            original:
                "SELECT count(*) AS n FROM moments WHERE at BETWEEN TIMESTAMP '2023-12-31 00:00:00' AND TIMESTAMP '2024-01-01 00:00:00'",
            tables: [
                .init("d", "SELECT CAST(at AS date) AS day, count(*) AS n FROM moments GROUP BY CAST(at AS date)")
            ],
            unsound:
                "SELECT CAST(sum(d.n) AS bigint) AS n FROM iceberg.new.d AS d WHERE d.day BETWEEN DATE '2023-12-31' AND DATE '2024-01-01'"
        ),
        EquivalenceCase(
            "the day in one zone is not the day in another",
            original:
                "SELECT CAST(at_timezone(zoned, 'America/New_York') AS date) AS day, count(*) AS n FROM moments GROUP BY CAST(at_timezone(zoned, 'America/New_York') AS date)",
            tables: [
                .init(
                    "d",
                    "SELECT CAST(at_timezone(zoned, 'UTC') AS date) AS day, count(*) AS n FROM moments GROUP BY CAST(at_timezone(zoned, 'UTC') AS date)"
                )
            ],
            unsound: "SELECT d.day, d.n FROM iceberg.new.d AS d"),
        EquivalenceCase(
            "NaN is a number to count, and none that equals 0",
            original: "SELECT count(*) AS n FROM floats WHERE is_nan(x)",
            tables: [.init("f", "SELECT x FROM floats")],
            unsound: "SELECT count(*) AS n FROM iceberg.new.f AS f WHERE NOT is_finite(f.x)",
            sound: "SELECT count(*) AS n FROM iceberg.new.f AS f WHERE is_nan(f.x)"),
        EquivalenceCase(
            "NaN in a column is not NULL",
            original: "SELECT id, x FROM floats",
            tables: [
                .init("f", "SELECT id, CASE WHEN is_nan(x) THEN NULL ELSE x END AS x FROM floats"),
                .init("g", "SELECT id, x FROM floats"),
            ],
            unsound: "SELECT f.id, f.x FROM iceberg.new.f AS f", sound: "SELECT g.id, g.x FROM iceberg.new.g AS g"),
        EquivalenceCase(
            "infinity is not the largest number",
            original: "SELECT id, x FROM floats WHERE id IN (5, 9)",
            tables: [.init("f", "SELECT id, least(x, 1.7976931348623157E308) AS x FROM floats")],
            unsound: "SELECT f.id, f.x FROM iceberg.new.f AS f WHERE f.id IN (5, 9)"),
        EquivalenceCase(
            "-0.0 and 0.0 are one group, and two texts",
            original: "SELECT count(*) AS n FROM (SELECT x FROM floats WHERE id IN (6, 7) GROUP BY x) AS g",
            tables: [
                .init("f", "SELECT id, CASE id WHEN 6 THEN '-0.0' ELSE '0.0' END AS t FROM floats WHERE id IN (6, 7)")
            ],
            unsound: "SELECT count(*) AS n FROM (SELECT f.t FROM iceberg.new.f AS f GROUP BY f.t) AS g"),
        EquivalenceCase(
            "an element of an array that is NULL",
            original: "SELECT id, tags FROM tagged",
            tables: [
                .init("x", "SELECT id, CASE WHEN id = 4 THEN NULL ELSE tags END AS tags FROM tagged"),
                .init("y", "SELECT id, tags FROM tagged"),
            ],
            unsound: "SELECT x.id, x.tags FROM iceberg.new.x AS x", sound: "SELECT y.id, y.tags FROM iceberg.new.y AS y"
        ),
        EquivalenceCase(
            "rounding before adding up",
            original: "SELECT sum(round(rate, 2)) AS s FROM prices",
            tables: [.init("p", "SELECT sum(rate) AS s FROM prices"), .init("q", "SELECT id, rate FROM prices")],
            unsound: "SELECT CAST(round(p.s, 2) AS decimal(38, 4)) AS s FROM iceberg.new.p AS p",
            sound: "SELECT sum(round(q.rate, 2)) AS s FROM iceberg.new.q AS q"),
    ]
}
