/// Statements of our own for every production of the grammar, by production.
enum GrammarCorpus {
    /// Everything, as pairs of production and text.
    static let statements: [(production: String, text: String)] =
        (queries + expressions.map { ($0.production, "SELECT " + $0.text) }
            + types.map { ("type " + $0, "SELECT CAST(x AS \($0))") }
            + definitions + changes + session)

    static let queries: [(production: String, text: String)] = [
        (
            "matchRecognize",
            "SELECT * FROM t MATCH_RECOGNIZE (ALL ROWS PER MATCH AFTER MATCH SKIP TO FIRST A PATTERN (A) DEFINE A AS true)"
        ),
        (
            "matchRecognize",
            "SELECT * FROM t MATCH_RECOGNIZE (ALL ROWS PER MATCH OMIT EMPTY MATCHES AFTER MATCH SKIP TO A PATTERN (A B | C) DEFINE A AS true)"
        ),

        ("select", "SELECT 1"), ("select", "select a, b from t where a > 1"),
        ("selectAll", "SELECT * FROM t"), ("selectAll", "SELECT t.*, u.a FROM t, u"),
        ("selectAll", "SELECT (CAST(ROW(1, 2) AS ROW(a bigint, b bigint))).* AS (x, y)"),
        ("selectAll", "SELECT f(x).*, a.b.c.* FROM t"),
        ("setQuantifier", "SELECT DISTINCT a FROM t"), ("setQuantifier", "SELECT ALL a FROM t"),
        ("setQuantifier", "SELECT ALL * FROM t"), ("setQuantifier", "SELECT all FROM t"),
        ("alias", "SELECT a AS b, c d, e \"F g\" FROM t AS u, v w (x, y)"),
        ("alias", "SELECT a limit FROM t offset LIMIT 3"),
        ("values", "VALUES 1, 2, 3"), ("values", "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t (n, s)"),
        ("table", "TABLE c.s.t"), ("with", "WITH a AS (SELECT 1), b (x) AS (SELECT * FROM a) SELECT * FROM b"),
        (
            "withRecursive",
            "WITH RECURSIVE t (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT sum(n) FROM t"
        ),
        ("withSession", "WITH SESSION query_max_execution_time = '2h', example.a = true SELECT 1"),
        ("withSession", "WITH session AS (SELECT 1) SELECT * FROM session"),
        (
            "withFunction",
            "WITH FUNCTION f(a bigint) RETURNS bigint RETURN a + 1, FUNCTION g() RETURNS varchar RETURN 'x' SELECT f(1)"
        ),
        (
            "withFunction",
            "WITH SESSION a = 1 WITH FUNCTION f() RETURNS bigint RETURN 1 WITH t AS (SELECT f() x) SELECT x FROM t"
        ),
        ("withFunction", "WITH function AS (SELECT 1) TABLE function"),
        ("setOperation", "SELECT 1 UNION SELECT 2 UNION ALL SELECT 3 INTERSECT SELECT 4 EXCEPT DISTINCT SELECT 5"),
        ("corresponding", "SELECT a, b FROM t UNION ALL CORRESPONDING SELECT b, a FROM u"),
        ("corresponding", "SELECT a, b FROM t EXCEPT CORRESPONDING BY (a) SELECT b, a FROM u"),
        ("subquery", "(SELECT 1 ORDER BY 1 LIMIT 1) UNION ALL (SELECT 2 ORDER BY 1)"),
        ("subquery", "((SELECT 1))"),
        ("orderBy", "SELECT a FROM t ORDER BY a DESC NULLS FIRST, 2 ASC NULLS LAST, b + 1"),
        ("limit", "SELECT a FROM t OFFSET 5 ROWS LIMIT 10"), ("limit", "SELECT a FROM t LIMIT ALL"),
        ("limit", "SELECT a FROM t OFFSET ? LIMIT ?"),
        ("fetchFirst", "SELECT a FROM t FETCH FIRST ROW ONLY"),
        ("fetchFirst", "SELECT a FROM t ORDER BY a FETCH NEXT 5 ROWS WITH TIES"),
        ("groupBy", "SELECT a, count(*) FROM t GROUP BY a, 2, (a, b), ()"),
        ("groupBy", "SELECT a FROM t GROUP BY DISTINCT ROLLUP (a, (b, c)), CUBE (d), GROUPING SETS ((a), (), b)"),
        ("groupBy", "SELECT a FROM t GROUP BY ALL CUBE (a)"), ("groupBy", "SELECT a FROM t GROUP BY (a + b) * 2, (a)"),
        ("auto", "SELECT a, sum(b) FROM t GROUP BY AUTO"), ("having", "SELECT a FROM t GROUP BY a HAVING count(*) > 1"),
        ("window", "SELECT sum(a) OVER w, rank() OVER (w ORDER BY b) FROM t WINDOW w AS (PARTITION BY c), v AS (w)"),
        (
            "join",
            "SELECT * FROM a JOIN b ON a.x = b.x LEFT OUTER JOIN c USING (x, y) RIGHT JOIN d ON true FULL OUTER JOIN e ON 1 = 1"
        ),
        ("join", "SELECT * FROM a CROSS JOIN b, c NATURAL LEFT JOIN d NATURAL JOIN e"),
        ("join", "SELECT * FROM a JOIN b JOIN c ON b.x = c.x ON a.x = b.x"),
        ("join", "SELECT * FROM (a JOIN b ON x = y) JOIN (c CROSS JOIN d) ON z"),
        ("join", "SELECT * FROM ((SELECT 1) x JOIN t ON true)"), ("join", "SELECT * FROM (((t)))"),
        ("lateral", "SELECT * FROM t CROSS JOIN LATERAL (SELECT t.a + 1) AS u (b)"),
        ("unnest", "SELECT * FROM t CROSS JOIN UNNEST(a, b) WITH ORDINALITY AS u (x, y, n)"),
        ("tablesample", "SELECT * FROM t AS x TABLESAMPLE BERNOULLI (10) JOIN u TABLESAMPLE SYSTEM (2.5) ON true"),
        (
            "queryPeriod",
            "SELECT * FROM t FOR VERSION AS OF 123 AS a, u FOR TIMESTAMP AS OF TIMESTAMP '2020-01-01 00:00:00 UTC' b"
        ),
        (
            "tableFunction",
            "SELECT * FROM TABLE(my.f(1, name => 'x', input => TABLE(orders) AS o PARTITION BY (a, b) KEEP WHEN EMPTY ORDER BY (c DESC, d)))"
        ),
        (
            "tableFunction",
            "SELECT * FROM TABLE(f(TABLE(SELECT * FROM t) PARTITION BY a PRUNE WHEN EMPTY ORDER BY b, DESCRIPTOR(a, b bigint), CAST(NULL AS DESCRIPTOR))) x"
        ),
        ("tableFunction", "SELECT * FROM TABLE(f(a => TABLE(t), b => TABLE(u) PARTITION BY () COPARTITION (t, u)))"),
        ("nearest", "SELECT * FROM t, NEAREST (FROM u WHERE u.k = t.k MATCH u.at <= t.at) AS n"),
        (
            "jsonTable",
            "SELECT * FROM JSON_TABLE(j, 'lax $' AS p PASSING 1 AS a COLUMNS (id FOR ORDINALITY, v bigint PATH 'lax $.v' DEFAULT 0 ON EMPTY ERROR ON ERROR, q varchar FORMAT JSON PATH 'lax $.q' WITH CONDITIONAL ARRAY WRAPPER OMIT QUOTES ON SCALAR STRING EMPTY ARRAY ON EMPTY NULL ON ERROR, NESTED PATH 'lax $.n' AS n COLUMNS (w double)) PLAN (p OUTER n) ERROR ON ERROR) AS t"
        ),
        (
            "jsonTable",
            "SELECT * FROM JSON_TABLE(j FORMAT JSON ENCODING UTF8, 'lax $' COLUMNS (a bigint, NESTED 'x' AS x COLUMNS (b bigint)) PLAN DEFAULT (INNER, CROSS) EMPTY ON ERROR)"
        ),
        (
            "jsonTable",
            "SELECT * FROM JSON_TABLE(j, 'lax $' AS p COLUMNS (NESTED 'x' AS x COLUMNS (b bigint), NESTED 'y' AS y COLUMNS (c bigint)) PLAN (p INNER (x UNION y)))"
        ),
        (
            "matchRecognize",
            "SELECT * FROM t MATCH_RECOGNIZE (PARTITION BY a ORDER BY b MEASURES FINAL LAST(A.x) AS m, RUNNING sum(B.y) AS s, count(A.*) AS n ALL ROWS PER MATCH SHOW EMPTY MATCHES AFTER MATCH SKIP TO LAST B INITIAL PATTERN (^ A B+? (C | D){2,3} {- E -} PERMUTE(F, G H) ()$ I{,4}? J{5} K?) SUBSET U = (A, B) DEFINE B AS B.x > PREV(B.x)) AS m (q)"
        ),
        (
            "matchRecognize",
            "SELECT * FROM t x MATCH_RECOGNIZE (ONE ROW PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (A*) DEFINE A AS true)"
        ),
        (
            "matchRecognize",
            "SELECT * FROM t MATCH_RECOGNIZE (ALL ROWS PER MATCH WITH UNMATCHED ROWS AFTER MATCH SKIP TO NEXT ROW SEEK PATTERN (A) DEFINE A AS true)"
        ),
        (
            "framePattern",
            "SELECT m OVER w, sum(x) OVER w FROM t WINDOW w AS (ORDER BY a MEASURES A.x AS m ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING AFTER MATCH SKIP TO NEXT ROW INITIAL PATTERN (A B) SUBSET U = (A) DEFINE A AS A.x > 1)"
        ),
        ("from", "SELECT * FROM \"Cat\".s.\"t$partitions\""),
        (
            "nonReserved",
            "SELECT date, year, key, value, row, array, map, json, zone, user, session FROM data.text.type"
        ),
        ("newlyReserved", "SELECT auto, primary FROM t"),
    ]

    static let expressions: [(production: String, text: String)] = [
        ("interval", "INTERVAL '1' MINUTE, INTERVAL '1' MONTH, INTERVAL '1:2' HOUR TO MINUTE"),
        ("is", "a IS FALSE"), ("match", "a MATCH SIMPLE (SELECT 1), a MATCH FULL (SELECT 1)"),
        ("normalize", "NORMALIZE(a, NFC), NORMALIZE(a, NFD), NORMALIZE(a, NFKD)"),
        (
            "jsonExists",
            "JSON_EXISTS(a, 'x' TRUE ON ERROR), JSON_EXISTS(a, 'x' FALSE ON ERROR), JSON_EXISTS(a, 'x' ERROR ON ERROR)"
        ),
        ("jsonQuery", "JSON_QUERY(a FORMAT JSON ENCODING UTF32, 'x' ERROR ON EMPTY NULL ON ERROR)"),

        ("literal", "NULL, TRUE, false, 1, 1_000, 0x1F, 0o17, 0b1_1, 1.5, .5, 1., 1E5, 1.5e-3, .5E+2"),
        ("string", "'a''b', '', U&'\\0041\\+01F600', U&'!0041' UESCAPE '!', X'65 83', 'line\nbreak'"),
        (
            "typed",
            "DATE '2020-01-01', TIME '01:02:03', TIMESTAMP '2020-01-01 00:00:00', DECIMAL '1.5', JSON '{}', DOUBLE PRECISION '1', bigint '1', \"My\" 'x'"
        ),
        (
            "interval",
            "INTERVAL '3' DAY, INTERVAL - '1-2' YEAR TO MONTH, INTERVAL '2' DAY TO SECOND, INTERVAL '5' SECOND(2, 3), INTERVAL '1' DAY(3) TO SECOND(6)"
        ),
        ("parameter", "?, ? + 1"), ("column", "a, t.a, s.t.a, c.s.t.a, a.b.c.d.e, \"A b\""),
        ("or", "a OR b AND NOT c = d"), ("and", "a AND b AND c"), ("not", "NOT NOT a"),
        ("comparison", "a = b, a <> b, a != b, a < b, a <= b, a > b, a >= b"),
        ("quantified", "a = ANY (SELECT 1), a > ALL (VALUES 1, 2), a <> SOME (TABLE t)"),
        (
            "is",
            "a IS NULL, a IS NOT NULL, a IS DISTINCT FROM b, a IS NOT DISTINCT FROM b + 1, a IS TRUE, a IS NOT UNKNOWN"
        ),
        (
            "between",
            "a BETWEEN 1 AND 2, a NOT BETWEEN SYMMETRIC b AND c, a BETWEEN ASYMMETRIC 1 AND 2, a BETWEEN symmetric AND 2"
        ),
        (
            "in",
            "a IN (1, 2), a NOT IN (SELECT 1), a IN ((SELECT 1)), a IN ((SELECT 1) UNION (SELECT 2)), (a, b) IN ((1, 2))"
        ),
        ("like", "a LIKE 'x%', a NOT LIKE b || '%' ESCAPE '\\'"),
        ("match", "a MATCH UNIQUE PARTIAL (SELECT 1), (a, b) MATCH (SELECT 1, 2)"),
        ("arithmetic", "a + b - c * d / e % f, -a * +b, - - 1, a - -1"), ("concat", "a || b || c + 1"),
        ("atTimeZone", "a AT TIME ZONE 'UTC', -a AT TIME ZONE INTERVAL '1' HOUR AT LOCAL"),
        ("subscript", "a[1], a[b + 1][2].c, f(x)[1], ARRAY[1][1]"),
        ("field", "f(x).a.b, (a).b, (a + b).c, CAST(a AS row(x bigint)).x"),
        (
            "case",
            "CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END, CASE a WHEN 1 THEN 2 END, CASE a WHEN > 5 THEN 1 WHEN IN (1, 2) THEN 2 WHEN NOT LIKE 'x' THEN 3 WHEN IS NULL THEN 4 WHEN BETWEEN 1 AND 2 THEN 5 WHEN NOT b THEN 6 END"
        ),
        ("cast", "CAST(a AS varchar(10)), TRY_CAST(a AS bigint), try_cast"),
        ("extract", "EXTRACT(YEAR FROM a), extract(timezone_hour FROM b)"),
        (
            "function",
            "f(), f(1, 'x'), a.b.f(x), f(DISTINCT a), f(ALL a), f(a ORDER BY b DESC, c), f(x => 1, y => 2), count(*), if(a, b, c), coalesce(a, b), nullif(a, b)"
        ),
        ("filter", "count(*) FILTER (WHERE a > 1) OVER (PARTITION BY b), sum(a) FILTER (WHERE b)"),
        (
            "over",
            "row_number() OVER (), sum(a) OVER (PARTITION BY b, c ORDER BY d ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), lag(a) IGNORE NULLS OVER w, first_value(a) RESPECT NULLS OVER (ORDER BY b RANGE UNBOUNDED PRECEDING), sum(a) OVER (ORDER BY b GROUPS BETWEEN x + 1 PRECEDING AND 2 FOLLOWING)"
        ),
        ("over", "sum(a) OVER (rows ORDER BY x), sum(a) OVER (w ROWS CURRENT ROW)"),
        (
            "listagg",
            "LISTAGG(DISTINCT a, ',' ON OVERFLOW TRUNCATE '...' WITH COUNT) WITHIN GROUP (ORDER BY b) FILTER (WHERE c), LISTAGG(a) WITHIN GROUP (ORDER BY a DESC), listagg(a, '' ON OVERFLOW ERROR) WITHIN GROUP (ORDER BY a)"
        ),
        (
            "current",
            "CURRENT_DATE, current_time, CURRENT_TIMESTAMP(3), LOCALTIME(0), LOCALTIMESTAMP, CURRENT_USER, CURRENT_CATALOG, CURRENT_SCHEMA, CURRENT_PATH"
        ),
        (
            "trim",
            "TRIM(a), TRIM(LEADING FROM a), TRIM(BOTH 'x' FROM a), TRIM('x' FROM a), TRIM(a, 'x'), TRIM(TRAILING (b) FROM a), trim(leading)"
        ),
        ("substring", "SUBSTRING(a FROM 2), SUBSTRING(a FROM 2 FOR 3), substring(a, 2, 3), substring"),
        ("position", "POSITION('x' IN a), position(a, b)"),
        ("overlay", "OVERLAY(a PLACING b FROM 2 FOR 3), overlay(a, b)"),
        ("normalize", "NORMALIZE(a), NORMALIZE(a, NFKC)"),
        ("grouping", "GROUPING(a, t.b), GROUPING()"),
        ("jsonExists", "JSON_EXISTS(a, 'lax $' PASSING b AS \"c\", d FORMAT JSON AS e UNKNOWN ON ERROR)"),
        (
            "jsonValue",
            "JSON_VALUE(a, 'lax $' RETURNING bigint DEFAULT 1 ON EMPTY NULL ON ERROR), JSON_VALUE(a, 'strict $.x' ERROR ON ERROR)"
        ),
        (
            "jsonQuery",
            "JSON_QUERY(a FORMAT JSON ENCODING UTF16, 'lax $' RETURNING varchar FORMAT JSON WITH UNCONDITIONAL ARRAY WRAPPER KEEP QUOTES EMPTY ARRAY ON EMPTY EMPTY OBJECT ON ERROR), JSON_QUERY(a, 'lax $' WITHOUT WRAPPER OMIT QUOTES ON SCALAR STRING)"
        ),
        (
            "jsonObject",
            "JSON_OBJECT(), JSON_OBJECT('a' : 1, 'b' VALUE 2, KEY 'c' VALUE d FORMAT JSON ABSENT ON NULL WITH UNIQUE KEYS RETURNING varbinary FORMAT JSON ENCODING UTF8), JSON_OBJECT(key VALUE 1 NULL ON NULL WITHOUT UNIQUE)"
        ),
        ("jsonArray", "JSON_ARRAY(), JSON_ARRAY(1, b FORMAT JSON NULL ON NULL RETURNING varchar)"),
        ("lambda", "x -> x + 1, (x, y) -> x * y, () -> 1, transform(a, x -> transform(x, y -> y || 'z'))"),
        ("array", "ARRAY[], ARRAY[1, 2], [1, 2], ARRAY[ARRAY[1]]"),
        ("row", "ROW(1), ROW(1 AS a, 2 b), (1, 2), ROW(1, (2, 3))"),
        ("exists", "EXISTS (SELECT 1), NOT EXISTS (SELECT 1 FROM t WHERE a = b)"),
        ("unique", "UNIQUE (SELECT a FROM t), unique(a)"),
        ("subquery", "(SELECT 1), ((SELECT 1)) + 1, (SELECT (SELECT 2))"),
        ("method", "f(a).trim(), a[1].b(2).c(x => 1), bigint::parse('1')"), ("measure", "m OVER w"),
        ("parenthesis", "(a), ((a + b)) * c, (a AND b) OR c, ((a, b))"),
    ]

    static let types = [
        "bigint", "varchar", "varchar(10)", "char(3)", "decimal(12, 2)", "decimal", "double", "double precision",
        "boolean",
        "array(bigint)", "array<bigint>", "bigint array", "varchar(3) array array", "map(varchar, array(double))",
        "map<varchar, row(a bigint)>", "row(a bigint, b varchar(3))", "row(bigint, varchar)",
        "row(double precision, x double precision)",
        "row(a timestamp(3) with time zone, time, date date)", "timestamp", "timestamp(3)", "timestamp with time zone",
        "timestamp(6) without time zone", "time(0) with time zone", "interval year to month", "interval day to second",
        "interval day(3) to second(2)",
        "row(interval day to second, a interval year to month)", "row(a array(bigint), array(bigint), bigint array)",
        "json", "uuid", "\"My Type\"(3)",
        "timestamp(p)", "function(bigint, boolean)",
    ]

    static let definitions: [(production: String, text: String)] = [
        ("createMaterializedView", "CREATE MATERIALIZED VIEW v WHEN STALE INLINE AS TABLE t"),

        (
            "createCatalog",
            "CREATE CATALOG IF NOT EXISTS c USING memory COMMENT 'x' AUTHORIZATION ROLE r WITH (\"a.b\" = '1')"
        ),
        ("dropCatalog", "DROP CATALOG IF EXISTS c CASCADE"),
        ("createSchema", "CREATE SCHEMA IF NOT EXISTS c.s AUTHORIZATION USER u WITH (location = 's3://b/p')"),
        ("dropSchema", "DROP SCHEMA IF EXISTS c.s RESTRICT"), ("alterSchema", "ALTER SCHEMA c.s RENAME TO t"),
        ("setAuthorization", "ALTER SCHEMA s SET AUTHORIZATION ROLE r"),
        ("setAuthorization", "ALTER TABLE a.b.c SET AUTHORIZATION u"),
        ("setAuthorization", "ALTER VIEW v SET AUTHORIZATION USER u"),
        ("setAuthorization", "ALTER MATERIALIZED VIEW v SET AUTHORIZATION u"),
        ("setAuthorization", "ALTER tag c.t SET AUTHORIZATION u"),
        ("createTable", "CREATE TABLE t (a bigint)"),
        (
            "createTable",
            "CREATE OR REPLACE TABLE IF NOT EXISTS c.s.t (a bigint DEFAULT -1 NOT NULL COMMENT 'x' WITH (p = 1), \"B\" varchar(3) DEFAULT 'q', LIKE u INCLUDING PROPERTIES, d date) COMMENT 'tab' WITH (format = 'PARQUET', partitioning = ARRAY['month(d)'], x = DEFAULT)"
        ),
        ("createTableAs", "CREATE TABLE t AS SELECT 1 AS a"),
        (
            "createTableAs",
            "CREATE TABLE IF NOT EXISTS t (a, b) COMMENT 'x' WITH (format = 'ORC') AS (WITH q AS (SELECT 1, 2) SELECT * FROM q) WITH NO DATA"
        ),
        ("createTableAs", "CREATE TABLE t AS (SELECT 1) UNION (SELECT 2) WITH DATA"),
        ("createTableAs", "CREATE TABLE t AS WITH FUNCTION f() RETURNS bigint RETURN 1 SELECT f()"),
        ("dropTable", "DROP TABLE IF EXISTS c.s.t"),
        ("createView", "CREATE OR REPLACE VIEW v COMMENT 'x' SECURITY INVOKER WITH (a = 1) AS SELECT 1"),
        (
            "createMaterializedView",
            "CREATE OR REPLACE MATERIALIZED VIEW IF NOT EXISTS v GRACE PERIOD INTERVAL '2' DAY WHEN STALE FAIL COMMENT 'x' WITH (a = 1) AS SELECT 1"
        ),
        ("refreshMaterializedView", "REFRESH MATERIALIZED VIEW a.b.v"), ("dropView", "DROP VIEW IF EXISTS v"),
        ("dropView", "DROP MATERIALIZED VIEW IF EXISTS v"),
        ("alterView", "ALTER VIEW v RENAME TO w"), ("alterView", "ALTER VIEW v REFRESH"),
        ("alterView", "ALTER MATERIALIZED VIEW IF EXISTS v RENAME TO w"),
        ("alterView", "ALTER MATERIALIZED VIEW v SET PROPERTIES a = 1, b = DEFAULT"),
        ("alterTable", "ALTER TABLE IF EXISTS t RENAME TO s.u"),
        ("alterTable", "ALTER TABLE t ADD COLUMN IF NOT EXISTS a.b bigint NOT NULL COMMENT 'c' AFTER d"),
        ("alterTable", "ALTER TABLE t ADD COLUMN a bigint FIRST"),
        ("alterTable", "ALTER TABLE t ADD COLUMN a bigint LAST"),
        ("alterTable", "ALTER TABLE t RENAME COLUMN IF EXISTS a.b TO c"),
        ("alterTable", "ALTER TABLE t DROP COLUMN IF EXISTS a.b"),
        ("alterTable", "ALTER TABLE t ALTER COLUMN a.b SET DATA TYPE varchar(3)"),
        ("alterTable", "ALTER TABLE t ALTER COLUMN a SET DEFAULT 5"),
        ("alterTable", "ALTER TABLE t ALTER COLUMN a DROP DEFAULT"),
        ("alterTable", "ALTER TABLE t ALTER COLUMN a DROP NOT NULL"),
        ("alterTable", "ALTER TABLE t SET PROPERTIES format = 'ORC', sorted_by = ARRAY['a']"),
        ("alterTable", "ALTER TABLE t EXECUTE optimize(file_size_threshold => '128MB', 2) WHERE a > 1"),
        ("alterTable", "ALTER TABLE t EXECUTE expire"),
        ("branch", "CREATE OR REPLACE BRANCH IF NOT EXISTS b WITH (a = 1) IN TABLE t FROM main"),
        ("branch", "DROP BRANCH IF EXISTS b IN TABLE t"),
        ("branch", "ALTER BRANCH a IN TABLE t FAST FORWARD TO b"), ("branch", "SHOW BRANCHES IN TABLE t"),
        ("comment", "COMMENT ON TABLE t IS 'x'"), ("comment", "COMMENT ON VIEW v IS NULL"),
        ("comment", "COMMENT ON COLUMN c.s.t.a IS 'y'"),
        ("analyze", "ANALYZE t WITH (partitions = ARRAY[ARRAY['1']])"), ("analyze", "ANALYZE c.s.t"),
        (
            "createFunction",
            "CREATE OR REPLACE FUNCTION c.s.f(a bigint, varchar) RETURNS bigint LANGUAGE SQL NOT DETERMINISTIC RETURNS NULL ON NULL INPUT SECURITY DEFINER COMMENT 'x' WITH (p = 1) RETURN a * 2"
        ),
        (
            "createFunction",
            "CREATE FUNCTION f() RETURNS varchar LANGUAGE PYTHON CALLED ON NULL INPUT DETERMINISTIC AS $$ def f(): return ';' $$"
        ),
        (
            "routine",
            "CREATE FUNCTION f(n bigint) RETURNS bigint BEGIN DECLARE a, b bigint DEFAULT 1; DECLARE c varchar; SET a = n + 1; IF a > 1 THEN SET b = 2; ELSEIF a = 0 THEN RETURN 0; ELSE SET b = 3; END IF; CASE a WHEN 1 THEN SET b = 1; ELSE SET b = 2; END CASE; CASE WHEN a > b THEN RETURN 1; END CASE; top: LOOP ITERATE top; LEAVE top; END LOOP; WHILE a < 10 DO SET a = a + 1; END WHILE; l: REPEAT SET a = a - 1; UNTIL a < 0 END REPEAT; RETURN b; END"
        ),
        ("routine", "CREATE FUNCTION f() RETURNS bigint BEGIN END"),
        ("dropFunction", "DROP FUNCTION IF EXISTS c.s.f(bigint, a varchar)"),
    ]

    static let changes: [(production: String, text: String)] = [
        ("insert", "INSERT INTO c.s.t (a, b) VALUES (1, 2)"), ("insert", "INSERT INTO t SELECT * FROM u"),
        ("insert", "INSERT INTO t @ branch (a) (SELECT 1)"),
        ("insert", "INSERT INTO t (SELECT 1)"), ("delete", "DELETE FROM t"),
        ("delete", "DELETE FROM t @ b WHERE a IN (SELECT 1)"),
        ("update", "UPDATE t SET a = 1, b = b + 1 WHERE c"), ("update", "UPDATE t @ x SET a = (SELECT 1)"),
        ("truncate", "TRUNCATE TABLE t"),
        (
            "merge",
            "MERGE INTO t AS x USING (SELECT 1 a) s ON x.a = s.a WHEN MATCHED AND s.a > 1 THEN DELETE WHEN MATCHED THEN UPDATE SET a = s.a, b = 2 WHEN NOT MATCHED THEN INSERT (a, b) VALUES (s.a, 1)"
        ),
        ("merge", "MERGE INTO t @ b x USING s ON true WHEN NOT MATCHED AND s.a THEN INSERT VALUES (1)"),
    ]

    static let session: [(production: String, text: String)] = [
        ("explain", "EXPLAIN (TYPE LOGICAL, FORMAT TEXT) SELECT 1"),
        ("explain", "EXPLAIN (TYPE DISTRIBUTED) ANALYZE t"),
        ("explain", "EXPLAIN ANALYZE t"), ("explainAnalyze", "EXPLAIN ANALYZE (SELECT 1)"),
        ("explainAnalyze", "EXPLAIN ANALYZE VALUES 1"),
        ("startTransaction", "START TRANSACTION ISOLATION LEVEL READ COMMITTED"),
        ("startTransaction", "START TRANSACTION ISOLATION LEVEL READ UNCOMMITTED"),

        ("use", "USE s"), ("use", "USE c.s"), ("call", "CALL system.sync(1, mode => 'FULL')"), ("call", "CALL p()"),
        ("createRole", "CREATE ROLE r WITH ADMIN CURRENT_USER IN c"), ("createRole", "CREATE ROLE r WITH ADMIN ROLE x"),
        ("dropRole", "DROP ROLE IF EXISTS r IN c"),
        ("grantRoles", "GRANT a, b TO USER u, ROLE r, x WITH ADMIN OPTION GRANTED BY CURRENT_ROLE IN c"),
        ("revokeRoles", "REVOKE ADMIN OPTION FOR a FROM u GRANTED BY USER x IN c"),
        ("grant", "GRANT SELECT, INSERT, CREATE BRANCH, custom ON TABLE c.s.t TO ROLE r WITH GRANT OPTION"),
        ("grant", "GRANT ALL PRIVILEGES ON SCHEMA s TO u"),
        ("grant", "GRANT DELETE, UPDATE, CREATE ON t TO u"), ("grant", "GRANT INSERT ON BRANCH b IN TABLE t TO u"),
        ("revoke", "REVOKE GRANT OPTION FOR SELECT ON t FROM USER u"),
        ("revoke", "REVOKE ALL PRIVILEGES ON TABLE t FROM u"), ("deny", "DENY SELECT, UPDATE ON TABLE t TO ROLE r"),
        ("deny", "DENY ALL PRIVILEGES ON model m TO u"),
        ("setRole", "SET ROLE ALL"), ("setRole", "SET ROLE NONE IN c"), ("setRole", "SET ROLE r"),
        ("explain", "EXPLAIN SELECT 1"), ("explain", "EXPLAIN (TYPE IO, FORMAT JSON) SELECT 1"),
        ("explain", "EXPLAIN (FORMAT GRAPHVIZ) INSERT INTO t SELECT 1"),
        ("explain", "EXPLAIN (TYPE VALIDATE) (SELECT 1)"), ("explain", "EXPLAIN (SELECT 1)"),
        ("explainAnalyze", "EXPLAIN ANALYZE VERBOSE SELECT 1"), ("explainAnalyze", "EXPLAIN ANALYZE SELECT 1"),
        ("show", "SHOW CATALOGS LIKE 'a%' ESCAPE '\\'"), ("show", "SHOW SCHEMAS FROM c LIKE 'x'"),
        ("show", "SHOW TABLES IN c.s"), ("show", "SHOW COLUMNS FROM c.s.t LIKE 'a'"),
        ("show", "SHOW FUNCTIONS FROM c.s LIKE 'a'"), ("show", "SHOW SESSION LIKE 'q%'"),
        ("showCreate", "SHOW CREATE TABLE t"), ("showCreate", "SHOW CREATE SCHEMA s"),
        ("showCreate", "SHOW CREATE VIEW v"), ("showCreate", "SHOW CREATE MATERIALIZED VIEW v"),
        ("showCreate", "SHOW CREATE FUNCTION f"), ("showStats", "SHOW STATS FOR c.s.t"),
        ("showStats", "SHOW STATS FOR (SELECT * FROM t WHERE a > 1)"), ("showGrants", "SHOW GRANTS"),
        ("showGrants", "SHOW GRANTS ON TABLE t"),
        ("showRoles", "SHOW ROLES FROM c"), ("showRoles", "SHOW CURRENT ROLES"),
        ("showRoleGrants", "SHOW ROLE GRANTS IN c"),
        ("describe", "DESCRIBE c.s.t"), ("describe", "DESC t"), ("describeInput", "DESCRIBE INPUT q"),
        ("describeOutput", "DESCRIBE OUTPUT q"), ("describeOutput", "DESCRIBE OUTPUT (SELECT 1)"),
        ("setSession", "SET SESSION c.a = 1 + 1"), ("setSession", "SET SESSION a = 'x'"),
        ("resetSession", "RESET SESSION c.a"),
        ("setSessionAuthorization", "SET SESSION AUTHORIZATION 'user'"),
        ("setSessionAuthorization", "SET SESSION AUTHORIZATION u"),
        ("resetSessionAuthorization", "RESET SESSION AUTHORIZATION"),
        ("setPath", "SET PATH a, b.c"), ("setTimeZone", "SET TIME ZONE LOCAL"), ("setTimeZone", "SET TIME ZONE 'UTC'"),
        ("setTimeZone", "SET TIME ZONE INTERVAL '10' HOUR"),
        ("prepare", "PREPARE q FROM SELECT ? + 1"), ("execute", "EXECUTE q"), ("execute", "EXECUTE q USING 1, 'a'"),
        ("executeImmediate", "EXECUTE IMMEDIATE 'SELECT ?' USING 1"),
        ("deallocate", "DEALLOCATE PREPARE q"), ("startTransaction", "START TRANSACTION"),
        ("startTransaction", "START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"),
        ("startTransaction", "START TRANSACTION READ WRITE, ISOLATION LEVEL SERIALIZABLE"), ("commit", "COMMIT WORK"),
        ("commit", "COMMIT"), ("rollback", "ROLLBACK WORK"),
    ]
}
