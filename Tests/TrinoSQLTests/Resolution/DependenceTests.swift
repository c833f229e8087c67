import Testing
import TrinoSQL

@Suite("What a result comes from and depends on")
struct DependenceTests {
    private func causes(_ text: String) throws -> Set<Instability.Cause> {
        Set(try resolve(text).instabilities.map(\.cause))
    }

    private func lineage(_ text: String) throws -> [[String]] {
        try resolve(text).outputs.map { $0.lineage.map(\.column).sorted() }
    }

    @Test("Lineage goes through expressions, common tables, unions and subqueries to base columns")
    func lineage() throws {
        #expect(try lineage("SELECT a, b || CAST(c AS varchar), 1 FROM t") == [["a"], ["b", "c"], []])
        #expect(try lineage("WITH q AS (SELECT sum(e) AS s, b FROM t GROUP BY b) SELECT s / 2 FROM q") == [["e"]])
        #expect(try lineage("SELECT a FROM t UNION ALL SELECT CAST(k AS integer) FROM u") == [["a", "k"]])
        #expect(try lineage("SELECT (SELECT max(x) FROM u) FROM t") == [["x"]])
        #expect(try lineage("SELECT v FROM n CROSS JOIN UNNEST(attributes) AS q (k, v)") == [["attributes"]])
        #expect(try lineage("SELECT a FROM t JOIN u USING (a)") == [["a", "a"]])
    }

    @Test(
        "What a result depends on is named",
        arguments: [
            ("SELECT a FROM t", []), ("SELECT now()", [.clock, .timeZone]),
            ("SELECT current_date", [.clock, .timeZone]),
            ("SELECT random()", [.random]), ("SELECT uuid()", [.random]), ("SELECT current_user", [.session]),
            ("SELECT from_unixtime(a) FROM t", [.timeZone]), ("SELECT from_unixtime(a, 'UTC') FROM t", []),
            ("SELECT CAST(x AS timestamp with time zone) FROM u", [.timeZone]), ("SELECT CAST(z AS date) FROM u", []),
            ("SELECT 1 FROM u WHERE x > z", [.timeZone]), ("SELECT date_trunc('day', z) FROM u", []),
            ("SELECT x AT TIME ZONE 'UTC' FROM u", [.timeZone]), ("SELECT z AT TIME ZONE 'UTC' FROM u", []),
            ("SELECT coalesce(x, z) FROM u", [.timeZone]), ("SELECT to_char(x, 'yyyy') FROM u", [.timeZone, .locale]),
            ("SELECT date_format(x, '%Y-%m') FROM u", []), ("SELECT date_format(x, '%M') FROM u", [.locale]),
            ("SELECT x FROM u UNION ALL SELECT z FROM u", [.timeZone]),
            ("SELECT a FROM t LIMIT 5", [.rowOrder]), ("SELECT a FROM t ORDER BY a LIMIT 5", [.ties]),
            ("SELECT a FROM t ORDER BY b FETCH FIRST 3 ROWS WITH TIES", []),
            ("SELECT a FROM t ORDER BY b OFFSET 1 ROW FETCH NEXT 3 ROWS WITH TIES", [.ties]),
            ("SELECT array_agg(a) FROM t", [.rowOrder]), ("SELECT array_agg(a ORDER BY a) FROM t", [.ties]),
            ("SELECT max_by(a, b) FROM t", [.ties]), ("SELECT any_value(a) FROM t", [.rowOrder]),
            ("SELECT row_number() OVER (ORDER BY a) FROM t", [.ties]),
            ("SELECT row_number() OVER () FROM t", [.rowOrder]),
            ("SELECT sum(c) FROM t", [.rounding]), ("SELECT sum(e), sum(a), count(*), max(c) FROM t", []),
            ("SELECT approx_distinct(a) FROM t", [.approximation]),
            ("SELECT a FROM t TABLESAMPLE BERNOULLI (10)", [.random]),
            ("SELECT format('%s', a) FROM t", []), ("SELECT format('%d', a) FROM t", [.locale]),
            ("SELECT rank() OVER (ORDER BY a) FROM t", []),
            // A plain moment beside one with a zone, wherever they meet.
            ("SELECT z - x FROM u", [.timeZone]), ("SELECT z - DATE '2024-01-01' FROM u", [.timeZone]),
            ("SELECT z - z, x - x, z + INTERVAL '1' DAY FROM u", []),
            ("SELECT nullif(x, z) FROM u", [.timeZone]), ("SELECT nullif(x, x) FROM u", []),
            ("SELECT CAST(ROW(x) AS ROW(m timestamp(6) with time zone)) FROM u", [.timeZone]),
            ("SELECT CAST(ARRAY[x] AS array(timestamp(6) with time zone)) FROM u", [.timeZone]),
            (
                "SELECT CAST(ARRAY[z] AS array(timestamp(6) with time zone)), CAST(ROW(x, z) AS ROW(p date, q date)) FROM u",
                []
            ),
            ("SELECT ARRAY[z] || x FROM u", [.timeZone]), ("SELECT ARRAY[x] || ARRAY[z] FROM u", [.timeZone]),
            ("SELECT ARRAY[z] || z FROM u", []), ("SELECT MAP(ARRAY[z], ARRAY[1])[x] FROM u", [.timeZone]),
            ("VALUES TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2024-01-01 00:00:00 UTC'", [.timeZone]),
            (
                "WITH RECURSIVE r (m, n) AS (SELECT z, 1 FROM u UNION ALL SELECT TIMESTAMP '2024-01-01 00:00:00', n + 1 FROM r WHERE n < 3) SELECT n FROM r",
                [.timeZone]
            ),
            ("SELECT json_value(k, 'lax $.a' RETURNING timestamp(3) with time zone) FROM u", [.timeZone]),
            // A time of day has no day of its own.
            ("SELECT CAST(TIME '10:00:00' AS timestamp(3)) FROM u", [.clock]),
            ("SELECT CAST(TIME '10:00:00' AS timestamp(3) with time zone) FROM u", [.clock, .timeZone]),
            ("SELECT CAST(TIME '10:00:00 +01:00' AS timestamp(3)) FROM u", [.clock]),
            ("SELECT CAST(TIME '10:00:00 +01:00' AS time(3)), CAST(x AS time(3)) FROM u", []),
            ("SELECT TIME '10:00:00 +01:00' AT TIME ZONE 'Europe/Berlin' FROM u", [.clock]),
            // What the query defines may depend on anything.
            ("WITH FUNCTION twice(n bigint) RETURNS bigint RETURN n * 2 SELECT twice(a) FROM u", [.unknown]),
        ] as [(String, Set<Instability.Cause>)])
    func instabilities(text: String, expected: Set<Instability.Cause>) throws {
        #expect(try causes(text) == expected)
    }

    @Test("A function that is not known may depend on anything", arguments: ["ours.fns.is_recent", "never_heard_of"])
    func unknown(function: String) throws {
        let resolved = try resolve("SELECT a FROM t WHERE \(function)(a)", isStrict: false)
        #expect(resolved.instabilities.map(\.cause) == [.unknown])
        #expect(resolved.instabilities.map(\.what) == ["\(function)(), which is not known"])
        #expect(!resolved.isDeterministic)
    }

    @Test("A reason names the function and its place")
    func reasons() throws {
        let resolved = try resolve("SELECT a,\n  random() FROM t")
        #expect(!resolved.isDeterministic && !resolved.isSessionDependent)
        #expect(resolved.instabilities.map(\.what) == ["random()"])
        #expect(resolved.instabilities.map(\.position.line) == [2])
        #expect(try resolve("SELECT sum(c) FROM t").isDeterministic)
        #expect(try resolve("SELECT current_date").isSessionDependent)
    }

    @Test("Tables tell which columns are read, through stars and USING too")
    func columnsInUse() throws {
        func columns(_ text: String) throws -> [[String]] { try resolve(text).tables.map { $0.columns.sorted() } }
        #expect(try columns("SELECT a FROM t WHERE b = 'x' ORDER BY c") == [["a", "b", "c"]])
        #expect(try columns("SELECT 1 FROM t JOIN u USING (a)") == [["a"], ["a"]])
        #expect(try columns("SELECT * FROM other.t") == [["a", "only_here"]])
        let counted = try resolve("SELECT count(*) FROM t")
        #expect(counted.tables.map(\.isRowsOnly) == [true])
        let hidden = try resolve("SELECT a, \"$path\" FROM t")
        #expect(hidden.tables.map(\.hiddenColumns) == [["$path"]])
        let alias = try resolve("SELECT y.a FROM t AS y, other.t")
        #expect(alias.tables.map(\.visibleName) == ["y", "t"])
        #expect(alias.tables.map(\.hasAlias) == [true, false])
    }

    @Test("What comes through a star and is never used is not needed")
    func neededColumns() throws {
        func needed(_ text: String) throws -> [[String]] { try resolve(text).tables.map { $0.neededColumns.sorted() } }
        #expect(try needed("WITH q AS (SELECT * FROM t) SELECT a FROM q WHERE b = 'x'") == [["a", "b"]])
        #expect(try needed("SELECT count(*) FROM (SELECT * FROM t)") == [[]])
        #expect(try needed("SELECT 1 FROM u WHERE EXISTS (SELECT * FROM t)") == [[], []])
        #expect(try needed("WITH q AS (SELECT DISTINCT * FROM other.t) SELECT a FROM q") == [["a", "only_here"]])
        #expect(try needed("SELECT a FROM (SELECT * FROM other.t UNION ALL SELECT 1, 2)") == [["a", "only_here"]])
        #expect(try needed("SELECT a FROM (SELECT * FROM other.t ORDER BY 2 LIMIT 3)") == [["a", "only_here"]])
        #expect(try needed("SELECT m FROM (SELECT * FROM other.t) AS x (m, n)") == [["a", "only_here"]])
    }
}
