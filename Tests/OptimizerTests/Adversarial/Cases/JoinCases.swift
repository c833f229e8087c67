/// Rows that a join keeps, drops or fills up with NULL.
enum JoinCases {
    private static let both: [EquivalenceCase.Derived] = [
        .init("s", "SELECT id, region, shop, amount FROM sales"), .init("p", "SELECT shop, name, city FROM shops"),
        .init("inner_join", "SELECT s.id, p.name FROM sales AS s JOIN shops AS p ON s.shop = p.shop"),
    ]

    static let all: [EquivalenceCase] = [
        EquivalenceCase(
            "an inner join lacks the rows that an outer join keeps",
            original: "SELECT s.id, p.name FROM sales AS s LEFT JOIN shops AS p ON s.shop = p.shop", tables: both,
            unsound: "SELECT j.id, j.name FROM iceberg.new.inner_join AS j",
            sound: "SELECT s.id, p.name FROM iceberg.new.s AS s LEFT JOIN iceberg.new.p AS p ON s.shop = p.shop"),
        EquivalenceCase(
            "a condition of ON is none of WHERE",
            original:
                "SELECT s.id, p.name FROM sales AS s LEFT JOIN shops AS p ON s.shop = p.shop AND p.city = 'Bonn'",
            tables: both,
            unsound:
                "SELECT s.id, p.name FROM iceberg.new.s AS s LEFT JOIN iceberg.new.p AS p ON s.shop = p.shop WHERE p.city = 'Bonn'",
            sound:
                "SELECT s.id, p.name FROM iceberg.new.s AS s LEFT JOIN (SELECT q.shop, q.name FROM iceberg.new.p AS q WHERE q.city = 'Bonn') AS p ON s.shop = p.shop"
        ),
        EquivalenceCase(
            "a condition on the preserved side belongs to ON",
            original:
                "SELECT s.id, p.name FROM sales AS s LEFT JOIN shops AS p ON s.shop = p.shop AND s.region = 'north'",
            tables: both,
            unsound:
                "SELECT s.id, p.name FROM iceberg.new.s AS s LEFT JOIN iceberg.new.p AS p ON s.shop = p.shop WHERE s.region = 'north'"
        ),
        EquivalenceCase(
            "FULL keeps both sides' rows, LEFT one side's",
            original: "SELECT s.id, p.name FROM sales AS s FULL JOIN shops AS p ON s.shop = p.shop", tables: both,
            unsound: "SELECT s.id, p.name FROM iceberg.new.s AS s LEFT JOIN iceberg.new.p AS p ON s.shop = p.shop",
            sound: "SELECT s.id, p.name FROM iceberg.new.s AS s FULL JOIN iceberg.new.p AS p ON s.shop = p.shop"),
        EquivalenceCase(
            "RIGHT keeps the other side's rows than LEFT",
            original: "SELECT s.id, p.name FROM sales AS s RIGHT JOIN shops AS p ON s.shop = p.shop", tables: both,
            unsound: "SELECT s.id, p.name FROM iceberg.new.s AS s LEFT JOIN iceberg.new.p AS p ON s.shop = p.shop",
            sound: "SELECT s.id, p.name FROM iceberg.new.p AS p LEFT JOIN iceberg.new.s AS s ON s.shop = p.shop"),
        EquivalenceCase(
            "a count over an outer join counts the row without partner only as count(*)",
            original:
                "SELECT p.name, count(s.id) AS n FROM shops AS p LEFT JOIN sales AS s ON s.shop = p.shop GROUP BY p.name",
            tables: both,
            unsound:
                "SELECT p.name, count(*) AS n FROM iceberg.new.p AS p LEFT JOIN iceberg.new.s AS s ON s.shop = p.shop GROUP BY p.name",
            sound:
                "SELECT p.name, count(s.id) AS n FROM iceberg.new.p AS p LEFT JOIN iceberg.new.s AS s ON s.shop = p.shop GROUP BY p.name"
        ),
        EquivalenceCase(
            "NULL keys don't meet, unless they are asked to",
            original: "SELECT s.id, p.name FROM sales AS s JOIN shops AS p ON s.shop = p.shop", tables: both,
            unsound:
                "SELECT s.id, p.name FROM iceberg.new.s AS s JOIN iceberg.new.p AS p ON s.shop IS NOT DISTINCT FROM p.shop",
            sound: "SELECT j.id, j.name FROM iceberg.new.inner_join AS j"),
        EquivalenceCase(
            "aggregating one side before the join needs the other side's multiplicity",
            original:
                "SELECT p.city, sum(s.amount) AS total FROM sales AS s JOIN shops AS p ON s.shop = p.shop GROUP BY p.city",
            tables: [
                .init("by_shop", "SELECT shop, sum(amount) AS total FROM sales GROUP BY shop"),
                .init("cities", "SELECT shop, max(city) AS city FROM shops GROUP BY shop"),
                .init("p", "SELECT shop, city FROM shops"),
            ],
            unsound:
                "SELECT c.city, CAST(sum(b.total) AS decimal(38, 2)) AS total FROM iceberg.new.by_shop AS b JOIN iceberg.new.cities AS c ON b.shop = c.shop GROUP BY c.city",
            sound:
                "SELECT p.city, CAST(sum(b.total) AS decimal(38, 2)) AS total FROM iceberg.new.by_shop AS b JOIN iceberg.new.p AS p ON b.shop = p.shop GROUP BY p.city"
        ),
        EquivalenceCase(
            "a join key of another column of the same type",
            original: "SELECT s.id, p.name FROM sales AS s JOIN shops AS p ON s.shop = p.shop", tables: both,
            unsound: "SELECT s.id, p.name FROM iceberg.new.s AS s JOIN iceberg.new.p AS p ON s.id = p.shop"),
        EquivalenceCase(
            "USING shows one column where NULLs of the other side stand",
            original: "SELECT shop, s.id FROM sales AS s FULL JOIN shops AS p USING (shop)",
            tables: both,
            unsound: "SELECT s.shop, s.id FROM iceberg.new.s AS s FULL JOIN iceberg.new.p AS p ON s.shop = p.shop",
            sound:
                "SELECT coalesce(s.shop, p.shop) AS shop, s.id FROM iceberg.new.s AS s FULL JOIN iceberg.new.p AS p ON s.shop = p.shop"
        ),
    ]
}
