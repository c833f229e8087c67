/// Reports over a star of orders, as TPC-H and TPC-DS have them: grouping sets, windows, set operations, correlated subqueries.
enum ReportWorkload {
    static let ddl = [
        "CREATE TABLE iceberg.tpch.region (r_regionkey bigint, r_name varchar)",
        "CREATE TABLE iceberg.tpch.nation (n_nationkey bigint, n_name varchar, n_regionkey bigint)",
        """
        CREATE TABLE iceberg.tpch.customer (c_custkey bigint, c_name varchar, c_nationkey bigint, c_phone varchar, \
        c_acctbal decimal(15, 2), c_mktsegment varchar)
        """,
        "CREATE TABLE iceberg.tpch.supplier (s_suppkey bigint, s_name varchar, s_nationkey bigint, s_comment varchar)",
        "CREATE TABLE iceberg.tpch.part (p_partkey bigint, p_brand varchar, p_type varchar, p_size integer)",
        "CREATE TABLE iceberg.tpch.partsupp (ps_partkey bigint, ps_suppkey bigint, ps_supplycost decimal(15, 2))",
        """
        CREATE TABLE iceberg.tpch.orders (o_orderkey bigint, o_custkey bigint, o_orderstatus varchar, o_totalprice decimal(15, 2), \
        o_orderdate date, o_orderpriority varchar, o_clerk varchar, o_shippriority integer, o_comment varchar)
        """,
        """
        CREATE TABLE iceberg.tpch.lineitem (l_orderkey bigint, l_partkey bigint, l_suppkey bigint, l_linenumber integer, \
        l_quantity decimal(15, 2), l_extendedprice decimal(15, 2), l_discount decimal(15, 2), l_tax decimal(15, 2), \
        l_returnflag varchar, l_linestatus varchar, l_shipdate date, l_commitdate date, l_receiptdate date, l_shipmode varchar, \
        l_comment varchar)
        """,
    ]

    static let fillings = [
        fill(
            "region", 5,
            "n, element_at(ARRAY['AFRICA', 'AMERICA', 'ASIA', 'EUROPE', 'MIDDLE EAST'], CAST(n AS integer) + 1)"),
        fill("nation", 25, "n, CASE n WHEN 2 THEN 'BRAZIL' ELSE 'NATION ' || CAST(n AS varchar) END, n % 5"),
        fill(
            "customer", 150,
            """
            n, 'Customer ' || CAST(n AS varchar), n * 7 % 25, CAST(10 + n % 25 AS varchar) || '-555', CAST(n * 37 % 1000 AS decimal(15, 2)) - 100,
            element_at(ARRAY['BUILDING', 'MACHINERY', 'FURNITURE'], CAST(n % 3 AS integer) + 1)
            """),
        fill(
            "supplier", 20,
            "n, 'Supplier ' || CAST(n AS varchar), n * 3 % 25, CASE WHEN n % 9 = 0 THEN 'Customer has Complaints' ELSE 'fine' END"
        ),
        fill(
            "part", 60,
            "n, 'Brand#' || CAST(40 + n % 8 AS varchar), CASE n % 4 WHEN 0 THEN 'MEDIUM POLISHED TIN' ELSE 'SMALL BRASS' END, CAST(n % 50 AS integer)"
        ),
        fill("partsupp", 160, "n % 60, n * 7 % 20, CAST(n AS decimal(15, 2)) / 8"),
        fill(
            "orders", 900,
            """
            n, n * 11 % 120, CASE n % 3 WHEN 0 THEN 'O' WHEN 1 THEN 'F' ELSE 'P' END, CAST(n * 7919 % 400000 AS decimal(15, 2)) + CAST(0.25 AS decimal(15, 2)),
            date_add('day', n * 13 % 2400, DATE '1992-01-01'), element_at(ARRAY['1-URGENT', '2-HIGH', '3-MEDIUM', '5-LOW'], CAST(n % 4 AS integer) + 1),
            'Clerk#' || CAST(n % 10 AS varchar), 0, CASE WHEN n % 13 = 0 THEN 'special packed requests' ELSE 'plain' END
            """),
        fill(
            "lineitem", 2400,
            """
            n / 3, n * 7 % 60, n * 3 % 20, CAST(n % 3 AS integer) + 1, CAST(1 + n % 50 AS decimal(15, 2)), CAST(n * 31 % 9000 AS decimal(15, 2)) + 900,
            CAST(n % 11 AS decimal(15, 2)) / 100, CAST(n % 9 AS decimal(15, 2)) / 100, CASE n % 3 WHEN 0 THEN 'N' WHEN 1 THEN 'R' ELSE 'A' END,
            CASE n % 2 WHEN 0 THEN 'O' ELSE 'F' END, date_add('day', n * 17 % 2400, DATE '1992-02-01'), date_add('day', n * 17 % 2400 + n % 20, DATE '1992-02-01'),
            date_add('day', n * 17 % 2400 + n % 30, DATE '1992-02-01'), element_at(ARRAY['AIR', 'MAIL', 'RAIL', 'SHIP'], CAST(n % 4 AS integer) + 1),
            'line ' || CAST(n AS varchar)
            """),
    ]

    private static func fill(_ table: String, _ rows: Int, _ values: String) -> String {
        "INSERT INTO iceberg.tpch.\(table) SELECT \(values) FROM UNNEST(sequence(0, \(rows - 1))) AS t (n)"
    }

    static let queries = [
        "SELECT n_name, o_orderpriority, sum(o_totalprice) AS s, grouping(n_name, o_orderpriority) AS g FROM orders JOIN customer ON o_custkey = c_custkey JOIN nation ON c_nationkey = n_nationkey GROUP BY ROLLUP (n_name, o_orderpriority) ORDER BY n_name, o_orderpriority, g",
        "SELECT l_returnflag, l_linestatus, l_shipmode, count(*) AS n, sum(l_quantity) AS q FROM lineitem GROUP BY CUBE (l_returnflag, l_linestatus, l_shipmode)",
        "SELECT l_returnflag, l_shipmode, avg(l_discount) AS d FROM lineitem GROUP BY GROUPING SETS ((l_returnflag), (l_shipmode), (l_returnflag, l_shipmode), ()) ORDER BY 1, 2",
        "SELECT o_custkey FROM orders WHERE o_orderdate < DATE '1993-01-01' INTERSECT SELECT o_custkey FROM orders WHERE o_orderdate >= DATE '1997-01-01' EXCEPT SELECT c_custkey FROM customer WHERE c_mktsegment = 'BUILDING'",
        "SELECT count(*) AS n FROM (SELECT DISTINCT l_partkey, l_suppkey FROM lineitem EXCEPT SELECT ps_partkey, ps_suppkey FROM partsupp) AS x",
        "SELECT c_mktsegment, o_orderpriority, rank() OVER (PARTITION BY c_mktsegment ORDER BY sum(o_totalprice) DESC) AS r, sum(o_totalprice) AS s FROM orders, customer WHERE o_custkey = c_custkey GROUP BY c_mktsegment, o_orderpriority ORDER BY 1, 3",
        "SELECT p_brand, p_type, avg(l_quantity) AS q, avg(avg(l_quantity)) OVER (PARTITION BY p_brand) AS b FROM lineitem JOIN part ON l_partkey = p_partkey WHERE p_size < 10 GROUP BY p_brand, p_type",
        "SELECT c_name, c_acctbal FROM customer c WHERE c_acctbal > (SELECT 1.2 * avg(d.c_acctbal) FROM customer d WHERE d.c_nationkey = c.c_nationkey) ORDER BY c_name LIMIT 50",
        "SELECT s_name FROM supplier WHERE EXISTS (SELECT 1 FROM lineitem WHERE l_suppkey = s_suppkey AND l_receiptdate > l_commitdate) AND NOT EXISTS (SELECT 1 FROM lineitem WHERE l_suppkey = s_suppkey AND l_returnflag = 'X') ORDER BY s_name",
        "SELECT o_orderpriority, count(*) AS n FROM orders WHERE o_orderkey IN (SELECT l_orderkey FROM lineitem WHERE l_quantity > 45) OR o_totalprice > 300000 GROUP BY o_orderpriority",
        "WITH ss AS (SELECT l_suppkey, sum(l_extendedprice * (1 - l_discount)) AS revenue FROM lineitem WHERE l_shipdate >= DATE '1996-01-01' AND l_shipdate < DATE '1996-01-01' + INTERVAL '3' MONTH GROUP BY l_suppkey) SELECT s_suppkey, s_name, revenue FROM supplier, ss WHERE s_suppkey = l_suppkey AND revenue = (SELECT max(revenue) FROM ss) ORDER BY s_suppkey",
        "WITH y AS (SELECT year(o_orderdate) AS y, o_custkey, sum(o_totalprice) AS t FROM orders GROUP BY 1, 2) SELECT a.o_custkey, b.t / a.t AS growth FROM y a JOIN y b ON a.o_custkey = b.o_custkey AND a.y + 1 = b.y WHERE a.t > 0 AND a.y = 1996 ORDER BY growth DESC, a.o_custkey LIMIT 100",
        "SELECT year(o_orderdate) AS y, quarter(o_orderdate) AS q, sum(CASE WHEN n_name = 'BRAZIL' THEN o_totalprice ELSE 0 END) / sum(o_totalprice) AS share FROM orders JOIN customer ON o_custkey = c_custkey JOIN nation ON c_nationkey = n_nationkey GROUP BY 1, 2 ORDER BY 1, 2",
        "SELECT l_shipmode, sum(CASE WHEN o_orderpriority IN ('1-URGENT', '2-HIGH') THEN 1 ELSE 0 END) AS high, count(*) FILTER (WHERE o_orderpriority NOT IN ('1-URGENT', '2-HIGH')) AS low FROM orders JOIN lineitem ON o_orderkey = l_orderkey WHERE l_receiptdate BETWEEN DATE '1994-01-01' AND DATE '1994-12-31' GROUP BY l_shipmode ORDER BY l_shipmode",
        "SELECT c_count, count(*) AS custdist FROM (SELECT c_custkey, count(o_orderkey) AS c_count FROM customer LEFT OUTER JOIN orders ON c_custkey = o_custkey AND o_comment NOT LIKE '%special%requests%' GROUP BY c_custkey) AS c_orders GROUP BY c_count ORDER BY custdist DESC, c_count DESC",
        "SELECT p_brand, p_type, p_size, count(DISTINCT ps_suppkey) AS supplier_cnt FROM partsupp, part WHERE p_partkey = ps_partkey AND p_brand <> 'Brand#45' AND p_type NOT LIKE 'MEDIUM POLISHED%' AND p_size IN (49, 14, 23, 45, 19, 3, 36, 9) AND ps_suppkey NOT IN (SELECT s_suppkey FROM supplier WHERE s_comment LIKE '%Customer%Complaints%') GROUP BY p_brand, p_type, p_size ORDER BY supplier_cnt DESC, p_brand, p_type, p_size LIMIT 100",
        "SELECT date_trunc('month', o_orderdate) AS m, count(*) AS n, sum(count(*)) OVER (ORDER BY date_trunc('month', o_orderdate) ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS three FROM orders GROUP BY 1 ORDER BY 1",
        "SELECT o_custkey, o_orderdate, o_totalprice, lead(o_orderdate) OVER (PARTITION BY o_custkey ORDER BY o_orderdate, o_orderkey) AS next_one FROM orders WHERE o_custkey < 200",
        "SELECT x.n_name, y.n_name AS other FROM nation x CROSS JOIN nation y WHERE x.n_regionkey = y.n_regionkey AND x.n_nationkey < y.n_nationkey ORDER BY 1, 2",
        "SELECT r_name, n_name, t.top FROM region JOIN nation ON n_regionkey = r_regionkey CROSS JOIN LATERAL (SELECT max(c_acctbal) AS top FROM customer WHERE c_nationkey = n_nationkey) AS t ORDER BY 1, 2",
        "SELECT coalesce(c_nationkey, s_nationkey) AS k, count(c_custkey) AS c, count(s_suppkey) AS s FROM customer FULL JOIN supplier ON c_nationkey = s_nationkey AND c_custkey = s_suppkey GROUP BY 1 ORDER BY 1",
        "SELECT o_orderstatus, array_agg(DISTINCT o_orderpriority ORDER BY o_orderpriority) AS p FROM orders GROUP BY o_orderstatus ORDER BY 1",
        "SELECT l_shipmode, stddev(l_quantity) AS d, variance(l_extendedprice) AS v, corr(l_quantity, l_extendedprice) AS c FROM lineitem GROUP BY l_shipmode",
        "SELECT sum(l_extendedprice * l_discount) AS revenue FROM lineitem WHERE l_shipdate >= DATE '1994-01-01' AND l_shipdate < DATE '1995-01-01' AND l_discount BETWEEN 0.05 AND 0.07 AND l_quantity < 24",
        "SELECT l_orderkey, sum(l_extendedprice * (1 - l_discount)) AS revenue, o_orderdate, o_shippriority FROM customer, orders, lineitem WHERE c_mktsegment = 'BUILDING' AND c_custkey = o_custkey AND l_orderkey = o_orderkey AND o_orderdate < DATE '1995-03-15' AND l_shipdate > DATE '1995-03-15' GROUP BY l_orderkey, o_orderdate, o_shippriority ORDER BY revenue DESC, o_orderdate LIMIT 10",
        "SELECT l_partkey, l_quantity FROM lineitem ORDER BY l_extendedprice DESC, l_orderkey, l_linenumber OFFSET 10 LIMIT 10",
        "SELECT o_clerk FROM orders ORDER BY o_totalprice DESC, o_orderkey LIMIT 7",
        "SELECT n_name FROM nation UNION SELECT r_name FROM region UNION ALL SELECT c_mktsegment FROM customer WHERE c_custkey < 5 ORDER BY 1",
        "SELECT count(*) AS n FROM lineitem l1 WHERE l1.l_quantity < (SELECT 0.2 * avg(l2.l_quantity) FROM lineitem l2 WHERE l2.l_partkey = l1.l_partkey)",
        "SELECT c_mktsegment, avg(o_totalprice) AS a, max(o_orderdate) AS m FROM customer JOIN orders ON c_custkey = o_custkey GROUP BY c_mktsegment HAVING avg(o_totalprice) > (SELECT avg(o_totalprice) FROM orders) ORDER BY 1",
        "SELECT l_orderkey, l_linenumber, l_extendedprice, l_comment FROM lineitem WHERE l_shipdate >= DATE '1995-01-01'",
        "SELECT o_orderkey, o_totalprice * 1.1e0 AS t, o_comment FROM orders",
        "SELECT CAST(o_orderdate AS varchar) AS d, o_totalprice / 7 AS p, o_totalprice % 7 AS r FROM orders WHERE o_orderkey < 1000 ORDER BY 1, 2",
        "SELECT substr(c_phone, 1, 2) AS code, count(*) AS n, sum(c_acctbal) AS t FROM customer WHERE substr(c_phone, 1, 2) IN ('13', '31', '23') AND NOT EXISTS (SELECT * FROM orders WHERE o_custkey = c_custkey) GROUP BY substr(c_phone, 1, 2) ORDER BY code",
        "SELECT * FROM (SELECT n_name, n_regionkey, row_number() OVER (PARTITION BY n_regionkey ORDER BY n_name) AS rn FROM nation) AS t WHERE t.rn <= 2 ORDER BY 2, 3",
        "SELECT day_of_week(o_orderdate) AS d, week(o_orderdate) AS w, count(*) AS n FROM orders GROUP BY 1, 2 ORDER BY 1, 2",
        "SELECT min(l_shipdate) AS a, max(l_shipdate) AS b, count(DISTINCT l_suppkey) AS s, bool_and(l_quantity > 0) AS ok, sum(l_tax) AS t FROM lineitem",
        "SELECT o1.o_custkey, count(*) AS n FROM orders o1 JOIN orders o2 ON o1.o_custkey = o2.o_custkey AND o1.o_orderdate < o2.o_orderdate GROUP BY o1.o_custkey HAVING count(*) > 100 ORDER BY n DESC, 1",
    ]
}
