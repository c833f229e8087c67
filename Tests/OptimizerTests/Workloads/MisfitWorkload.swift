/// Queries that are broken in every way, among others that are not; DDL that is wrong about the live tables.
enum MisfitWorkload {
    static let tables = [
        """
        CREATE TABLE iceberg.shop.events (id bigint, user_id varchar, kind varchar, at timestamp(6), day date, amount integer, \
        weight double, price decimal(10, 3), flag boolean, tags array(varchar), "select" varchar)
        """,
        "CREATE TABLE iceberg.shop.users (user_id varchar, country varchar, joined date, tier integer)",
        "CREATE TABLE iceberg.shop.empty (id bigint, name varchar)",
        """
        INSERT INTO iceberg.shop.events SELECT n, CASE WHEN n % 7 <> 0 THEN 'u' || CAST(n % 50 AS varchar) END,
          element_at(ARRAY['click', 'view', 'buy', 'Buy ', ''], CAST(n % 5 AS integer) + 1),
          date_add('second', n * 137, TIMESTAMP '2024-01-01 00:00:00.000000'), date_add('day', n / 100, DATE '2024-01-01'),
          CASE WHEN n % 11 <> 0 THEN CAST(n % 97 AS integer) END, CAST(n % 100 AS double) / 13, CAST(n % 33 AS decimal(10, 3)) / 8,
          n % 2 = 0, ARRAY['x', 'y'], 'n' || CAST(n % 3 AS varchar) FROM UNNEST(sequence(0, 1499)) AS t (n)
        """,
        """
        INSERT INTO iceberg.shop.users SELECT 'u' || CAST(n % 59 AS varchar), CASE WHEN n % 4 <> 0 THEN 'c' || CAST(n % 9 AS varchar) END,
          date_add('day', n, DATE '2020-01-01'), CAST(n % 12 AS integer) FROM UNNEST(sequence(0, 60)) AS t (n)
        """,
    ]

    /// Other types than the live ones, columns too many and too few, a table that is not there, statements that can't be read.
    static let ddl = [
        """
        CREATE TABLE iceberg.shop.events (id bigint, user_id varchar(40), kind char(10), at timestamp(3), day date, amount bigint, \
        weight double, price decimal(12, 2), gone varchar, "select" varchar)
        """,
        "CREATE TABLE iceberg.shop.users (user_id varchar, country varchar, joined date, tier smallint)",
        "CREATE TABLE iceberg.shop.empty (id bigint, name varchar)",
        "CREATE TABLE iceberg.shop.absent (id bigint, name varchar)",
        "CREATE TABLE iceberg.shop.broken (id bigint name varchar)",
        "CREATE TABLE iceberg.shop.odd (id mystery_type)", "GRANT SELECT ON iceberg.shop.users TO someone", "",
    ]

    /// None of these can be rewritten.
    static let broken = [
        "SELECT", "SELECT FROM events", "SELEC id FROM events", "SELECT id FROM", "SELECT id FROM events WHERE",
        "SELECT id, FROM events", "SELECT id FROM events GROUP id", "", "SELECT id FROM events; SELECT 1",
        "SELECT 'unterminated FROM events", "SELECT \"unterminated FROM events", "SELECT nope FROM events",
        "SELECT e.nope FROM events e", "SELECT id FROM nowhere", "SELECT id FROM other.schema.t",
        "SELECT x.id FROM events e",
        "SELECT gone FROM events", "SELECT id FROM absent", "SELECT id + user_id AS s FROM events",
        "SELECT sum(kind) AS s FROM events", "SELECT nosuch(id) AS s FROM events",
        "SELECT id FROM events WHERE day = 5",
        "SELECT kind, id FROM events GROUP BY kind", "SELECT count(*) AS n FROM events WHERE count(*) > 1",
        "SELECT id FROM events ORDER BY 7", "SELECT id FROM events LIMIT -1",
        "SELECT user_id FROM events e JOIN users u ON e.user_id = u.user_id", "INSERT INTO events SELECT * FROM events",
        "DROP TABLE events", "CALL system.sync()", "SHOW TABLES", "EXPLAIN SELECT 1", "CREATE TABLE x AS SELECT 1 AS a",
        "SELECT 1 AS one", "VALUES 1, 2", "SELECT \"$path\" FROM events", "SELECT * FROM \"events$files\"",
        "SELECT id, random() AS r FROM events WHERE id < 3", "SELECT count(*) AS n FROM events TABLESAMPLE SYSTEM (10)",
    ]

    static let sound = [
        "SELECT flag, count(*) AS n FROM events GROUP BY flag", "SELECT name FROM empty",
        "SELECT count(*) AS n FROM empty",
        "SELECT name, count(*) AS n FROM empty GROUP BY name", "/* c */ SELECT count(*) AS n FROM events -- done",
        "SELECT user_id, count(*) AS n FROM events e JOIN users u USING (user_id) GROUP BY user_id ORDER BY n DESC, user_id LIMIT 5",
        "SELECT * FROM events WHERE id < 5",
        "SELECT e.*, u.country FROM events e LEFT JOIN users u ON u.user_id = e.user_id WHERE e.id < 20 ORDER BY e.id, u.country",
        "SELECT \"select\", count(*) AS \"count of\" FROM events GROUP BY \"select\"",
        "SELECT DISTINCT kind FROM events",
        "SELECT kind, length(kind) AS l, count(*) AS n FROM events GROUP BY 1, 2",
        "SELECT count(*) AS n FROM events WHERE kind = 'buy'", "SELECT count(*) AS n FROM events WHERE kind LIKE 'b%'",
        "SELECT count(*) AS n FROM events WHERE day < current_date",
        "SELECT t.tag, count(*) AS n FROM events CROSS JOIN UNNEST(tags) AS t (tag) GROUP BY t.tag",
        "SELECT avg(price) AS p, sum(price) AS s FROM events",
        "SELECT tier, count(*) AS n FROM users GROUP BY tier ORDER BY tier",
        "SELECT CAST(at AS date) AS d, count(*) AS n FROM events GROUP BY 1",
        "SELECT date_trunc('hour', at) AS h, sum(weight) AS w FROM events WHERE at BETWEEN TIMESTAMP '2024-01-01 12:00:00' AND TIMESTAMP '2024-01-02 00:00:00' GROUP BY 1 ORDER BY 1",
        "TABLE users", "SELECT count(*) AS n FROM iceberg.shop.EVENTS", "SELECT ID, Kind FROM Events WHERE Id = 7",
        "SELECT sum(amount) AS a, sum(amount) AS a FROM events", "SELECT count(*), sum(amount), max(price) FROM events",
        "SELECT id FROM events WHERE user_id NOT IN (SELECT user_id FROM users WHERE country = 'c1')",
        "SELECT u.country, e.kind, count(*) AS n FROM events e FULL JOIN users u ON u.user_id = e.user_id GROUP BY CUBE (u.country, e.kind)",
        "SELECT id, amount, lag(amount) OVER (PARTITION BY user_id ORDER BY at, id) AS p FROM events WHERE id < 300",
        "SELECT user_id, sum(amount) AS s, rank() OVER (ORDER BY sum(amount) DESC, user_id) AS r FROM events GROUP BY user_id HAVING sum(amount) > 100 ORDER BY r LIMIT 20",
        "SELECT day, sum(sum(amount)) OVER (ORDER BY day) AS running FROM events GROUP BY day ORDER BY day",
        "SELECT kind, max_by(id, id) AS k FROM events GROUP BY kind",
        "SELECT id, weight * 2e0 AS w FROM events WHERE weight > 7 ORDER BY w DESC, id",
        "SELECT x.kind FROM (SELECT kind, count(*) AS n FROM events GROUP BY kind ORDER BY n DESC, kind LIMIT 2) x",
        "SELECT coalesce(country, '?') AS c, count(*) AS n FROM users GROUP BY country",
        "SELECT CASE WHEN amount > 50 THEN 'big' WHEN amount IS NULL THEN 'none' ELSE 'small' END AS size, count(*) AS n, avg(weight) AS w FROM events GROUP BY 1 ORDER BY 1",
        "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT r.n, count(e.id) AS c FROM r LEFT JOIN events e ON e.amount = r.n GROUP BY r.n ORDER BY r.n",
        "SELECT q.k, q.kind, count(*) AS n FROM (SELECT 2 AS k, kind FROM events) AS q GROUP BY q.k, q.kind ORDER BY q.k, n DESC, q.kind",
        "SELECT u.country, count(*) AS n FROM users u CROSS JOIN events e WHERE e.amount = 1000 GROUP BY u.country",
    ]
}
