import Testing
import TrinoSQL

@Suite("What names mean")
struct ScopeTests {
    /// The bindings of all columns named `name`, in the order of the text.
    private func bindings(of name: String, in text: String) throws -> [ColumnBinding] {
        let resolved = try resolve(text)
        var found: [ColumnBinding] = []
        resolved.query.forEachExpression { expression in
            if case .column(let written) = expression.kind, written.last.canonical == name,
                let binding = resolved.binding(of: expression)
            {
                found.append(binding)
            }
        }
        return found
    }

    private func column(_ binding: ColumnBinding?) -> BoundColumn? {
        if case .column(let column)? = binding { column } else { nil }
    }

    @Test("Numbers are unique, and leave equality alone")
    func numbering() throws {
        let query = try Parser.parseQuery("SELECT a + 1, (SELECT max(a) FROM u) FROM t WHERE a IN (1, 2) ORDER BY 1")
        let resolved = try Resolver(catalog: resolutionCatalog).resolve(query)
        var nodes: [Int] = []
        resolved.query.forEachExpression { nodes.append($0.position.node) }
        #expect(Set(nodes).count == nodes.count)
        #expect(!nodes.contains(0))
        #expect(resolved.query == query)
        for node in nodes { #expect(resolved.types[node] != nil) }
    }

    @Test("Quoted or not, names compare without case")
    func caseRules() throws {
        #expect(try outputs("SELECT \"A\", T.\"b\" FROM \"T\"") == ["A integer", "b varchar(10)"])
    }

    @Test("An inner query sees the outer one's columns, nearest first")
    func correlation() throws {
        let inner = try bindings(of: "b", in: "SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.k = b)")
        #expect(column(inner.first)?.level == 1)
        let nearest = try bindings(of: "a", in: "SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM u WHERE a > 0)")
        #expect(column(nearest.first)?.level == 0)
        let far = try bindings(
            of: "c", in: "SELECT (SELECT (SELECT c FROM other.t AS y) FROM u) FROM t")
        #expect(column(far.first)?.level == 2)
    }

    @Test("A derived table does not see its neighbours, LATERAL does")
    func lateral() throws {
        #expect(try resolutionError("SELECT 1 FROM t, (SELECT t.b AS q) AS x").kind == .unknownColumn)
        #expect(try outputs("SELECT q FROM t CROSS JOIN LATERAL (SELECT t.b || 'x' AS q) AS x") == ["q varchar"])
        #expect(try outputs("SELECT q FROM t, LATERAL (SELECT b AS q) AS x") == ["q varchar(10)"])
    }

    @Test("ORDER BY sees the SELECT's names first, then the sources")
    func orderBy() throws {
        let aliased = try bindings(of: "b", in: "SELECT a AS b FROM t ORDER BY b")
        #expect(aliased == [.output(index: 0)])
        let qualified = try bindings(of: "b", in: "SELECT a AS b FROM t ORDER BY t.b")
        #expect(column(qualified.first)?.name == "b")
        #expect(try outputs("SELECT a FROM t ORDER BY d, 1, -a").count == 1)
        #expect(try resolutionError("SELECT a FROM t ORDER BY 2").kind == .invalidOrdinal)
        #expect(try resolutionError("SELECT a, a FROM t ORDER BY a").kind == .ambiguousName)
        #expect(try resolutionError("SELECT a FROM t UNION SELECT a FROM u ORDER BY b").kind == .unknownColumn)
        #expect(try resolutionError("SELECT DISTINCT a FROM t ORDER BY b").kind == .invalid)
        #expect(try outputs("SELECT DISTINCT a, b FROM t ORDER BY b, a, 1").count == 2)
    }

    @Test(
        "WHERE, GROUP BY and HAVING do not see the SELECT's aliases",
        arguments: ["WHERE p > 1", "GROUP BY p", "HAVING p > 1"])
    func aliases(clause: String) throws {
        let error = try resolutionError("SELECT a AS p FROM t \(clause)")
        #expect(error.kind == .unknownColumn)
        #expect(error.message == "Column 'p' cannot be resolved")
        #expect(error.hint?.contains("alias") == true)
    }

    @Test("Lambda arguments come before columns")
    func lambda() throws {
        let found = try bindings(of: "a", in: "SELECT transform(ARRAY['x'], a -> a || 'y') FROM t")
        #expect(found == [.lambdaArgument("a")])
        #expect(
            try outputs("SELECT transform(ARRAY[1], x -> transform(ARRAY[2], y -> x + y + c)) AS r FROM t") == [
                "r array(array(double))"
            ])
    }

    @Test("A name that fits twice is ambiguous, and the error says how to choose")
    func ambiguity() throws {
        let error = try resolutionError("SELECT a FROM t, u")
        #expect(error.kind == .ambiguousName)
        #expect(error.message == "Column 'a' is ambiguous")
        #expect(error.hint == "write t.a or u.a")
        #expect((error.position.line, error.position.column) == (1, 8))
    }

    @Test(
        "A misspelt name brings the one that was meant",
        arguments: [
            ("SELECT a FROM tt", "t"), ("SELECT a FROM other.tt", "t"), ("SELECT only_her FROM other.t", "only_here"),
            ("SELECT t.dd FROM t", "'d'"),
        ])
    func suggestions(text: String, meant: String) throws {
        #expect(try resolutionError(text).hint?.contains(meant) == true)
    }

    @Test("Names are completed from the defaults, or refused")
    func tableNames() throws {
        #expect(try outputs("SELECT t.a, x.only_here FROM t, other.t x, lake.s.u").count == 2)
        let bare = Resolver(catalog: Catalog())
        let query = try Parser.parseQuery("SELECT 1 FROM t")
        #expect { try bare.resolve(query) } throws: {
            ($0 as? ResolutionError)?.message.contains("must be specified") == true
        }
        #expect(try resolutionError("SELECT 1 FROM lake.nowhere.t").message == "Table 'lake.nowhere.t' does not exist")
    }

    @Test("Alias lists rename columns and must be as long as the relation is wide")
    func aliasLists() throws {
        #expect(try outputs("SELECT x.m FROM (SELECT a, b FROM t) AS x (m, n)") == ["m integer"])
        #expect(try resolutionError("SELECT 1 FROM (SELECT a, b FROM t) AS x (m)").kind == .wrongColumnCount)
        #expect(try resolutionError("SELECT t.a FROM t AS y").kind == .unknownColumn)
    }

    @Test(
        "What can't be resolved yet says so",
        arguments: ["SELECT * FROM TABLE(sequence(1, 5))", "SELECT * FROM t NATURAL JOIN u"])
    func unsupported(text: String) throws {
        #expect(try resolutionError(text).kind == .unsupported)
    }

    @Test("A column is followed one step down: to a table, a query, both sides of USING")
    func sources() throws {
        func first(_ text: String) throws -> (ResolvedQuery, Expression) {
            let resolved = try resolve(text)
            guard case .select(let select) = resolved.query.body,
                case .expression(let expression, _)? = select.items.first?.kind
            else { throw ResolutionError(.invalid, "no SELECT") }
            return (resolved, expression)
        }
        let (table, direct) = try first("SELECT y.b FROM t AS y TABLESAMPLE SYSTEM (5)")
        #expect(table.baseColumn(of: direct)?.description == "lake.s.t.b")
        #expect(table.tableUse(of: table.columns(in: direct)[0].relation)?.schema.name.table == "t")
        let (derived, inner) = try first("SELECT q.p FROM (SELECT a, b || 'x' AS p FROM t) AS q")
        guard case .query(let node, 1) = derived.source(of: derived.columns(in: inner)[0]) else {
            Issue.record("not the second output of a query")
            return
        }
        #expect(derived.queryOutputs[node]?.map(\.name) == ["a", "p"])
        #expect(derived.baseColumn(of: inner) == nil)
        #expect(derived.lineage(of: inner).map(\.column) == ["b"])
        let (joined, merged) = try first("SELECT a FROM t JOIN u USING (a)")
        guard case .merged(let sides) = joined.source(of: joined.columns(in: merged)[0]) else {
            Issue.record("not merged")
            return
        }
        #expect(sides.map { joined.tableUse(of: $0.relation)?.schema.name.table } == ["t", "u"])
        #expect(joined.lineage(of: merged).count == 2)
    }
}
