/// A data vault: hubs with business keys, links between them, satellites with history; 45 tables and queries as people write them.
enum VaultWorkload {
    private static let hubs = [
        "customer", "product", "store", "order", "supplier", "employee", "shipment", "invoice", "campaign", "account",
    ]
    private static let links = [
        ("order", "customer"), ("order", "store"), ("order", "product"), ("product", "supplier"), ("store", "employee"),
        ("shipment", "order"), ("invoice", "order"), ("campaign", "customer"), ("account", "customer"),
        ("invoice", "account"), ("employee", "campaign"), ("shipment", "supplier"),
    ]
    private static let amounts = ["order", "invoice", "product"]
    private static let rows = 80

    /// Name, columns, and the query that fills it from `n`.
    private static var tables: [(name: String, columns: String, filling: String)] {
        var tables: [(String, String, String)] = []
        for hub in hubs {
            tables.append(
                (
                    "hub_\(hub)", "\(hub)_hk varchar, \(hub)_bk varchar, load_dts timestamp(6), record_source varchar",
                    """
                    '\(hub)' || CAST(n AS varchar), upper(substr('\(hub)', 1, 2)) || CAST(n AS varchar),
                    date_add('hour', n, TIMESTAMP '2023-01-01 00:00:00.000000'), CASE n % 3 WHEN 0 THEN 'CRM' WHEN 1 THEN 'ERP' ELSE 'WEB' END
                    """
                ))
            // Each key twice: what was, and what is.
            tables.append(
                (
                    "sat_\(hub)_details",
                    "\(hub)_hk varchar, load_dts timestamp(6), end_dts timestamp(6), name varchar, city varchar, segment varchar, since date",
                    """
                    '\(hub)' || CAST(n % \(rows / 2) AS varchar), date_add('hour', n, TIMESTAMP '2023-01-01 00:00:00.000000'),
                    CASE WHEN n < \(rows / 2) THEN TIMESTAMP '2023-06-01 00:00:00.000000' END, '\(hub) ' || CAST(n AS varchar),
                    CASE n % 5 WHEN 0 THEN 'Rome' WHEN 1 THEN 'Oslo' WHEN 2 THEN NULL WHEN 3 THEN 'Bonn' ELSE '' END,
                    'seg' || CAST(n % 4 AS varchar), date_add('day', n, DATE '2020-01-01')
                    """
                ))
            tables.append(
                (
                    "sat_\(hub)_status",
                    "\(hub)_hk varchar, load_dts timestamp(6), status varchar, is_active boolean, score double",
                    """
                    '\(hub)' || CAST(n % 37 AS varchar), date_add('minute', n, TIMESTAMP '2023-01-01 00:00:00.000000'),
                    CASE n % 4 WHEN 0 THEN 'new' WHEN 1 THEN 'open' WHEN 2 THEN 'closed' END, n % 3 = 0,
                    CASE WHEN n % 10 <> 0 THEN CAST(n AS double) / 7 END
                    """
                ))
        }
        for (a, b) in links {
            tables.append(
                (
                    "link_\(a)_\(b)",
                    "\(a)_\(b)_hk varchar, \(a)_hk varchar, \(b)_hk varchar, load_dts timestamp(6), record_source varchar",
                    """
                    'l' || CAST(n AS varchar), '\(a)' || CAST(n % 50 AS varchar),
                    CASE WHEN n % 9 <> 0 THEN '\(b)' || CAST(n * 7 % 90 AS varchar) END,
                    date_add('minute', n, TIMESTAMP '2023-02-01 00:00:00.000000'), 'ERP'
                    """
                ))
        }
        for hub in amounts {
            tables.append(
                (
                    "sat_\(hub)_amounts",
                    "\(hub)_hk varchar, load_dts timestamp(6), net decimal(12, 2), tax decimal(12, 2), currency varchar, quantity integer",
                    """
                    '\(hub)' || CAST(n % 50 AS varchar), date_add('minute', n, TIMESTAMP '2023-01-01 00:00:00.000000'),
                    CAST(n * 17 % 100 AS decimal(12, 2)) / 4, CASE WHEN n % 5 <> 0 THEN CAST(n % 10 AS decimal(12, 2)) / 8 END,
                    CASE n % 3 WHEN 0 THEN 'EUR' ELSE 'USD' END, CAST(n % 9 AS integer)
                    """
                ))
        }
        return tables
    }

    static var ddl: [String] { tables.map { "CREATE TABLE iceberg.vault.\($0.name) (\($0.columns))" } }

    static var fillings: [String] {
        tables.map {
            "INSERT INTO iceberg.vault.\($0.name) SELECT \($0.filling) FROM UNNEST(sequence(0, \(rows - 1))) AS t (n)"
        }
    }

    private static func latest(_ hub: String, _ kind: String, _ columns: String) -> String {
        """
        (SELECT \(hub)_hk, \(columns) FROM (SELECT s.*, row_number() OVER (PARTITION BY s.\(hub)_hk ORDER BY s.load_dts DESC) AS rn \
        FROM iceberg.vault.sat_\(hub)_\(kind) s) x WHERE x.rn = 1)
        """
    }

    static var queries: [String] {
        var queries: [String] = []
        for (index, hub) in hubs.enumerated() {
            let details = latest(hub, "details", "name, segment")
            let status = latest(hub, "status", "status, is_active")
            switch index % 4 {
            case 0:
                queries.append(
                    "SELECT d.segment, count(*) AS n FROM iceberg.vault.hub_\(hub) h JOIN \(details) d ON d.\(hub)_hk = h.\(hub)_hk GROUP BY d.segment ORDER BY n DESC, d.segment"
                )
            case 1:
                queries.append(
                    "SELECT h.\(hub)_bk, d.name, s.status FROM vault.hub_\(hub) h LEFT JOIN \(details) d ON d.\(hub)_hk = h.\(hub)_hk LEFT JOIN \(status) s ON s.\(hub)_hk = h.\(hub)_hk WHERE s.is_active ORDER BY h.\(hub)_bk"
                )
            case 2:
                queries.append(
                    "WITH cur AS (SELECT * FROM sat_\(hub)_details WHERE end_dts IS NULL) SELECT city, min(since) AS first_since, count(DISTINCT \(hub)_hk) AS n FROM cur GROUP BY city"
                )
            default:
                queries.append(
                    "SELECT date_trunc('month', load_dts) AS m, record_source, count(*) AS n FROM hub_\(hub) WHERE load_dts >= TIMESTAMP '2023-01-02 00:00:00' GROUP BY 1, 2 ORDER BY 1, 2"
                )
            }
        }
        for (index, (a, b)) in links.enumerated() {
            queries.append(
                index % 2 == 0
                    ? "SELECT x.\(a)_bk, count(l.\(b)_hk) AS n FROM hub_\(a) x LEFT JOIN link_\(a)_\(b) l ON l.\(a)_hk = x.\(a)_hk LEFT JOIN hub_\(b) y ON y.\(b)_hk = l.\(b)_hk GROUP BY x.\(a)_bk ORDER BY n DESC, x.\(a)_bk LIMIT 25"
                    : "SELECT count(*) AS orphans FROM link_\(a)_\(b) l WHERE NOT EXISTS (SELECT 1 FROM hub_\(b) y WHERE y.\(b)_hk = l.\(b)_hk)"
            )
        }
        return queries + [
            "SELECT c.segment, sum(a.net + coalesce(a.tax, 0)) AS gross, avg(a.net) AS mean, count(*) AS n FROM link_order_customer l JOIN sat_order_amounts a ON a.order_hk = l.order_hk JOIN sat_customer_details c ON c.customer_hk = l.customer_hk AND c.end_dts IS NULL GROUP BY c.segment HAVING count(*) > 1 ORDER BY gross DESC, c.segment",
            "SELECT currency, quantity, sum(net) AS s, max(tax) AS t FROM sat_order_amounts GROUP BY ROLLUP (currency, quantity) ORDER BY currency, quantity",
            "SELECT currency, sum(net) AS s, avg(net) AS a, count(tax) AS n FROM sat_order_amounts WHERE quantity > 3 GROUP BY currency",
            "SELECT quantity, count(*) AS n FROM sat_order_amounts WHERE currency = 'EUR' GROUP BY quantity ORDER BY quantity",
            "SELECT currency, status, count(*) AS n FROM sat_invoice_amounts i JOIN sat_invoice_status s USING (invoice_hk) GROUP BY GROUPING SETS ((currency), (status), ()) ORDER BY 1, 2, 3",
            "SELECT customer_hk FROM link_order_customer INTERSECT SELECT customer_hk FROM link_campaign_customer EXCEPT SELECT customer_hk FROM link_account_customer",
            "SELECT h.order_bk, (SELECT max(a.net) FROM sat_order_amounts a WHERE a.order_hk = h.order_hk) AS top FROM hub_order h ORDER BY top DESC NULLS LAST, h.order_bk LIMIT 10",
            "SELECT s.status, avg(s.score) AS a, stddev(s.score) AS d, count(s.score) AS n FROM sat_store_status s GROUP BY s.status",
            "SELECT a.name AS one, b.name AS other FROM sat_store_details a CROSS JOIN sat_store_details b WHERE a.city = b.city AND a.store_hk < b.store_hk AND a.segment = b.segment AND a.end_dts IS NULL AND b.end_dts IS NULL",
        ]
    }
}
