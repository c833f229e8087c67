/// Results too large to fetch, compared by the engine; the row limit stands in for their size.
enum LargeCases {
    static let all: [EquivalenceCase] = [
        EquivalenceCase(
            "large: values swapped between rows",
            original: "SELECT id, region FROM sales",
            tables: [
                .init(
                    "w",
                    "SELECT id, CASE id WHEN 2 THEN 'south' WHEN 3 THEN 'north' ELSE region END AS region FROM sales"),
                .init("y", "SELECT id, region FROM sales"),
            ],
            unsound: "SELECT w.id, w.region FROM iceberg.new.w AS w",
            sound: "SELECT y.id, y.region FROM iceberg.new.y AS y",
            rowLimit: 2),
        EquivalenceCase(
            "large: a doubled row that is there once",
            original: "SELECT id, region FROM sales", tables: [.init("d", "SELECT DISTINCT id, region FROM sales")],
            unsound: "SELECT d.id, d.region FROM iceberg.new.d AS d", rowLimit: 2),
        EquivalenceCase(
            "large: floating-point values swapped between rows of one group",
            original: "SELECT region, shop, weight FROM sales WHERE id IN (2, 4, 6, 8)",
            tables: [
                .init(
                    "w",
                    "SELECT region, shop, CASE id WHEN 2 THEN 0.1E0 WHEN 4 THEN 2.5E0 ELSE weight END AS weight FROM sales WHERE id IN (2, 4, 6, 8)"
                ),
                .init(
                    "y", "SELECT region, shop, (weight + 0.1E0) - 0.1E0 AS weight FROM sales WHERE id IN (2, 4, 6, 8)"),
            ],
            unsound: "SELECT w.region, w.shop, w.weight FROM iceberg.new.w AS w",
            sound: "SELECT y.region, y.shop, y.weight FROM iceberg.new.y AS y", rowLimit: 2),
        EquivalenceCase(
            "large: two floating-point columns that no longer belong together",
            original: "SELECT x, y FROM floats WHERE id < 4",
            tables: [
                .init("w", "SELECT x, 4 - y AS y FROM floats WHERE id < 4"),
                .init("y", "SELECT x * 3 / 3 AS x, y FROM floats WHERE id < 4"),
            ],
            unsound: "SELECT w.x, w.y FROM iceberg.new.w AS w", sound: "SELECT y.x, y.y FROM iceberg.new.y AS y",
            rowLimit: 1),
        EquivalenceCase(
            "large: a floating-point value beyond tolerance",
            original: "SELECT id, weight FROM sales",
            tables: [
                .init("w", "SELECT id, weight * 1.000001E0 AS weight FROM sales"),
                .init("y", "SELECT id, weight * 1.0000000000001E0 AS weight FROM sales"),
            ],
            unsound: "SELECT w.id, w.weight FROM iceberg.new.w AS w",
            sound: "SELECT y.id, y.weight FROM iceberg.new.y AS y",
            rowLimit: 2),
        EquivalenceCase(
            "large: NaN, infinity, NULL and zeros are what they are",
            original: "SELECT id, x FROM floats",
            tables: [
                .init("w", "SELECT id, CASE WHEN is_nan(x) THEN infinity() ELSE x END AS x FROM floats"),
                .init("y", "SELECT id, x FROM floats"),
            ],
            unsound: "SELECT w.id, w.x FROM iceberg.new.w AS w", sound: "SELECT y.id, y.x FROM iceberg.new.y AS y",
            rowLimit: 2),
        EquivalenceCase(
            "large: NULL in place of a floating-point value",
            original: "SELECT region, weight FROM sales",
            tables: [.init("w", "SELECT region, CASE WHEN id = 8 THEN NULL ELSE weight END AS weight FROM sales")],
            unsound: "SELECT w.region, w.weight FROM iceberg.new.w AS w", rowLimit: 2),
        EquivalenceCase(
            "large: infinity is within no tolerance of a number",
            original: "SELECT id, x FROM floats WHERE id IN (5, 9)",
            tables: [.init("w", "SELECT id, CASE WHEN id = 9 THEN infinity() ELSE x END AS x FROM floats")],
            unsound: "SELECT w.id, w.x FROM iceberg.new.w AS w WHERE w.id IN (5, 9)", rowLimit: 1),
        EquivalenceCase(
            "large: errors that compensate within a group",
            original: "SELECT region, x FROM sales AS s JOIN floats AS f ON f.id = s.id WHERE f.id < 4",
            tables: [
                .init(
                    "w",
                    "SELECT region, x + CASE f.id WHEN 1 THEN 0.01E0 WHEN 2 THEN -0.02E0 ELSE 0E0 END AS x FROM sales AS s JOIN floats AS f ON f.id = s.id WHERE f.id < 4"
                )
            ],
            unsound: "SELECT w.region, w.x FROM iceberg.new.w AS w", rowLimit: 2),
        EquivalenceCase(
            "large: the order of the first rows",
            original: "SELECT id, region FROM sales ORDER BY id",
            tables: [.init("y", "SELECT id, region FROM sales")],
            unsound: "SELECT y.id, y.region FROM iceberg.new.y AS y ORDER BY y.id DESC",
            sound: "SELECT y.id, y.region FROM iceberg.new.y AS y ORDER BY y.id", stop: .onData("order"), rowLimit: 4),
        EquivalenceCase(
            "large: one moment in two zones is shown in two ways",
            original: "SELECT id, at_timezone(zoned, 'Europe/Rome') AS z FROM moments WHERE id < 4",
            tables: [.init("y", "SELECT id, zoned FROM moments")],
            unsound:
                "SELECT y.id, date_add('hour', 1, at_timezone(y.zoned, 'Europe/Rome')) AS z FROM iceberg.new.y AS y WHERE y.id < 4",
            sound: "SELECT y.id, at_timezone(y.zoned, 'Europe/Rome') AS z FROM iceberg.new.y AS y WHERE y.id < 4",
            rowLimit: 2),
    ]
}
