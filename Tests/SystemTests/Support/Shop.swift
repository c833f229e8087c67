import Shared

/// The sample data and workload: orders and customers of a shop.
enum Shop {
    static let making = [
        "CREATE SCHEMA iceberg.shop",
        """
        CREATE TABLE iceberg.shop.customers AS
        SELECT n AS customer, 'customer ' || CAST(n AS varchar) AS name,
          CASE n % 4 WHEN 0 THEN 'north' WHEN 1 THEN 'south' WHEN 2 THEN 'east' ELSE 'west' END AS region
        FROM UNNEST(sequence(1, 200)) AS u(n)
        """,
        """
        CREATE TABLE iceberg.shop.orders AS
        SELECT n AS id, (n * 7) % 200 + 1 AS customer, date_add('day', CAST(n % 300 AS integer), DATE '2024-01-01') AS ordered,
          CASE n % 3 WHEN 0 THEN 'open' WHEN 1 THEN 'paid' ELSE 'sent' END AS status,
          CAST((n * 37) % 1000 + 10 AS decimal(12, 2)) AS price, CAST((n * 11) % 400 AS decimal(12, 2)) AS cost,
          'note ' || CAST(n * 7919 AS varchar) AS note
        FROM UNNEST(sequence(1, 6000)) AS u(n)
        """,
    ]

    static let ddl = [
        "CREATE TABLE iceberg.shop.customers (customer bigint, name varchar, region varchar)",
        """
        CREATE TABLE iceberg.shop.orders (
          id bigint, customer bigint, ordered date, status varchar, price decimal(12, 2), cost decimal(12, 2), note varchar
        )
        """,
    ]

    static let byStatus =
        "SELECT status, sum(price) AS gross, sum(cost) AS spent FROM iceberg.shop.orders GROUP BY status ORDER BY status"
    static let spring = """
        SELECT id, ordered, price FROM iceberg.shop.orders
        WHERE ordered BETWEEN DATE '2024-03-01' AND DATE '2024-05-31' AND status = 'paid' ORDER BY id
        """
    static let byRegion = """
        SELECT c.region, count(*) AS orders, max(o.price) AS dearest
        FROM iceberg.shop.orders o JOIN iceberg.shop.customers c ON o.customer = c.customer
        GROUP BY c.region
        """
    /// Breaks off at line 2, column 3.
    static let broken = "SELECT status,\n  FROM iceberg.shop.orders"
    static let unknownTable = "SELECT a FROM iceberg.shop.nowhere"

    /// A request over the shop's tables.
    static func request(
        url: String, queries: [(id: String, text: String)], options: JSONValue = [:]
    ) -> JSONValue {
        [
            "url": .string(url),
            "ddl": .array(ddl.map { ["statement": .string($0)] }),
            "queries": .array(
                queries.map {
                    ["queryid": .string($0.id), "query": .string($0.text), "runquantity": 10, "executiontime": 2.5]
                }),
            "options": options,
        ]
    }
}
