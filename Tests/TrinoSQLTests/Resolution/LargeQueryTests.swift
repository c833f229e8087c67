import Foundation
import Testing
import TrinoSQL

@Suite("Large and deep queries")
struct LargeQueryTests {
    @Test("Ten thousand conjuncts, five thousand items, three hundred common tables, two thousand columns")
    func large() throws {
        let conjuncts = (0..<10_000).map { "a <> \($0)" }.joined(separator: " AND ")
        #expect(try outputs("SELECT b FROM t WHERE \(conjuncts)") == ["b varchar(10)"])
        let items = (0..<5_000).map(String.init).joined(separator: ", ")
        #expect(try outputs("SELECT b FROM t WHERE a IN (\(items))") == ["b varchar(10)"])
        let tables = (1..<300).map { "q\($0) AS (SELECT * FROM q\($0 - 1))" }.joined(separator: ", ")
        let chain = try resolve("WITH q0 AS (SELECT * FROM t), \(tables) SELECT a FROM q299")
        #expect(chain.tables.map(\.neededColumns) == [["a"]])
        let name = TableName(catalog: "lake", schema: "s", table: "wide")
        var catalog = Catalog(defaultCatalog: "lake", defaultSchema: "s")
        catalog.add(
            TableSchema(name: name, columns: (0..<2_000).map { ColumnSchema(name: "c\($0)", type: .bigint) }))
        let list = (0..<2_000).map { "max(c\($0))" }.joined(separator: ", ")
        let wide = try Resolver(catalog: catalog).resolve(
            Parser.parseQuery("SELECT \(list) FROM (SELECT x.* FROM wide AS x JOIN wide AS y ON x.c0 = y.c1)"))
        #expect(wide.outputs.count == 2_000)
        #expect(wide.tables.map(\.neededColumns.count) == [2_000, 1])
    }

    @Test(
        "The deepest tree that the parser gives resolves on a stack of one MiB",
        arguments: [("abs(", ")"), ("(SELECT ", ")"), ("CASE WHEN a > 1 THEN 2 ELSE ", " END")])
    func deep(opening: String, closing: String) async throws {
        var deepest: Query?
        for depth in 1... {
            let text = String(repeating: opening, count: depth) + "a" + String(repeating: closing, count: depth)
            guard let query = try? Parser.parseQuery("SELECT \(text) FROM t") else { break }
            deepest = query
        }
        let query = try #require(deepest)
        let type = await withCheckedContinuation { continuation in
            let thread = Thread {
                let resolved = try? Resolver(catalog: resolutionCatalog).resolve(query)
                continuation.resume(returning: resolved?.outputs.first?.type)
            }
            thread.stackSize = 1 << 20
            thread.start()
        }
        #expect(type == .integer)
    }
}
