/// Queries that copies of their tables can't serve.
enum LayoutRefusals {
    static let all: [RefusalCase] = [
        RefusalCase(
            "a hidden column has other values in another table",
            "SELECT \"$path\", count(*) AS n FROM orders GROUP BY 1",
            .layout, refused: "hidden column", sound: "SELECT status, count(*) AS n FROM orders GROUP BY 1"),
        RefusalCase(
            "some engines give a column in parentheses no name", "SELECT DISTINCT (status) FROM orders", .layout,
            refused: "name of its output (status)", sound: "SELECT DISTINCT (status) AS status, (total * 2) FROM orders"
        ),
        RefusalCase(
            "so do they where a union begins with it", "SELECT custkey, (status) FROM orders UNION SELECT 1, 'a'",
            .layout,
            refused: "name of its output (status)", sound: "SELECT custkey, status FROM orders UNION SELECT 1, ('a')"),
        RefusalCase(
            "the files of a table are not its copy's", "SELECT count(*) AS n FROM \"orders$files\"", .layout,
            refused: "metadata table"),
        RefusalCase(
            "an older version is not in the copy", "SELECT count(*) AS n FROM orders FOR VERSION AS OF 17", .layout,
            refused: "older version", sound: "SELECT count(*) AS n FROM orders"),
        RefusalCase(
            "an older state by time",
            "SELECT count(*) AS n FROM orders FOR TIMESTAMP AS OF TIMESTAMP '2024-01-01 00:00:00 UTC'",
            .layout, refused: "older version"),
        RefusalCase(
            "a materialized view has rows of its own", "SELECT count(*) AS n FROM recent", .layout,
            refused: "materialized view", sound: "SELECT count(*) AS n FROM orders",
            ddl: [
                "CREATE MATERIALIZED VIEW lake.raw.recent AS SELECT * FROM lake.raw.orders WHERE orderdate > DATE '2024-01-01'"
            ]),
        RefusalCase(
            "a time with nine digits", "SELECT fine FROM moments", .layout, refused: "can't be stored",
            sound: "SELECT coarse FROM moments",
            ddl: ["CREATE TABLE lake.raw.moments (fine timestamp(9), coarse timestamp(3))"]),
        RefusalCase(
            "an array of what can't be stored", "SELECT texts FROM lists", .layout, refused: "can't be stored",
            sound: "SELECT tiers FROM lists",
            ddl: ["CREATE TABLE lake.raw.lists (texts array(json), tiers array(tinyint))"]),
        RefusalCase(
            "a query without tables", "SELECT 1 AS one", .layout, refused: "reads no table"),
        RefusalCase(
            "zones of another catalog",
            "SELECT m.at FROM memory.raw.moments AS m JOIN orders AS o ON o.orderkey = m.id JOIN customers AS c ON c.custkey = o.custkey",
            .layout, refused: "UTC",
            ddl: ["CREATE TABLE memory.raw.moments (id bigint, at timestamp(3) with time zone)"]),
    ]
}
