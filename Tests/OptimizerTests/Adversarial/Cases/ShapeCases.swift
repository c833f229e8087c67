/// Columns, names, set operations: what a result looks like.
enum ShapeCases {
    private static let sales: [EquivalenceCase.Derived] = [.init("s", "SELECT id, region, shop, amount FROM sales")]

    static let all: [EquivalenceCase] = [
        EquivalenceCase(
            "a column too few", original: "SELECT id, shop FROM sales", tables: sales,
            unsound: "SELECT s.id FROM iceberg.new.s AS s", stop: .statically("1 columns, the original 2")),
        EquivalenceCase(
            "a column of another name", original: "SELECT id AS number FROM sales", tables: sales,
            unsound: "SELECT s.id FROM iceberg.new.s AS s", sound: "SELECT s.id AS number FROM iceberg.new.s AS s",
            stop: .statically("is called id")),
        EquivalenceCase(
            "an unnamed column that gets a name", original: "SELECT id + 1 FROM sales", tables: sales,
            unsound: "SELECT s.id + 1 AS more FROM iceberg.new.s AS s",
            sound: "SELECT s.id + 1 FROM iceberg.new.s AS s",
            stop: .statically("is called more")),
        EquivalenceCase(
            "names are one whatever their case", original: "SELECT ID AS \"Id\", Region FROM SALES", tables: sales,
            unsound: "SELECT s.shop AS id, s.region FROM iceberg.new.s AS s",
            sound: "SELECT S.Id AS id, s.REGION FROM Iceberg.New.S AS s", stop: .statically("changed its type")),
        EquivalenceCase(
            "columns of one type exchanged under their names",
            original: "SELECT region, note FROM sales",
            tables: [
                .init("x", "SELECT note AS region, region AS note FROM sales"),
                .init("y", "SELECT region, note FROM sales"),
            ],
            unsound: "SELECT x.region, x.note FROM iceberg.new.x AS x",
            sound: "SELECT y.region, y.note FROM iceberg.new.y AS y"
        ),
        EquivalenceCase(
            "an original that was left behind", original: "SELECT id FROM sales", tables: sales,
            unsound: "SELECT s.id FROM iceberg.raw.sales AS s", stop: .statically("does not resolve")),
        EquivalenceCase(
            "a column that the new table lacks", original: "SELECT note FROM sales", tables: sales,
            unsound: "SELECT s.note FROM iceberg.new.s AS s", stop: .statically("does not resolve")),
        EquivalenceCase(
            "a sum of counts is a decimal, a count a bigint",
            original: "SELECT count(*) AS n FROM sales",
            tables: [.init("c", "SELECT shop, CAST(count(*) AS decimal(38, 0)) AS n FROM sales GROUP BY shop")],
            unsound: "SELECT sum(c.n) AS n FROM iceberg.new.c AS c",
            sound: "SELECT CAST(sum(c.n) AS bigint) AS n FROM iceberg.new.c AS c", stop: .statically("changed its type")
        ),
        EquivalenceCase(
            "INTERSECT binds before UNION",
            original:
                "SELECT shop FROM sales UNION SELECT shop FROM shops INTERSECT SELECT shop FROM shops WHERE city = 'Oslo'",
            tables: [
                .init("u", "SELECT shop FROM sales UNION SELECT shop FROM shops"),
                .init("o", "SELECT shop FROM shops WHERE city = 'Oslo'"), .init("s", "SELECT shop FROM sales"),
            ],
            unsound: "SELECT u.shop FROM iceberg.new.u AS u INTERSECT SELECT o.shop FROM iceberg.new.o AS o",
            sound: "SELECT s.shop FROM iceberg.new.s AS s UNION SELECT o.shop FROM iceberg.new.o AS o"),
        EquivalenceCase(
            "EXCEPT read from the right",
            original: "SELECT shop FROM shops EXCEPT SELECT shop FROM sales EXCEPT SELECT shop FROM sales WHERE id = 1",
            tables: [.init("p", "SELECT shop FROM shops"), .init("s", "SELECT id, shop FROM sales")],
            unsound:
                "SELECT p.shop FROM iceberg.new.p AS p EXCEPT (SELECT s.shop FROM iceberg.new.s AS s EXCEPT SELECT s.shop FROM iceberg.new.s AS s WHERE s.id = 1)",
            sound: "SELECT p.shop FROM iceberg.new.p AS p EXCEPT SELECT s.shop FROM iceberg.new.s AS s"),
        EquivalenceCase(
            "UNION compares whole rows",
            original: "SELECT region, shop FROM sales UNION SELECT city, shop FROM shops",
            tables: [
                .init("r", "SELECT region FROM sales UNION SELECT city FROM shops"),
                .init("n", "SELECT shop FROM sales UNION SELECT shop FROM shops"),
            ],
            unsound: "SELECT r.region, n.shop FROM iceberg.new.r AS r CROSS JOIN iceberg.new.n AS n"),
        EquivalenceCase(
            "one more row", original: "SELECT id FROM sales WHERE id > 6",
            tables: [.init("m", "SELECT id FROM sales WHERE id >= 6")],
            unsound: "SELECT m.id FROM iceberg.new.m AS m", sound: "SELECT m.id FROM iceberg.new.m AS m WHERE m.id > 6"),
        EquivalenceCase(
            "a correlated condition on another row",
            original:
                "SELECT s.id FROM sales AS s WHERE s.amount > (SELECT avg(t.amount) FROM sales AS t WHERE t.region = s.region)",
            tables: [
                .init("s", "SELECT id, region, amount FROM sales"),
                .init("g", "SELECT region, avg(amount) AS mean FROM sales GROUP BY region"),
                .init("w", "SELECT avg(amount) AS mean FROM sales"),
            ],
            unsound: "SELECT s.id FROM iceberg.new.s AS s CROSS JOIN iceberg.new.w AS w WHERE s.amount > w.mean",
            sound:
                "SELECT s.id FROM iceberg.new.s AS s JOIN iceberg.new.g AS g ON g.region = s.region WHERE s.amount > g.mean"
        ),
    ]
}
