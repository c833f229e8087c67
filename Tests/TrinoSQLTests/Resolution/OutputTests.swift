import Testing
import TrinoSQL

@Suite("Names and types of a query's columns")
struct OutputTests {
    @Test("Names are aliases, column names as written, or made up")
    func names() throws {
        #expect(
            try outputs("SELECT a, T.B, a + 1, a AS \"X y\", count(*) OVER () FROM t")
                == ["a integer", "B varchar(10)", "_ integer", "X y integer", "_ bigint"])
        #expect(try resolve("SELECT a, 1 FROM t").outputs[1].shownName(at: 1) == "_col1")
    }

    @Test("Stars give every visible column, in order")
    func stars() throws {
        #expect(
            try outputs("SELECT * FROM t")
                == ["a integer", "b varchar(10)", "c double", "d date", "e decimal(10,2)"])
        #expect(try outputs("SELECT y.*, t.a FROM t, lake.other.t AS y").count == 3)
        #expect(try outputs("SELECT lake.other.t.* FROM other.t") == ["a integer", "only_here integer"])
        #expect(try outputs("SELECT n.place.* FROM n").count == 2)
        #expect(try outputs("SELECT \"$path\" FROM t") == ["$path varchar"])
    }

    @Test("USING gives its columns once and first, without a qualifier")
    func using() throws {
        #expect(
            try outputs("SELECT * FROM t JOIN u USING (a)")
                == [
                    "a bigint", "b varchar(10)", "c double", "d date", "e decimal(10,2)", "k varchar", "x timestamp(6)",
                    "z timestamp(3) with time zone",
                ])
        #expect(try outputs("SELECT a FROM t JOIN u USING (a)") == ["a bigint"])
        #expect(try outputs("SELECT t.* FROM t JOIN u USING (a)").first == "b varchar(10)")
        #expect(try resolutionError("SELECT t.a FROM t JOIN u USING (a)").kind == .unknownColumn)
        #expect(try resolutionError("SELECT 1 FROM t JOIN u USING (b)").kind == .unknownColumn)
    }

    @Test(
        "Expressions have the types that Trino gives them",
        arguments: [
            ("a / 2", "integer"), ("a * 100.0 / count(*) OVER ()", "decimal(14,1)"), ("c + e", "double"),
            ("sum(e) OVER ()", "decimal(38,2)"), ("e * e", "decimal(20,4)"), ("-a", "integer"),
            ("-9223372036854775808", "bigint"), ("b || 'x'", "varchar"), ("'abc'", "varchar(3)"),
            ("CASE WHEN a > 1 THEN 'ab' ELSE 'abcd' END", "varchar(4)"),
            ("CASE a WHEN 1 THEN 1 ELSE 2.5 END", "decimal(11,1)"),
            ("CASE WHEN a > 1 THEN a END", "integer"), ("CAST(a AS varchar)", "varchar"),
            ("TRY_CAST(b AS date)", "date"),
            ("d + INTERVAL '1' DAY", "date"), ("d - d", "interval day to second"), ("EXTRACT(year FROM d)", "bigint"),
            ("a BETWEEN 1 AND 2", "boolean"), ("b LIKE 'a%'", "boolean"), ("a IN (1, 2)", "boolean"),
            ("d IS NULL", "boolean"), ("ARRAY[1, 2.5]", "array(decimal(11,1))"),
            ("ROW(1, 'a')", "row(integer, varchar(1))"),
            ("ARRAY['a'][1]", "varchar(1)"), ("ROW(1, 2e0)[2]", "double"),
            ("MAP(ARRAY['a'], ARRAY[1])['a']", "integer"),
            ("trim(b)", "varchar(10)"), ("substring(b FROM 1 FOR 2)", "varchar(10)"), ("position('a' IN b)", "bigint"),
            ("current_date", "date"), ("current_timestamp(6)", "timestamp(6) with time zone"),
            ("localtimestamp", "timestamp(3)"),
            ("if(a > 1, 1, 2)", "integer"), ("coalesce(NULL, e)", "decimal(10,2)"), ("nullif(a, 0)", "integer"),
            ("transform(ARRAY[1], x -> x + 1.5)", "array(decimal(12,1))"),
            ("reduce(ARRAY[1], 0, (s, x) -> s + x, s -> CAST(s AS varchar))", "varchar"),
            ("filter(ARRAY[1, 2], x -> x > a)", "array(integer)"), ("(SELECT max(x) FROM u)", "timestamp(6)"),
            ("EXISTS (SELECT * FROM u)", "boolean"), ("a = ANY (SELECT a FROM u)", "boolean"),
            ("DATE '2020-01-01' AT TIME ZONE 'UTC' IS NULL", nil),
            ("json_value('{}', 'lax $.a' RETURNING integer)", "integer"), ("NULL", "unknown"), ("X'00'", "varbinary"),
        ] as [(String, String?)])
    func types(expression: String, expected: String?) throws {
        guard let expected else {
            #expect(throws: ResolutionError.self) { try resolve("SELECT \(expression) FROM t") }
            return
        }
        #expect(try resolve("SELECT \(expression) FROM t").outputs.map { $0.type?.description } == [expected])
    }

    @Test("Row fields are reached by dots, behind columns and behind relations")
    func rowFields() throws {
        #expect(
            try outputs("SELECT place.city, n.place.at.lat, lake.s.n.place.at.lon FROM n") == [
                "city varchar", "lat double", "lon double",
            ])
        #expect(try outputs("SELECT items[1].sku FROM n") == ["_ varchar"])
        #expect(try resolutionError("SELECT place.town FROM n").kind == .unknownColumn)
    }

    @Test("UNNEST gives a column for each element, field, key and value")
    func unnest() throws {
        #expect(
            try outputs("SELECT tag, n.id FROM n CROSS JOIN UNNEST(tags) AS x (tag)") == ["tag varchar", "id integer"])
        #expect(
            try outputs("SELECT x.*, o FROM n, UNNEST(items, attributes) WITH ORDINALITY AS x (sku, pieces, k, v, o)")
                == ["sku varchar", "pieces integer", "k varchar", "v integer", "o bigint", "o bigint"])
        #expect(try outputs("SELECT sku FROM n CROSS JOIN UNNEST(items)") == ["sku varchar"])
        #expect(try resolutionError("SELECT 1 FROM n CROSS JOIN UNNEST(id)").kind == .typeMismatch)
    }

    @Test("Set operations take the first branch's names and the common types")
    func setOperations() throws {
        #expect(try outputs("SELECT a AS p FROM t UNION ALL SELECT a FROM u") == ["p bigint"])
        #expect(try outputs("SELECT 'a' UNION SELECT 'abc' EXCEPT SELECT NULL") == ["_ varchar(3)"])
        #expect(try outputs("SELECT a, b FROM t UNION CORRESPONDING SELECT k, a FROM u") == ["a bigint"])
        #expect(try resolutionError("SELECT a FROM t UNION SELECT a, k FROM u").kind == .wrongColumnCount)
        #expect(try resolutionError("SELECT a FROM t UNION SELECT k FROM u").kind == .typeMismatch)
    }

    @Test("VALUES and TABLE are queries like others")
    func values() throws {
        #expect(try outputs("VALUES (1, 'a'), (2.5, 'abc')") == ["_ decimal(11,1)", "_ varchar(3)"])
        #expect(try outputs("SELECT q FROM (VALUES 1, 2) AS t (q)") == ["q integer"])
        #expect(try outputs("TABLE other.t") == ["a integer", "only_here integer"])
        #expect(try resolutionError("VALUES (1, 2), (3)").kind == .wrongColumnCount)
    }

    @Test("Common tables are seen by those behind them, shadow base tables, and keep their names")
    func commonTables() throws {
        #expect(
            try outputs("WITH q AS (SELECT a AS Xa FROM t), r AS (SELECT * FROM q) SELECT * FROM r") == ["Xa integer"])
        #expect(try outputs("WITH t AS (SELECT k FROM u) SELECT * FROM t") == ["k varchar"])
        #expect(try outputs("WITH t AS (SELECT a FROM t) SELECT * FROM t") == ["a integer"])
        #expect(try outputs("WITH q (m, n) AS (SELECT a, b FROM t) SELECT n FROM q") == ["n varchar(10)"])
        #expect(try outputs("WITH q AS (SELECT 1 AS one) SELECT (SELECT one FROM q) AS s") == ["s integer"])
        #expect(
            try resolutionError("WITH q AS (SELECT * FROM r), r AS (SELECT 1) SELECT * FROM q").kind == .unknownTable)
        #expect(try resolutionError("WITH q AS (SELECT 1), q AS (SELECT 2) SELECT 1").kind == .duplicateName)
        #expect(try resolutionError("WITH q (m) AS (SELECT a, b FROM t) SELECT 1").kind == .wrongColumnCount)
    }

    @Test("A recursive table sees its own columns")
    func recursion() throws {
        #expect(
            try outputs("WITH RECURSIVE q (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM q WHERE n < 9) SELECT * FROM q")
                == ["n integer"])
        #expect(
            try resolutionError("WITH RECURSIVE q AS (SELECT 1 UNION ALL SELECT 2 FROM q) SELECT 1").kind == .recursion)
        #expect(
            try resolutionError("WITH q (n) AS (SELECT 1 UNION ALL SELECT n FROM q) SELECT 1").kind == .unknownTable)
    }

    @Test("Views are read through, views inside views too")
    func views() throws {
        let resolved = try resolve("SELECT * FROM w JOIN v ON w.va = v.va")
        #expect(resolved.outputs.map(\.name) == ["va", "va", "vc"])
        #expect(resolved.tables.map(\.schema.name.description) == ["lake.s.t", "lake.s.t"])
        #expect(resolved.tables.map { $0.view?.table } == ["w", "v"])
        #expect(resolved.outputs[2].lineage.map(\.description) == ["lake.s.t.c"])
        #expect(resolved.tables[0].columns == ["a", "c", "d"])
        #expect(resolved.tables[0].neededColumns == ["a", "c", "d"])
    }

    @Test("Metadata tables have columns of their own")
    func metadataTables() throws {
        let resolved = try resolve("SELECT sum(file_size_in_bytes) AS bytes FROM \"t$files\"")
        #expect(resolved.outputs.map(\.type) == [.bigint])
        #expect(resolved.tables.map(\.metadataTable) == ["files"])
    }

    @Test("What is unknown is a note, and an error only when asked for")
    func notes() throws {
        let resolved = try resolve("SELECT frob(a) AS f, a FROM t", isStrict: false)
        #expect(resolved.outputs.map(\.type) == [nil, .integer])
        #expect(resolved.notes.map(\.message) == ["Function 'frob' not registered"])
        #expect(try resolutionError("SELECT frob(a) FROM t").kind == .unknownFunction)
        #expect(try resolve("SELECT b = 1 FROM t", isStrict: false).outputs.map(\.type) == [.boolean])
        #expect(try resolutionError("SELECT b = 1 FROM t").kind == .typeMismatch)
    }
}
