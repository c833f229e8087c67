import Testing
import TrinoSQL

@Suite("Comments")
struct CommentAttachmentTests {
    private struct Unexpected: Error {}

    private func select(_ text: String) throws -> (Statement, Select) {
        let statement = try Parser.parseStatement(text)
        guard case .query(let query) = statement.kind, case .select(let select) = query.body else { throw Unexpected() }
        return (statement, select)
    }

    @Test("belong to the select item in front of which, or behind which on its line, they stand")
    func items() throws {
        let (statement, select) = try select(
            """
            -- the report
            SELECT a, -- first
              /* about b */ b,
              -- above c
              c /* behind c */
            FROM t -- the table
            WHERE d /* inside */ > 1
            """)
        #expect(statement.comments.leading.map(\.text) == ["the report"])
        #expect(select.items[0].comments.trailing.map(\.text) == ["first"])
        #expect(select.items[1].comments.leading.map(\.text) == ["about b"])
        #expect(select.items[2].comments.leading.map(\.text) == ["above c"])
        #expect(select.items[2].comments.trailing.map(\.text) == ["behind c"])
        #expect(statement.comments.trailing.map(\.text) == ["the table", "inside"])
    }

    @Test("belong to common tables, to columns and to SELECT")
    func others() throws {
        let query = try Parser.parseQuery(
            "WITH\n -- one\n a AS (-- inner\n SELECT 1), -- behind\n b AS (SELECT 2) SELECT 3")
        #expect(query.with?.tables[0].comments.leading.map(\.text) == ["one"])
        #expect(query.with?.tables[0].comments.trailing.map(\.text) == ["behind"])
        guard case .select(let inner)? = query.with?.tables[0].query.body else { throw Unexpected() }
        #expect(inner.comments.leading.map(\.text) == ["inner"])
        let statement = try Parser.parseStatement("CREATE TABLE t (\n a bigint, -- the key\n /* value */ b varchar)")
        guard case .createTable(let table) = statement.kind else { throw Unexpected() }
        #expect(table.columns[0].comments.trailing.map(\.text) == ["the key"])
        #expect(table.columns[1].comments.leading.map(\.text) == ["value"])
    }

    @Test("take no part in equality, and none is lost")
    func equality() throws {
        let text =
            "/*1*/ SELECT /*2*/ a /*3*/, /*4*/ b /*5*/ FROM /*6*/ t /*7*/ WHERE /*8*/ c = /*9*/ (/*10*/ SELECT /*11*/ 1)"
        let tree = try Parser.parseStatement(text)
        #expect(try Parser.parseStatement("SELECT a, b FROM t WHERE c = (SELECT 1)") == tree)
        let printed = tree.sql(comments: true)
        for number in 1...11 { #expect(printed.contains("/* \(number) */"), "\(printed)") }
        #expect(try Parser.parseStatement(printed) == tree)
    }

    @Test("know their style and their place")
    func places() throws {
        let statement = try Parser.parseStatement("SELECT 1\n  -- é one  \n  FROM t /* two\n lines */")
        let comments = statement.comments.trailing
        #expect(comments.map(\.style) == [.line, .block])
        #expect(comments.map(\.text) == ["é one", "two\n lines"])
        #expect(comments.map(\.position.line) == [2, 3])
        #expect(comments.map(\.position.column) == [3, 10])
    }
}
