import Testing
import TrinoSQL

@Suite("Large texts")
struct SizeTests {
    @Test("long lists and chains are read flat and whole")
    func longChains() throws {
        let predicates = (0..<10_000).map { "a\($0) = \($0)" }.joined(separator: " AND ")
        guard case .and(let operands) = try Parser.parseExpression(predicates).kind else { throw Unexpected() }
        #expect(operands.count == 10_000)
        let items = (0..<5_000).map(String.init).joined(separator: ", ")
        guard case .inList(_, let list, _) = try Parser.parseExpression("a IN (\(items))").kind else {
            throw Unexpected()
        }
        #expect(list.count == 5_000)
        let sum = (0..<10_000).map(String.init).joined(separator: " + ")
        guard case .arithmetic(let chain) = try Parser.parseExpression(sum).kind else { throw Unexpected() }
        #expect(chain.rest.count == 9_999)
        let union = (0..<2_000).map { "SELECT \($0)" }.joined(separator: " UNION ALL ")
        guard case .setOperation(let operation) = try Parser.parseQuery(union).body else { throw Unexpected() }
        #expect(operation.branches.count == 2_000)
        let tables = (0..<300).map { "c\($0) AS (SELECT (a + (\($0))) FROM t)" }.joined(separator: ", ")
        #expect(try Parser.parseQuery("WITH \(tables) SELECT * FROM c0").with?.tables.count == 300)
        let columns = (0..<2_000).map { "c\($0) decimal(12, 2) COMMENT 'x'" }.joined(separator: ", ")
        guard case .createTable(let table) = try Parser.parseStatement("CREATE TABLE t (\(columns))").kind else {
            throw Unexpected()
        }
        #expect(table.columns.count == 2_000)
    }

    @Test("a script of ten thousand statements is split and read")
    func script() throws {
        let script = (0..<10_000).map { "SELECT a, 'x;y' FROM t\($0) WHERE b = \($0)" }.joined(separator: ";\n")
        let pieces = StatementSplitter.split(script)
        #expect(pieces.count == 10_000)
        #expect(pieces.last?.position.line == 10_000)
        for piece in pieces.prefix(100) { _ = try Parser.parseStatement(piece.text) }
    }

    private struct Unexpected: Error {}
}
